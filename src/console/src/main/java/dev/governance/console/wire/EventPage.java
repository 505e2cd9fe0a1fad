package dev.governance.console.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the audit log.
 *
 * @param nextCursor where the next page begins; null at the end
 * @param previousCursor where the page above begins; null at the top
 * @param total null when it was not asked for
 * @param searched how far a search looked; null without a search through rows
 */
public record EventPage(
        List<AuditEvent> events,
        @Nullable String nextCursor,
        @Nullable String previousCursor,
        @Nullable Total total,
        @Nullable Searched searched) {
    public EventPage {
        events = List.copyOf(events);
    }

    /**
     * How many events the filter has; while a search goes on, how many it found so far.
     *
     * @param exact false when it is an estimate
     */
    public record Total(long count, boolean exact) {}

    /**
     * The rows that were looked through for this page.
     *
     * @param fromSeq chain_seq of the first one; null when there was none
     * @param toSeq of the last one
     * @param complete whether no row is left to look through
     */
    public record Searched(@Nullable Long fromSeq, @Nullable Long toSeq, long rows, boolean complete) {}
}
