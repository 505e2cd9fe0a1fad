package dev.governance.sdk.errors;

import java.util.UUID;

/** A row of the audit log does not fit its MAC. */
public final class BrokenChainException extends GovernanceException {
    private static final long serialVersionUID = 1L;

    private final UUID eventId;

    public BrokenChainException(UUID eventId, String message) {
        super(message);
        this.eventId = eventId;
    }

    /** The row. */
    public UUID eventId() {
        return eventId;
    }
}
