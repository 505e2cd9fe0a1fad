package dev.governance.sdk.errors;

/** What the agent may spend could not be found out, so it may not; the message says why. */
public final class BudgetCheckFailedException extends BudgetException {
    private static final long serialVersionUID = 1L;

    /** Creates it; {@code why} says what could not be found out, and the way out where there is one. */
    public BudgetCheckFailedException(String agentId, String why, Throwable cause) {
        super(agentId, "agent " + agentId + " may not spend: " + why, cause);
    }
}
