package dev.governance.console.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A verification that was asked for.
 *
 * @param sessionId null for the whole log
 * @param state queued, running, paused, done, cancelled or failed; the last three are final
 * @param rows read so far; {@code total} is an estimate until it is done, 0 while there is none
 * @param percent 0 to 100, at most 99 until it is done; null while there is no estimate
 * @param rate rows a second since it was started
 * @param secondsLeft null as long as there is nothing to judge by
 * @param reason why it is paused, was cancelled or failed
 * @param verdict of a session or of the log; only its words where many jobs are told or progress is, null before the end
 */
public record VerificationJob(
        UUID id,
        @Nullable UUID sessionId,
        String state,
        String askedBy,
        Instant askedAt,
        long rows,
        long total,
        @Nullable Double percent,
        long rate,
        @Nullable Long secondsLeft,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String reason,
        @Nullable JsonNode verdict) {

    public VerificationJob {
        verdict = verdict == null || verdict.isNull() ? null : verdict;
    }

    /** Whether nothing will change any more. */
    public boolean hasEnded() {
        return state.equals("done") || state.equals("cancelled") || state.equals("failed");
    }
}
