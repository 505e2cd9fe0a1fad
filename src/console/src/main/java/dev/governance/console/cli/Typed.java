package dev.governance.console.cli;

import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What a person types: a line on stdin, or an answer at the terminal. */
final class Typed {
    /** Far beyond the longest password in UTF-8. */
    private static final int MOST_BYTES = 4096;

    /** The first line; empty when there is none or nothing on it. */
    static Optional<String> firstLine(InputStream in) {
        try {
            String text = new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
            return text.lines().findFirst().filter(line -> !line.isEmpty());
        } catch (IOException e) {
            throw new UncheckedIOException("stdin cannot be read", e);
        }
    }

    /** The terminal; empty where nobody can answer. */
    @SuppressWarnings("SystemConsoleNull") // whether it is a terminal is asked, too
    static Optional<Console> terminal() {
        return Optional.ofNullable(System.console()).filter(Typed::isTerminal);
    }

    /** Since Java 22 there may be a console without a terminal, and a method that tells. */
    private static boolean isTerminal(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the console does not say whether it is a terminal", e);
        }
    }

    private Typed() {}
}
