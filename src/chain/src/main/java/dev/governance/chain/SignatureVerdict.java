package dev.governance.chain;

/** What a row's Ed25519 signature is worth. */
public enum SignatureVerdict {
    /** It fits the row, under a key that was imported and not revoked. */
    SIGNED,
    /** The row carries none, and says so. */
    UNSIGNED,
    /** Its key was not imported, so nothing can be said. */
    UNKNOWN_KEY,
    /** Its key was revoked at the row's place or before it. */
    REVOKED,
    /** It does not fit the row, or only a part of it is there. */
    INVALID
}
