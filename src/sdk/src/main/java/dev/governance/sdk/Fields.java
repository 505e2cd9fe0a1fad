package dev.governance.sdk;

import dev.governance.chain.Sanitizer;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The lengths of columns, in code points. */
final class Fields {
    static final int AGENT = 256;
    static final int KIND = 128;
    static final int TOOL = 256;

    /** Sanitised, and within the column even where escapes made it longer: a row that does not fit would be lost. */
    static String clean(String text, int limit) {
        String storable = (String) Objects.requireNonNull(PlainJson.copy(text));
        int kept = limit;
        String clean = Sanitizer.text(storable, kept);
        for (int over = over(clean, limit); over > 0; over = over(clean, limit)) {
            kept -= (over + 1) / 2; // an escape takes two characters for one
            clean = Sanitizer.text(storable, kept);
        }
        return clean;
    }

    static @Nullable String cleanOrNull(@Nullable String text, int limit) {
        return text == null ? null : clean(text, limit);
    }

    private static int over(String text, int limit) {
        return text.codePointCount(0, text.length()) - limit;
    }

    /**
     * An id or name that enforcement goes by, as it is.
     *
     * @throws IllegalArgumentException when it is blank, too long for its column, or not storable
     */
    static String name(String what, String text, int limit) {
        if (text.isBlank() || over(text, limit) > 0) {
            throw new IllegalArgumentException(what + " needs 1 to " + limit + " characters");
        }
        if (!text.equals(PlainJson.copy(text))) {
            throw new IllegalArgumentException(what + " has characters that PostgreSQL does not store");
        }
        return text;
    }

    /**
     * Metadata, sanitised, as JSON text.
     *
     * @throws IllegalArgumentException beyond the limits of an audit row
     */
    static String metadata(Map<String, ? extends @Nullable Object> metadata) {
        @SuppressWarnings("unchecked") // a map is copied to a map of strings
        Map<String, @Nullable Object> copy =
                (Map<String, @Nullable Object>) Objects.requireNonNull(PlainJson.copy(metadata));
        return PlainJson.write(Sanitizer.metadata(copy));
    }

    private Fields() {}
}
