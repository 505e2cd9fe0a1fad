package dev.governance.chain;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Refuses values that JSONB would refuse or give back changed, before they are signed. */
final class StorableJson {
    private static final int DEPTH_LIMIT = 512;

    static @Nullable Object checked(@Nullable Object value) {
        return checked(value, 0);
    }

    private static @Nullable Object checked(@Nullable Object value, int depth) {
        if (depth > DEPTH_LIMIT) {
            throw new IllegalArgumentException("nested deeper than " + DEPTH_LIMIT);
        }
        if (value instanceof String text) {
            return text(text);
        }
        if (value instanceof Map<?, ?> members) {
            return members(members, depth);
        }
        if (value instanceof List<?> elements) {
            List<@Nullable Object> copy = new ArrayList<>(elements.size());
            elements.forEach(element -> copy.add(checked(element, depth + 1)));
            return copy;
        }
        if (value instanceof Double || value instanceof Float || value instanceof BigDecimal) {
            return number(((Number) value).doubleValue());
        }
        if (value instanceof JsonNumber number && number.isFloat()) {
            return number(Double.parseDouble(number.literal()));
        }
        return value;
    }

    private static Map<String, @Nullable Object> members(Map<?, ?> members, int depth) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        members.forEach((name, value) -> {
            if (!(name instanceof String text)) {
                throw new IllegalArgumentException("a JSON object's names are strings");
            }
            copy.put(text(text), checked(value, depth + 1));
        });
        return copy;
    }

    private static Double number(double value) {
        if (!CanonicalJson.survivesStorage(value)) { // also false for NaN
            throw new IllegalArgumentException(
                    "floats from 1e16 on are stored as integers and could not be verified; send them as text");
        }
        return value == 0 ? 0.0 : value; // JSONB drops the sign of -0.0
    }

    private static String text(String text) {
        if (text.indexOf(0) >= 0) {
            throw new IllegalArgumentException("text contains NUL, which PostgreSQL does not store");
        }
        // A code point that is a surrogate is half of a pair.
        if (text.codePoints().anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE)) {
            throw new IllegalArgumentException("text contains half of a surrogate pair");
        }
        return text;
    }

    private StorableJson() {}
}
