package dev.governance.console.server;

import dev.governance.chain.Redaction;
import dev.governance.console.db.Recent;
import java.util.function.UnaryOperator;

/**
 * Takes JSON text and gives it back without secrets, once while many look at it. A text in which something was hidden is not
 * kept. Safe from any thread.
 */
final class ShownTexts implements UnaryOperator<String> {
    /** Of a text that is kept, in characters. */
    static final int LONGEST = 2_048;

    /** What hides, and what it was asked lately: another one has seen nothing yet. */
    private record Eyes(UnaryOperator<String> redaction, Recent<String> recent) {}

    private volatile Eyes eyes;

    ShownTexts(UnaryOperator<String> redaction) {
        this.eyes = new Eyes(redaction, new Recent<>(LONGEST));
    }

    /** Hides by this from now on. */
    void hideBy(UnaryOperator<String> redaction) {
        eyes = new Eyes(redaction, new Recent<>(LONGEST));
    }

    @Override
    public String apply(String json) {
        Eyes now = eyes;
        String known = now.recent().get(json);
        return known == null ? redacted(now, json) : known;
    }

    private static String redacted(Eyes now, String json) {
        String shown = now.redaction().apply(json);
        boolean hidden = shown.contains(Redaction.BY_NAME) || shown.contains(Redaction.BY_LOOK);
        if (!hidden && shown.length() <= LONGEST) {
            now.recent().put(json, shown);
        }
        return shown;
    }
}
