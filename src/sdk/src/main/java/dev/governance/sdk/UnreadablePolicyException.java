package dev.governance.sdk;

/** A stored policy is not one that this SDK understands; the message says why. */
final class UnreadablePolicyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadablePolicyException(String message) {
        super(message);
    }
}
