package dev.governance.chain;

/** A gate token that does not permit anything. The message is the reason in one or two words. */
public final class TokenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TokenException(String reason) {
        super(reason);
    }
}
