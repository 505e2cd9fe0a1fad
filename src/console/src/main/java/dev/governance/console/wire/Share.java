package dev.governance.console.wire;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** How much of a limit is used. */
public final class Share {
    private static final BigDecimal HUNDRED = new BigDecimal(100);

    /**
     * In percent, rounded down to a tenth, so that 99.99 % is not shown as the whole. A limit of zero is used up by the
     * first cent.
     */
    public static BigDecimal percent(BigDecimal used, BigDecimal limit) {
        if (limit.signum() <= 0) {
            return used.signum() > 0 ? HUNDRED : BigDecimal.ZERO;
        }
        return used.multiply(HUNDRED).divide(limit, 1, RoundingMode.DOWN);
    }

    private Share() {}
}
