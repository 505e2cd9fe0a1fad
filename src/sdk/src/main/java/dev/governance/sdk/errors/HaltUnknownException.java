package dev.governance.sdk.errors;

/**
 * Whether the agent is halted cannot be known, so it is treated as halted, unless {@link
 * dev.governance.sdk.Governance.Builder#strict} is off. The message says why, what ends it, and what to look at.
 * Not a {@link GovernanceException}, for the same reason as {@link AgentHaltedException}.
 */
public final class HaltUnknownException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String agentId;

    public HaltUnknownException(String agentId, String why) {
        super("agent " + agentId + " is refused because it is unknown whether it is halted: " + why);
        this.agentId = agentId;
    }

    public String agentId() {
        return agentId;
    }
}
