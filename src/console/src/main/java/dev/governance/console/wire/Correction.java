package dev.governance.console.wire;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an operator said about earlier rows, which stay as they are.
 *
 * @param chainSeq where the correction itself stands
 * @param from the first chain_seq that it speaks of
 * @param to the last one
 * @param note secrets redacted
 * @param by the operator's name
 * @param verified whether the correction's own MAC and signature hold; anybody with access to the database can write a row
 */
public record Correction(
        UUID eventId,
        long chainSeq,
        long from,
        long to,
        String reason,
        @Nullable String note,
        String by,
        Instant at,
        boolean verified) {}
