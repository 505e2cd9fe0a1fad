package dev.governance.chain;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Prints doubles as Python's {@code repr} does: the shortest digits that read back as the same double. */
public final class PythonFloat {
    private static final int DIGITS = 17; // enough for every double

    /** Decimal exponents from here up to below {@link #FIXED_BELOW} are written without an exponent. */
    private static final int FIXED_FROM = -4;

    private static final int FIXED_BELOW = 16;

    /**
     * Prints a double.
     *
     * @throws IllegalArgumentException for NaN and infinities, which JSON has no word for
     */
    public static String repr(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(value + " has no place in JSON");
        }
        String sign = Double.doubleToRawLongBits(value) < 0 ? "-" : "";
        return sign + (value == 0 ? "0.0" : laidOut(shortest(Math.abs(value))));
    }

    /** Double.toString is not the shortest on Java 17 (1e23 prints as 9.999999999999999E22), so the digits are searched. */
    private static BigDecimal shortest(double value) {
        BigDecimal exact = new BigDecimal(value);
        for (int precision = 1; precision < DIGITS; precision++) {
            BigDecimal below = exact.round(new MathContext(precision, RoundingMode.FLOOR));
            BigDecimal above = exact.round(new MathContext(precision, RoundingMode.CEILING));
            boolean belowFits = below.doubleValue() == value;
            boolean aboveFits = above.doubleValue() == value;
            if (belowFits && aboveFits) {
                return exact.round(new MathContext(precision, RoundingMode.HALF_EVEN));
            }
            if (belowFits || aboveFits) {
                return belowFits ? below : above;
            }
        }
        return exact.round(new MathContext(DIGITS, RoundingMode.HALF_EVEN));
    }

    private static String laidOut(BigDecimal value) {
        BigDecimal digitsOnly = value.stripTrailingZeros();
        String digits = digitsOnly.unscaledValue().toString();
        int exponent = digits.length() - 1 - digitsOnly.scale();
        if (exponent < FIXED_FROM || exponent >= FIXED_BELOW) {
            return scientific(digits, exponent);
        }
        String fixed = digitsOnly.toPlainString();
        return fixed.contains(".") ? fixed : fixed + ".0";
    }

    private static String scientific(String digits, int exponent) {
        String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
        String sign = exponent < 0 ? "-" : "+";
        int size = Math.abs(exponent);
        return digits.charAt(0) + fraction + "e" + sign + (size < 10 ? "0" : "") + size;
    }

    private PythonFloat() {}
}
