package dev.governance.chain;

import java.util.UUID;

/**
 * What was once seen of a session. Rows alone cannot show that the last ones are gone, or all; a mark can.
 *
 * @param events rows that were seen
 * @param lastSeq chain_seq of the last of them
 * @param lastId its id
 * @param lastMac the MAC stored with it
 * @param digest of all of them, as {@link MarkDigest#hex()} writes it
 */
public record Mark(long events, long lastSeq, UUID lastId, String lastMac, String digest) {}
