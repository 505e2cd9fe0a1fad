package dev.governance.sdk.errors;

/** The database did not take or give what was asked; the message says what was attempted. */
public final class StoreException extends GovernanceException {
    private static final long serialVersionUID = 1L;

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
