package dev.governance.sdk.errors;

/** The agent's scope policy does not list what it wanted to use. */
public final class ScopeViolationException extends GovernanceException {
    private static final long serialVersionUID = 1L;

    private final String agentId;
    private final String target;
    private final String reason;

    /** Creates one; {@code reason} is the same text as in the audit row. */
    public ScopeViolationException(String agentId, String target, String reason) {
        super("agent " + agentId + " may not use " + target + ": " + reason);
        this.agentId = agentId;
        this.target = target;
        this.reason = reason;
    }

    public String agentId() {
        return agentId;
    }

    /** What was refused, such as {@code tool refund}. */
    public String target() {
        return target;
    }

    /** {@code tool not whitelisted}, {@code api not whitelisted} or {@code model not whitelisted}. */
    public String reason() {
        return reason;
    }
}
