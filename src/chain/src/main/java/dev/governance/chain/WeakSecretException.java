package dev.governance.chain;

/** A secret that is too short or too uniform to sign with. The message says how to make a good one. */
public final class WeakSecretException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    WeakSecretException(String what) {
        super(what + "; make one with: openssl rand -hex 32");
    }
}
