package dev.governance.sdk.errors;

/** The agent called one tool too often within its window. */
public final class LoopDetectedException extends GovernanceException {
    private static final long serialVersionUID = 1L;

    private final String agentId;
    private final String tool;
    private final long count;

    public LoopDetectedException(String agentId, String tool, long count, int maxCalls) {
        super("agent " + agentId + " is in a loop: " + tool + " was called " + count + " times, " + maxCalls
                + " are allowed");
        this.agentId = agentId;
        this.tool = tool;
        this.count = count;
    }

    public String agentId() {
        return agentId;
    }

    public String tool() {
        return tool;
    }

    public long count() {
        return count;
    }
}
