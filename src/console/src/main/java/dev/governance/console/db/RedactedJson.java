package dev.governance.console.db;

import com.fasterxml.jackson.databind.JsonNode;
import dev.governance.console.wire.Json;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** JSON that agents wrote, as people may see it: without secrets, and readable whatever was written. */
public final class RedactedJson {
    private final UnaryOperator<String> redaction;

    /**
     * Prepares reading.
     *
     * @param redaction takes JSON text and gives it back without secrets
     */
    public RedactedJson(UnaryOperator<String> redaction) {
        this.redaction = redaction;
    }

    /**
     * Reads a column.
     *
     * @param text null when the query left it out for its size
     */
    public JsonNode of(@Nullable String text) {
        if (text == null) {
            return unreadable("too large to be shown");
        }
        try {
            return Json.tree(redaction.apply(text));
        } catch (IllegalArgumentException e) {
            // One row nested a thousand levels deep must not hide the page it stands on.
            return unreadable("nested too deeply or holding too long a number to be shown");
        }
    }

    /** A text that is no JSON, without what looks like a secret. */
    public String text(String text) {
        return of(Json.write(text)).asText();
    }

    private static JsonNode unreadable(String reason) {
        return Json.tree(Json.write(Map.of("governance.unreadable", reason)));
    }
}
