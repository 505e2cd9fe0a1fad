package dev.governance.chain;

import java.util.UUID;

/**
 * How far a session was once seen to reach. Rows alone cannot show that the last ones are gone; a mark can.
 *
 * @param events rows up to and with the marked one
 * @param lastSeq chain_seq of the marked row
 * @param lastId its id
 */
public record Mark(long events, long lastSeq, UUID lastId) {}
