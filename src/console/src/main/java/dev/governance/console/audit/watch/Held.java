package dev.governance.console.audit.watch;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The right to watch the log, held by one node of the cluster, and where the round stands that it goes on with.
 *
 * @param epoch one more each time another node takes over; every write is made only while it is the present one
 * @param place the last session that was finished; null at the start
 * @param startedAt when the round began; null between rounds
 * @param due whether a round is to begin
 */
record Held(
        UUID owner,
        long epoch,
        @Nullable UUID place,
        @Nullable Instant startedAt,
        boolean due) {}
