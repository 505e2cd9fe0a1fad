package dev.governance.chain;

/** How many rows were signed with Ed25519, and what their signatures are worth. */
public record Signatures(long signed, long unsigned, long unknownKey, long revoked, long invalid) {
    public static final Signatures NONE = new Signatures(0, 0, 0, 0, 0);

    /** These and one more. */
    Signatures plus(SignatureVerdict verdict) {
        return switch (verdict) {
            case SIGNED -> new Signatures(signed + 1, unsigned, unknownKey, revoked, invalid);
            case UNSIGNED -> new Signatures(signed, unsigned + 1, unknownKey, revoked, invalid);
            case UNKNOWN_KEY -> new Signatures(signed, unsigned, unknownKey + 1, revoked, invalid);
            case REVOKED -> new Signatures(signed, unsigned, unknownKey, revoked + 1, invalid);
            case INVALID -> new Signatures(signed, unsigned, unknownKey, revoked, invalid + 1);
        };
    }
}
