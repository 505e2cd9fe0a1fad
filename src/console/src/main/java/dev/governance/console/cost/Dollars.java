package dev.governance.console.cost;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Turns the binary fractions that the SDK adds up into amounts of money. */
final class Dollars {
    /** A millionth of a millionth: below the price of a single token, above the noise of adding doubles. */
    private static final int DIGITS = 12;

    /** Stands for a sum that overflowed or was never a number: beyond every cap, so that it is noticed. */
    private static final BigDecimal BEYOND_ANY_CAP = new BigDecimal("1000000000000");

    /** SQL for the same of a column {@code usd_used}, to be summed up. */
    static final String EXACT = """
            case when usd_used > '-Infinity' and usd_used < 'Infinity'
                 then round(usd_used::numeric, 12)
                 else 1000000000000 end""";

    static BigDecimal of(double usd) {
        return Double.isFinite(usd) ? of(BigDecimal.valueOf(usd)) : BEYOND_ANY_CAP;
    }

    static BigDecimal of(BigDecimal usd) {
        BigDecimal rounded = usd.setScale(DIGITS, RoundingMode.HALF_UP).stripTrailingZeros();
        return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
    }

    private Dollars() {}
}
