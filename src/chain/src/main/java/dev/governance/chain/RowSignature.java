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
    /** What a writer says of a row that it signed. */
    public static final String SIGNED = "signed";

    /** What a writer without a key says. */
    public static final RowSignature UNSIGNED = new RowSignature(null, null, "unsigned");

    /** What a writer says whose key could not sign the row. */
    public static final RowSignature LOCAL_FAILURE = new RowSignature(null, null, "unsigned_local_failure");

    /** Of a row without any of the three. */
    public static final RowSignature NONE = new RowSignature(null, null, null);
}
