package dev.governance.sdk.errors;

/** A condition of a tool's contract does not hold. */
public final class ContractViolationException extends GovernanceException {
    private static final long serialVersionUID = 1L;

    private final String agentId;
    private final String tool;
    private final String check;
    private final boolean afterwards;

    /**
     * Creates it.
     *
     * @param check what was checked, such as {@code hitl_approved}
     * @param said what the contract says of it
     * @param afterwards whether the tool was called already
     */
    public ContractViolationException(String agentId, String tool, String check, String said, boolean afterwards) {
        super("agent " + agentId + " broke the contract of " + tool
                + (afterwards ? " (after the call, " : " (before the call, ") + check + "): " + said);
        this.agentId = agentId;
        this.tool = tool;
        this.check = check;
        this.afterwards = afterwards;
    }

    public String agentId() {
        return agentId;
    }

    public String tool() {
        return tool;
    }

    /** What was checked: {@code hitl_approved}, {@code budget_available}, {@code scope_allowed}, {@code audit_logged}, {@code custom}. */
    public String check() {
        return check;
    }

    /** Whether the tool was called already: a condition after the call cannot take it back. */
    public boolean afterwards() {
        return afterwards;
    }
}
