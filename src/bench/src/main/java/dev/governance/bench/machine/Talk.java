package dev.governance.bench.machine;

/** What a person who waits is told, on stderr with the seconds since the start. */
public final class Talk {
    private static final long START = System.nanoTime();

    public static void say(String line) {
        System.err.printf("%6.1f s  %s%n", (System.nanoTime() - START) / 1e9, line);
    }

    private Talk() {}
}
