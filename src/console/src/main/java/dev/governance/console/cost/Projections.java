package dev.governance.console.cost;

import dev.governance.console.wire.CostProjection;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/** What a day will have cost by midnight, if it goes on as it began. */
final class Projections {
    private static final Duration LEAST = Duration.ofHours(1);
    private static final BigDecimal SECONDS_OF_A_DAY = BigDecimal.valueOf(86_400);
    private static final BigDecimal MOST_TOKENS = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final int DIGITS = 6; // a millionth of a dollar

    static CostProjection of(BigDecimal usd, long tokens, Duration passed) {
        if (passed.compareTo(LEAST) < 0) {
            return CostProjection.none("less than an hour of the day has passed");
        }
        if (usd.signum() <= 0 && tokens <= 0) {
            return CostProjection.none("nothing was used today");
        }
        BigDecimal perDay = SECONDS_OF_A_DAY.divide(BigDecimal.valueOf(passed.toSeconds()), 12, RoundingMode.HALF_UP);
        return new CostProjection(
                CostProjection.LINEAR,
                Dollars.of(usd.multiply(perDay).setScale(DIGITS, RoundingMode.HALF_UP)),
                BigDecimal.valueOf(tokens)
                        .multiply(perDay)
                        .setScale(0, RoundingMode.HALF_UP)
                        .min(MOST_TOKENS)
                        .longValueExact(),
                null);
    }

    private Projections() {}
}
