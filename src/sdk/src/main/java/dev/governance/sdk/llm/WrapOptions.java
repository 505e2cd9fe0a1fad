package dev.governance.sdk.llm;

import dev.governance.sdk.ScopePolicy;
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
 */
public record WrapOptions(String agentId, @Nullable UUID sessionId, long expectedOutput, Executor executor) {
    private static final long EXPECTED_OUTPUT = 1_024;

    public WrapOptions {
        ScopePolicy.of(agentId); // refuses what no policy could name
        if (expectedOutput < 1 || !TokenUsage.plausible(expectedOutput)) {
            throw new IllegalArgumentException("an answer is expected to have at least one token");
        }
    }

    /**
     * The defaults for an agent.
     *
     * @throws IllegalArgumentException when the id is blank or longer than 256 characters
     */
    public static WrapOptions of(String agentId) {
        return new WrapOptions(agentId, null, EXPECTED_OUTPUT, Checkers.SHARED);
    }

    public WrapOptions session(UUID id) {
        return new WrapOptions(agentId, id, expectedOutput, executor);
    }

    public WrapOptions expectedOutput(long tokens) {
        return new WrapOptions(agentId, sessionId, tokens, executor);
    }

    public WrapOptions executor(Executor where) {
        return new WrapOptions(agentId, sessionId, expectedOutput, where);
    }
}
