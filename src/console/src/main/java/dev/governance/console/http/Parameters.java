package dev.governance.console.http;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import io.vertx.ext.web.RoutingContext;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Refuses an address that says something nobody listens to: a filter that is misspelt would show everything. */
final class Parameters {
    /** The one that may be given more than once. */
    static final String REPEATED = "kind";

    private static final int COMPARED = 40;

    /**
     * Lets through only the {@code known} names, none where that is empty, each once but for {@link #REPEATED}.
     *
     * @throws Refusal UNPROCESSABLE, with the name that was probably meant, and without the one that was sent
     */
    static void only(RoutingContext context, List<String> known) {
        for (String name : context.queryParams().names()) {
            if (!known.contains(name)) {
                throw new Refusal(
                        Fault.UNPROCESSABLE,
                        "unknown_parameter",
                        known.isEmpty()
                                ? "this takes no parameters"
                                : "there is no such parameter; did you mean " + nearest(name, known) + "? There are "
                                        + String.join(", ", known));
            }
            if (!name.equals(REPEATED) && context.queryParam(name).size() > 1) {
                throw Refusal.unfit(name, name + " is given more than once");
            }
        }
    }

    private static String nearest(String name, List<String> known) {
        String lower = name.substring(0, Math.min(name.length(), COMPARED)).toLowerCase(Locale.ROOT);
        return known.stream()
                .min(Comparator.comparingInt(candidate -> distance(lower, candidate)))
                .orElseThrow();
    }

    /** How many letters have to be changed, added or left out (Levenshtein). */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }

    private Parameters() {}
}
