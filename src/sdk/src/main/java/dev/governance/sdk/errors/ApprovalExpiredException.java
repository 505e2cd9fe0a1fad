package dev.governance.sdk.errors;

import java.util.UUID;

/** The request's time is over, whatever was decided. */
public final class ApprovalExpiredException extends GateException {
    private static final long serialVersionUID = 1L;

    public ApprovalExpiredException(UUID requestId) {
        super(requestId, "has expired");
    }
}
