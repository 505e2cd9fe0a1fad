package dev.governance.console.db;

import com.fasterxml.jackson.databind.JsonNode;
import dev.governance.console.wire.Json;
import dev.governance.console.wire.ShownJson;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** JSON that agents wrote, as people may see it: without secrets, and readable whatever was written. */
public final class RedactedJson {
    private static final String TOO_LARGE = unreadable("too large to be shown");
    private static final String TOO_DEEP = unreadable("nested too deeply or holding too long a number to be shown");

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
        return read(shown(text)).tree();
    }

    /** The same as JSON text. */
    String shown(@Nullable String text) {
        if (text == null) {
            return TOO_LARGE;
        }
        try {
            return redaction.apply(text);
        } catch (IllegalArgumentException e) {
            return TOO_DEEP;
        }
    }

    /** Reads what {@link #shown} gave. */
    static ShownJson read(String shown) {
        try {
            return ShownJson.of(shown);
        } catch (IllegalArgumentException e) {
            return ShownJson.of(TOO_DEEP); // one row nested a thousand levels deep must not hide the page it stands on
        }
    }

    /** A text that is no JSON, without what looks like a secret. */
    public String text(String text) {
        return of(Json.write(text)).asText();
    }

    private static String unreadable(String reason) {
        return Json.write(Map.of("governance.unreadable", reason));
    }
}
