package dev.governance.sdk.errors;

import java.util.UUID;

/** Nobody decided while the agent waited. That is no permission, and the request stays open. */
public final class ApprovalTimeoutException extends GateException {
    private static final long serialVersionUID = 1L;

    public ApprovalTimeoutException(UUID requestId) {
        super(requestId, "was not decided in time");
    }
}
