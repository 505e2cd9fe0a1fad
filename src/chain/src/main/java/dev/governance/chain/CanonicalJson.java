package dev.governance.chain;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON in the one form that is signed: what Python's {@code json.dumps} prints with sorted keys, no blanks, ASCII only.
 */
public final class CanonicalJson {
    private static final char FIRST_PRINTABLE = 0x20;
    private static final char LAST_PRINTABLE = 0x7E; // Python escapes DEL too

    /** From here JSONB gives a float back as an integer, and the MAC would not hold. */
    private static final double TOO_LARGE = 1e16;

    /** Python sorts by code point; {@link String#compareTo} by UTF-16 unit, which differs beyond U+FFFF. */
    static final Comparator<String> BY_CODE_POINT = CanonicalJson::compareCodePoints;

    /**
     * Brings JSON text, as {@code metadata_json::text} gives it, into the canonical form.
     *
     * @throws IllegalArgumentException when it is not JSON; the message says at which character
     */
    public static String canonical(String json) {
        StringBuilder out = new StringBuilder(json.length() + 16);
        append(out, parse(json));
        return out.toString();
    }

    /**
     * Reads JSON text into maps, lists, strings, booleans, null and {@link JsonNumber}s.
     *
     * @throws IllegalArgumentException when it is not JSON; the message says at which character
     */
    public static @Nullable Object parse(String json) {
        return new JsonReader(json).read();
    }

    /**
     * Writes a value so that what JSONB gives back has the same canonical form.
     *
     * @param value maps with string keys, lists, strings, booleans, null, numbers
     * @throws IllegalArgumentException for what JSONB refuses or changes: NUL, lone surrogates, NaN, infinities,
     *     floats from 1e16 on, and types that JSON does not have
     */
    public static String write(@Nullable Object value) {
        StringBuilder out = new StringBuilder();
        append(out, StorableJson.checked(value));
        return out.toString();
    }

    static boolean survivesStorage(double value) {
        return Math.abs(value) < TOO_LARGE;
    }

    /** Appends without recursion, however deep the value is. */
    static void append(StringBuilder out, @Nullable Object value) {
        Deque<Level> open = new ArrayDeque<>();
        begin(out, value, open);
        while (!open.isEmpty()) {
            Level level = open.peek();
            if (level.rest().hasNext()) {
                level.separate(out);
                begin(out, level.next(out), open);
            } else {
                out.append(open.pop().end());
            }
        }
    }

    private static void begin(StringBuilder out, @Nullable Object value, Deque<Level> open) {
        if (value instanceof Map<?, ?> members) {
            out.append('{');
            open.push(new Level('}', sorted(members).iterator(), members));
        } else if (value instanceof List<?> elements) {
            out.append('[');
            open.push(new Level(']', elements.iterator(), Map.of()));
        } else {
            appendScalar(out, value);
        }
    }

    private static void appendScalar(StringBuilder out, @Nullable Object value) {
        if (value == null) {
            out.append("null");
        } else if (value instanceof String text) {
            appendString(out, text);
        } else if (value instanceof JsonNumber number) {
            out.append(number.canonical());
        } else if (value instanceof Double || value instanceof Float) {
            out.append(PythonFloat.repr(((Number) value).doubleValue()));
        } else if (value instanceof BigDecimal decimal) {
            out.append(PythonFloat.repr(decimal.doubleValue()));
        } else if (value instanceof Boolean || isInteger(value)) {
            out.append(value);
        } else {
            throw new IllegalArgumentException(
                    "no JSON type for " + value.getClass().getName());
        }
    }

    private static List<String> sorted(Map<?, ?> members) {
        return members.keySet().stream()
                .map(String.class::cast)
                .sorted(BY_CODE_POINT)
                .toList();
    }

    /** An object or array of which a part is written: {@code rest} are names of members, or elements. */
    private record Level(char end, Iterator<?> rest, Map<?, ?> members) {
        void separate(StringBuilder out) {
            char last = out.charAt(out.length() - 1);
            if (last != '{' && last != '[') {
                out.append(',');
            }
        }

        /** The next value, after its name if it has one. */
        @Nullable
        Object next(StringBuilder out) {
            Object next = rest.next();
            if (end == ']') {
                return next;
            }
            appendString(out, (String) next);
            out.append(':');
            return members.get(next);
        }
    }

    static boolean isInteger(Object value) {
        return value instanceof Integer
                || value instanceof Long
                || value instanceof Short
                || value instanceof Byte
                || value instanceof BigInteger;
    }

    private static void appendString(StringBuilder out, String text) {
        out.append('"');
        if (isPlain(text)) {
            out.append(text); // copied at once
        } else {
            for (int i = 0; i < text.length(); i++) {
                appendCharacter(out, text.charAt(i));
            }
        }
        out.append('"');
    }

    /** Whether a text stands in JSON as it is, as nearly all do. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < FIRST_PRINTABLE || c > LAST_PRINTABLE || c == '"' || c == '\\') {
                return false;
            }
        }
        return true;
    }

    private static void appendCharacter(StringBuilder out, char c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            default -> {
                if (c >= FIRST_PRINTABLE && c <= LAST_PRINTABLE) {
                    out.append(c);
                } else {
                    appendEscape(out, c);
                }
            }
        }
    }

    private static void appendEscape(StringBuilder out, char c) {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.append(Character.forDigit((c >> shift) & 0xF, 16));
        }
    }

    private static int compareCodePoints(String left, String right) {
        int length = Math.min(left.length(), right.length());
        for (int i = 0; i < length; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                boolean surrogateA = Character.isSurrogate(a);
                boolean surrogateB = Character.isSurrogate(b);
                // A surrogate stands for a code point beyond every single unit.
                return surrogateA == surrogateB ? Character.compare(a, b) : surrogateA ? 1 : -1;
            }
        }
        return Integer.compare(left.length(), right.length());
    }

    private CanonicalJson() {}
}
