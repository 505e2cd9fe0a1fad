package dev.governance.sdk.llm;

import dev.governance.sdk.ScopePolicy;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Whose calls a wrapped client makes. Each method gives a copy with another value.
 *
 * @param sessionId the session of its budget and its events; null takes the one in force where the call is made
 *     ({@link dev.governance.sdk.AuditContext}), else one that all calls of the wrapped client share
 * @param expectedOutput tokens that a call is taken to answer with when it does not say how many at most; 1,024 by
 *     default. Booked, marked as estimated, where the provider does not tell what was used
 * @param executor where asynchronous calls are checked and recorded, which waits for the database; by default up to 64
 *     daemon threads of the SDK, and the caller's when all are busy
 * @param longestCall how long a call's part of the budget is held while nothing of its answer comes, 1 s to 24 h; 20 min by
 *     default, twice what the official clients wait. A stream holds it for longer, as long as parts come, up to 24 h. What
 *     comes later is booked all the same, but not held until then
 */
public record WrapOptions(
        String agentId, @Nullable UUID sessionId, long expectedOutput, Executor executor, Duration longestCall) {
    private static final long EXPECTED_OUTPUT = 1_024;
    private static final Duration LONGEST_CALL = Duration.ofMinutes(20);
    private static final Duration LEAST = Duration.ofSeconds(1); // as of any reservation
    private static final Duration MOST = Duration.ofHours(24);

    public WrapOptions {
        ScopePolicy.of(agentId); // refuses what no policy could name
        if (expectedOutput < 1 || !TokenUsage.plausible(expectedOutput)) {
            throw new IllegalArgumentException("an answer is expected to have at least one token");
        }
        if (longestCall.compareTo(LEAST) < 0 || longestCall.compareTo(MOST) > 0) {
            throw new IllegalArgumentException("a call's part of the budget is held for 1 s to 24 h");
        }
    }

    /**
     * The defaults for an agent.
     *
     * @throws IllegalArgumentException when the id is blank or longer than 256 characters
     */
    public static WrapOptions of(String agentId) {
        return new WrapOptions(agentId, null, EXPECTED_OUTPUT, Checkers.SHARED, LONGEST_CALL);
    }

    public WrapOptions session(UUID id) {
        return new WrapOptions(agentId, id, expectedOutput, executor, longestCall);
    }

    public WrapOptions expectedOutput(long tokens) {
        return new WrapOptions(agentId, sessionId, tokens, executor, longestCall);
    }

    public WrapOptions executor(Executor where) {
        return new WrapOptions(agentId, sessionId, expectedOutput, where, longestCall);
    }

    public WrapOptions longestCall(Duration most) {
        return new WrapOptions(agentId, sessionId, expectedOutput, executor, most);
    }
}
