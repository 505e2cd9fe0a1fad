package dev.governance.sdk.errors;

/** What the agent spent could not be read, so it may not spend more. */
public final class BudgetCheckFailedException extends BudgetException {
    private static final long serialVersionUID = 1L;

    public BudgetCheckFailedException(String agentId, Throwable cause) {
        super(agentId, "agent " + agentId + " may not spend: what it spent could not be read from the database", cause);
    }
}
