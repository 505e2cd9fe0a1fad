package dev.governance.console.auth;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Passwords that guessers try first; the file says where they come from. */
final class CommonPasswords {
    private static final Set<String> WORDS = load();

    /** Whether the password is one of them, with or without digits and signs around and between its letters. */
    static boolean has(String lowerCase) {
        return WORDS.contains(lowerCase) || WORDS.contains(letters(lowerCase));
    }

    static String letters(String lowerCase) {
        return lowerCase
                .codePoints()
                .filter(Character::isLetter)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static Set<String> load() {
        try (InputStream in = CommonPasswords.class.getResourceAsStream("common-passwords.txt")) {
            String text = new String(
                    Objects.requireNonNull(in, "common-passwords.txt is missing from this build")
                            .readAllBytes(),
                    StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> !line.startsWith("#"))
                    .flatMap(line -> Stream.of(line.split(" ", -1)))
                    .filter(word -> !word.isEmpty())
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException("the list of common passwords cannot be read", e);
        }
    }

    private CommonPasswords() {}
}
