package dev.governance.sdk.errors;

import org.jspecify.annotations.Nullable;

/**
 * The root of everything a rule refuses. A halt is not one of them: {@link AgentHaltedException} must get past a
 * {@code catch} that was written for refusals.
 */
public class GovernanceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public GovernanceException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public GovernanceException(String message) {
        super(message);
    }
}
