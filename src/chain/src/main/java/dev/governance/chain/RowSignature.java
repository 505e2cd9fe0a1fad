package dev.governance.chain;

import org.jspecify.annotations.Nullable;

/**
 * The Ed25519 signature that a row carries beside its MAC, as stored; the MAC does not cover it.
 *
 * @param hex the signature's bytes in hexadecimal
 * @param fingerprint which key is said to have made it
 * @param status what the writer said about signing; proves nothing
 */
public record RowSignature(
        @Nullable String hex,
        @Nullable String fingerprint,
        @Nullable String status) {
    /** Of a row without any of the three. */
    public static final RowSignature NONE = new RowSignature(null, null, null);
}
