package dev.governance.sdk.errors;

/**
 * The key of the audit chain was rotated, and this process still signs with the old one: nobody could verify what it
 * writes. It goes on once it was restarted with the new secret.
 */
public final class KeyRotatedException extends GovernanceException {
    private static final long serialVersionUID = 1L;

    public KeyRotatedException(String message) {
        super(message);
    }
}
