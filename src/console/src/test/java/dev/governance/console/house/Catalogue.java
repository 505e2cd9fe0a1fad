package dev.governance.console.house;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Disabled;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

/** A list of what others found worth a test, each with the tests of ours that show it. */
final class Catalogue {
    private static final Pattern LINE = Pattern.compile("(\\d+) (.+?)(?: ~ (.+?))? = (.+)");
    private static final Path SCRIPTS = Path.of("src", "test", "js");

    /** Sees the tests of the other modules as well, which are no part of this one's class path. */
    private static final ClassLoader TESTS = new URLClassLoader(
            Stream.of("chain", "sdk").map(Catalogue::testsOf).toArray(URL[]::new), Catalogue.class.getClassLoader());

    /**
     * One of them.
     *
     * @param name as its authors call it
     * @param deviation words of docs/interop.md where ours differs on purpose; null where it does not
     * @param shown which tests show it, or why none does yet
     */
    record Line(int number, String name, @Nullable String deviation, String shown) {
        List<String> tests() {
            return Arrays.asList(shown.split("; ", -1));
        }

        @Override
        public String toString() {
            return number + " " + name;
        }
    }

    static List<Line> read(String resource) {
        try (InputStream in = Objects.requireNonNull(Catalogue.class.getResourceAsStream("/" + resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Catalogue::line)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Line line(String text) {
        Matcher line = LINE.matcher(text);
        if (!line.matches()) {
            throw new IllegalArgumentException("neither a comment nor a line of the catalogue: " + text);
        }
        return new Line(Integer.parseInt(line.group(1)), line.group(2), line.group(3), line.group(4));
    }

    /** Whether there is such a test and it is not switched off: {@code Class#method} or {@code js/file#title}. */
    static boolean isTest(String test) {
        String[] parts = test.split("#", 2);
        return parts.length == 2
                && (parts[0].startsWith("js/")
                        ? isScripts(parts[0].substring(3), parts[1])
                        : isClasses(parts[0], parts[1]));
    }

    private static boolean isClasses(String name, String method) {
        try {
            return Arrays.stream(Class.forName("dev.governance." + name, false, TESTS)
                            .getDeclaredMethods())
                    .filter(each -> each.getName().equals(method))
                    .anyMatch(each -> AnnotationSupport.isAnnotated(each, Testable.class)
                            && !AnnotationSupport.isAnnotated(each, Disabled.class)
                            && !AnnotationSupport.isAnnotated(each.getDeclaringClass(), Disabled.class));
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static boolean isScripts(String file, String title) {
        try {
            return Files.readString(SCRIPTS.resolve(file))
                    .lines()
                    .anyMatch(line -> line.startsWith("test('" + title + "',"));
        } catch (IOException e) {
            return false;
        }
    }

    private static URL testsOf(String module) {
        try {
            return Path.of("..", module, "target", "test-classes").toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Catalogue() {}
}
