package dev.governance.sdk.errors;

import org.jspecify.annotations.Nullable;

/** The agent may not spend now. */
public abstract class BudgetException extends GovernanceException {
    private static final long serialVersionUID = 1L;

    private final String agentId;

    protected BudgetException(String agentId, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.agentId = agentId;
    }

    public String agentId() {
        return agentId;
    }
}
