package dev.governance.console.cost;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Turns the binary fractions that the SDK adds up into amounts of money. */
final class Dollars {
    /** A millionth of a millionth: below the price of a single token, above the noise of adding doubles. */
    private static final int DIGITS = 12;

    /** Stands for a sum that overflowed or was never a number: beyond every cap, so that it is noticed. */
    private static final BigDecimal BEYOND_ANY_CAP = new BigDecimal("1000000000000");

    static BigDecimal of(double usd) {
        if (!Double.isFinite(usd)) {
            return BEYOND_ANY_CAP;
        }
        BigDecimal rounded =
                BigDecimal.valueOf(usd).setScale(DIGITS, RoundingMode.HALF_UP).stripTrailingZeros();
        return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
    }

    private Dollars() {}
}
