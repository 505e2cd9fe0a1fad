package dev.governance.chain;

import org.jspecify.annotations.Nullable;

/**
 * An audit row as the table holds it.
 *
 * @param chainSeq its place in the order of the whole table
 * @param hmacValue the MAC stored with it
 * @param hmacNext on a key rotation marker, the MAC under the incoming key
 * @param signature an agent's signature beside the MAC
 */
public record ChainRow(
        long chainSeq,
        ChainEvent event,
        String hmacValue,
        @Nullable String hmacNext,
        RowSignature signature) {
    /** The kind of a key rotation marker. */
    public static final String ROTATION = "audit.chain_key_rotation";

    /** The kind that announces rows written while the store was down. */
    public static final String DEGRADED = "chain.degraded_start";

    /** A row without a signature. */
    public ChainRow(long chainSeq, ChainEvent event, String hmacValue, @Nullable String hmacNext) {
        this(chainSeq, event, hmacValue, hmacNext, RowSignature.NONE);
    }

    boolean isRotation() {
        return event.kind().equals(ROTATION);
    }
}
