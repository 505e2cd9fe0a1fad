package dev.governance.console.wire;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What will have been used by midnight (UTC) if the day goes on as it began. An estimate, and it says how it was made.
 *
 * @param method {@link #LINEAR} for now
 * @param usd US dollars, rounded to a millionth; null when there is nothing to judge by
 * @param tokens null when there is nothing to judge by
 * @param reason why there is none; null when there is one
 */
public record CostProjection(
        String method,
        @Nullable BigDecimal usd,
        @Nullable Long tokens,
        @Nullable String reason) {
    /** What was used since 00:00 UTC, divided by the time that passed and multiplied by a day. */
    public static final String LINEAR = "linear_since_midnight_utc";

    public static CostProjection none(String reason) {
        return new CostProjection(LINEAR, null, null, reason);
    }
}
