package dev.governance.console.server.config;

import dev.governance.console.wire.OneLine;
import java.util.Collection;
import java.util.Comparator;

/** What somebody typed, and what was probably meant. */
final class Spelling {
    private static final int SHOWN = 100;

    /** It may hold anything. */
    static String shown(String text) {
        return OneLine.of(text, SHOWN);
    }

    /** The closest by the number of letters to change (Levenshtein). */
    static String nearest(String typed, Collection<String> known) {
        String start = typed.substring(0, Math.min(typed.length(), SHOWN));
        return known.stream()
                .min(Comparator.comparingInt(candidate -> distance(start, candidate)))
                .orElseThrow();
    }

    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }

    private Spelling() {}
}
