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

    private final UnaryOperator<String> redaction;
    private final Recent<String> recent = new Recent<>(LONGEST);

    ShownTexts(UnaryOperator<String> redaction) {
        this.redaction = redaction;
    }

    @Override
    public String apply(String json) {
        String known = recent.get(json);
        return known == null ? redacted(json) : known;
    }

    private String redacted(String json) {
        String shown = redaction.apply(json);
        boolean hidden = shown.contains(Redaction.BY_NAME) || shown.contains(Redaction.BY_LOOK);
        if (!hidden && shown.length() <= LONGEST) {
            recent.put(json, shown);
        }
        return shown;
    }
}
