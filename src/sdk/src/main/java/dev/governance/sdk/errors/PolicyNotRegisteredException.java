package dev.governance.sdk.errors;

/** The agent has no scope policy, and what is not allowed is refused: register one with {@code scope().register}. */
public final class PolicyNotRegisteredException extends GovernanceException {
    private static final long serialVersionUID = 1L;

    private final String agentId;

    public PolicyNotRegisteredException(String agentId) {
        super("agent " + agentId + " has no scope policy; register one before it works");
        this.agentId = agentId;
    }

    public String agentId() {
        return agentId;
    }
}
