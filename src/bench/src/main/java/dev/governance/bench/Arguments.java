package dev.governance.bench;

import java.nio.file.Path;
import java.util.Map;

/**
 * What {@code src/bench/run} was asked for.
 *
 * @param root the project's folder
 * @param folder for everything that is written; deleted afterwards by the script
 * @param rows of the log that is measured; halts, where those are; of the burst that a browser is to keep up with; of each
 *     flood that streams are to carry
 * @param rounds in which what is compared takes turns
 * @param minutes for which a browser's memory is watched
 */
record Arguments(Path root, Path folder, String bench, long rows, int rounds, int minutes) {
    private static final Map<String, Usual> USUAL = Map.ofEntries(
            Map.entry("verify", new Usual(5_000_000, 3, 1_000)),
            Map.entry("append", new Usual(100_000, 5, 1_000)),
            Map.entry("list", new Usual(5_000_000, 5, 1_000)),
            Map.entry("posture", new Usual(1_000_000, 3, 1_000)),
            Map.entry("api", new Usual(100_000, 5, 1_000)),
            Map.entry("sse", new Usual(1_600, 5, 100)),
            Map.entry("latency", new Usual(100_000, 5, 1_000)),
            Map.entry("scale", new Usual(1_600, 5, 100)),
            Map.entry("start", new Usual(1, 5, 1)),
            Map.entry("halt", new Usual(200, 1, 4)),
            Map.entry("dashboard", new Usual(12_000, 5, 1_000)));
    private static final long MOST_ROWS = 100_000_000;
    private static final int MOST_ROUNDS = 50;
    private static final int USUAL_MINUTES = 10;
    private static final int MOST_MINUTES = 20; // the script ends after half an hour

    /** What is taken when nothing is said. */
    private record Usual(long rows, int rounds, long leastRows) {}

    /**
     * Reads the words after the program's name.
     *
     * @throws IllegalArgumentException when one of them is wrong
     */
    static Arguments of(String... words) {
        Usual usual = words.length < 3 ? null : USUAL.get(words[2]);
        if (usual == null) {
            throw new IllegalArgumentException(
                    "name what to measure: verify, append, list, posture, api, sse, latency, scale, start, halt or"
                            + " dashboard");
        }
        long rows = usual.rows();
        long rounds = usual.rounds();
        long minutes = USUAL_MINUTES;
        for (int i = 3; i < words.length; i += 2) {
            switch (words[i]) {
                case "--rows" -> rows = number(words, i, usual.leastRows(), MOST_ROWS);
                case "--rounds" -> rounds = number(words, i, 1, MOST_ROUNDS);
                case "--minutes" -> minutes = number(words, i, 0, MOST_MINUTES);
                default -> throw new IllegalArgumentException("unknown option " + words[i]);
            }
        }
        return new Arguments(Path.of(words[0]), Path.of(words[1]), words[2], rows, (int) rounds, (int) minutes);
    }

    private static long number(String[] words, int option, long least, long most) {
        try {
            long number = Long.parseLong(words[option + 1].replace("_", ""));
            if (number >= least && number <= most) {
                return number;
            }
        } catch (ArrayIndexOutOfBoundsException | NumberFormatException e) {
            throw new IllegalArgumentException(words[option] + " wants a number", e);
        }
        throw new IllegalArgumentException(words[option] + " is between " + least + " and " + most);
    }
}
