package dev.governance.sdk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a host hands over into JSON that PostgreSQL stores and gives back with the same meaning: what a MAC or a
 * hash was computed of must still fit when the row is read.
 */
final class PlainJson {
    private static final int DEPTH_LIMIT = 64;
    private static final int VALUE_LIMIT = 20_000; // more could not fit into 64 KiB in a useful way
    private static final int DIGITS_LIMIT = 400; // every double fits; Python refuses to read integers from 4 300 on
    private static final char REPLACEMENT = 0xFFFD;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            // JSONB gives 1E5 back as an integer, and Python would read another type.
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private final boolean exact;
    private int values;

    private PlainJson(boolean exact) {
        this.exact = exact;
    }

    /**
     * A copy of JSON types only. Numbers keep their value and whether they are integers; what JSON does not have (dates,
     * ids, NaN) becomes its text; NUL is dropped and half a surrogate pair replaced, for JSONB refuses both.
     *
     * @throws IllegalArgumentException when it is nested too deeply or has too many values
     */
    static @Nullable Object copy(@Nullable Object value) {
        return new PlainJson(false).value(value, 0);
    }

    /**
     * A copy of JSON types only that is hashed and never stored: numbers and texts stay what they are, as Python's
     * {@code json.dumps} writes them.
     *
     * @throws IllegalArgumentException when it is nested too deeply or has too many values
     */
    static @Nullable Object payload(@Nullable Object value) {
        return new PlainJson(true).value(value, 0);
    }

    /** JSON text of what {@link #copy} made. */
    static String write(@Nullable Object copy) {
        try {
            return MAPPER.writeValueAsString(copy);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not writable as JSON", e);
        }
    }

    private @Nullable Object value(@Nullable Object value, int depth) {
        if (depth > DEPTH_LIMIT || ++values > VALUE_LIMIT) {
            throw new IllegalArgumentException(
                    "nested deeper than " + DEPTH_LIMIT + " or more than " + VALUE_LIMIT + " values");
        }
        if (value == null || value instanceof Boolean) {
            return value;
        }
        if (value instanceof Number number) {
            return number(number);
        }
        if (value instanceof Map<?, ?> members) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            members.forEach((name, member) -> copy.put(text(String.valueOf(name)), value(member, depth + 1)));
            return copy;
        }
        if (value instanceof Iterable<?> elements) {
            List<@Nullable Object> copy = new ArrayList<>();
            elements.forEach(element -> copy.add(value(element, depth + 1)));
            return copy;
        }
        if (value instanceof Object[] elements) {
            return value(Arrays.asList(elements), depth);
        }
        return text(String.valueOf(value));
    }

    private Object number(Number number) {
        if (exact && (number instanceof Double || number instanceof Float || number instanceof BigInteger)) {
            return isFinite(number) ? number : number.toString();
        }
        if (number instanceof Double || number instanceof Float) {
            double value = number.doubleValue();
            return Double.isFinite(value) ? fraction(value) : number.toString();
        }
        if (number instanceof BigDecimal decimal) {
            boolean prints = Math.abs((long) decimal.scale()) + decimal.precision() <= DIGITS_LIMIT;
            return prints && Double.isFinite(decimal.doubleValue()) ? decimal : decimal.toString();
        }
        if (number instanceof Long || number instanceof Integer || number instanceof Short || number instanceof Byte) {
            return number.longValue();
        }
        String text = number.toString();
        return number instanceof BigInteger && text.length() <= DIGITS_LIMIT ? number : text;
    }

    private static boolean isFinite(Number number) {
        return number instanceof BigInteger || Double.isFinite(number.doubleValue());
    }

    /** All digits and always a point: without one, JSONB's answer would read as an integer. It has no -0.0. */
    private static BigDecimal fraction(double value) {
        BigDecimal decimal = new BigDecimal(Double.toString(value == 0 ? 0.0 : value));
        return decimal.scale() < 1 ? decimal.setScale(1) : decimal;
    }

    private String text(String text) {
        if (exact) {
            return text;
        }
        StringBuilder storable = new StringBuilder(text.length());
        text.codePoints().filter(point -> point != 0).forEach(point -> {
            boolean half = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
            storable.appendCodePoint(half ? REPLACEMENT : point);
        });
        return storable.toString();
    }
}
