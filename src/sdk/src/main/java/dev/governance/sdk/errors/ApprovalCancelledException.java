package dev.governance.sdk.errors;

import java.util.UUID;

/** The requester took the request back. */
public final class ApprovalCancelledException extends GateException {
    private static final long serialVersionUID = 1L;

    public ApprovalCancelledException(UUID requestId) {
        super(requestId, "was cancelled");
    }
}
