package dev.governance.console.posture;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The log counted up to a chain_seq.
 *
 * @param agentsBeyond agents that are not told apart
 * @param eventsBeyond what those wrote
 * @param followedFrom up to here the log was counted when it was decided whom to follow
 * @param day that the tally's signals are of
 */
record EventSum(EventTally tally, long agentsBeyond, long eventsBeyond, long followedFrom, long upTo, Instant day) {

    static EventSum of(PostureStore.Totals totals, long upTo, Instant day) {
        return new EventSum(
                EventTally.of(totals.buckets()), totals.agentsBeyond(), totals.eventsBeyond(), upTo, upTo, day);
    }

    /** Who wrote these rows and is not told apart yet, though perhaps for want of room and not for being new. */
    Set<String> unfollowed(Collection<Bucket> rows) {
        return agentsBeyond == 0
                ? Set.of()
                : rows.stream()
                        .map(Bucket::agentId)
                        .filter(id -> !tally.has(id))
                        .collect(Collectors.toSet());
    }

    /**
     * This sum and these rows.
     *
     * @param returned all that those among their writers wrote before who were not followed
     */
    EventSum plus(Collection<Bucket> rows, Collection<Bucket> returned, long until) {
        long events = returned.stream().mapToLong(Bucket::events).sum();
        return new EventSum(
                tally.plus(together(rows, returned)),
                agentsBeyond - returned.size(),
                eventsBeyond - events,
                followedFrom,
                until,
                day);
    }

    /** What each wrote in all, and nothing yet of this day. */
    EventSum on(Instant other) {
        return new EventSum(EventTally.of(tally.lifetimes()), agentsBeyond, eventsBeyond, followedFrom, upTo, other);
    }

    private static List<Bucket> together(Collection<Bucket> first, Collection<Bucket> second) {
        List<Bucket> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
