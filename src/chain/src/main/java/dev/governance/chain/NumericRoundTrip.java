package dev.governance.chain;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a writer may have signed before JSONB changed its numbers: floats from 1e16 on come back as integers, and -0.0
 * as 0.0. A row that fits such a reading was not tampered with.
 */
final class NumericRoundTrip {
    private static final int LONG_INTEGER = 17; // digits of 1e16

    /** Each combination of the two changes that applies, as canonical metadata. */
    static Stream<String> readings(String metadataJson) {
        Object metadata;
        try {
            metadata = CanonicalJson.parse(metadataJson);
        } catch (IllegalArgumentException e) {
            return Stream.empty();
        }
        return Stream.of(new Reading(true, false), new Reading(false, true), new Reading(true, true))
                .map(reading -> reading.of(metadata))
                .filter(Seen::changed)
                .map(Seen::canonical)
                .distinct();
    }

    private record Seen(boolean changed, String canonical) {}

    private record Reading(boolean largeFloats, boolean negativeZeros) {
        Seen of(@Nullable Object metadata) {
            boolean[] changed = {false};
            StringBuilder out = new StringBuilder();
            CanonicalJson.append(
                    out,
                    JsonTree.changed(
                            metadata,
                            (name, value) -> value instanceof JsonNumber number ? number(number, changed) : value));
            return new Seen(changed[0], out.toString());
        }

        private Object number(JsonNumber number, boolean[] changed) {
            String literal = number.literal();
            if (largeFloats && !number.isFloat() && isLargeFloat(literal)) {
                changed[0] = true;
                return Double.parseDouble(literal);
            }
            if (negativeZeros && number.isFloat() && Double.parseDouble(literal) == 0) {
                changed[0] = true;
                return -0.0;
            }
            return number;
        }

        /** Beyond the largest double nothing was ever a float. */
        private static boolean isLargeFloat(String literal) {
            int digits = literal.startsWith("-") ? literal.length() - 1 : literal.length();
            return digits >= LONG_INTEGER && !Double.isInfinite(Double.parseDouble(literal));
        }
    }

    private NumericRoundTrip() {}
}
