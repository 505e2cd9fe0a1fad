package dev.governance.sdk.errors;

import java.util.UUID;

/** There is no permission for the action; each subclass says why. */
public class GateException extends GovernanceException {
    private static final long serialVersionUID = 1L;

    private final UUID requestId;

    public GateException(UUID requestId, String message) {
        super("approval " + requestId + " " + message);
        this.requestId = requestId;
    }

    public UUID requestId() {
        return requestId;
    }
}
