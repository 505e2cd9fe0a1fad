package dev.governance.console.posture;

import dev.governance.console.db.Queries;
import dev.governance.console.posture.PostureStore.Clock;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Counts the audit log without reading it again and again: what is old is kept as a sum, what is young is counted each
 * time, because rows become visible in another order than they are numbered. Sums are exact but for rows whose
 * transaction stayed open for longer than a minute; those are found when the sum is made anew, which nobody waits for. One
 * caller at a time.
 */
final class EventCounter {
    /** After this a row that is not visible is rare: its transaction has been open for as long. */
    private static final Duration SETTLED = Duration.ofSeconds(60);

    /** How far back the first count leaves rows to be counted each time. */
    private static final long SETTLING_ROWS = 10_000;

    private static final Duration REBUILD = Duration.ofHours(1);
    private static final Duration MINUTES = Duration.ofMinutes(61);

    /** Where the log stood at a moment. */
    private record Mark(Instant at, long newest) {}

    /**
     * What was counted.
     *
     * @param agentsBeyond agents that were not
     */
    record Counted(Clock clock, EventTally tally, long agentsBeyond) {}

    private final PostureStore store;
    private @Nullable EventSum sum;
    private @Nullable Mark mark;
    private Instant rebuildAfter = Instant.MAX;

    EventCounter(PostureStore store) {
        this.store = store;
    }

    Future<Counted> count(Queries queries) {
        return store.clock(queries)
                .compose(clock -> settled(queries, clock)
                        .compose(base -> plusYoung(queries, clock, base, Long.MAX_VALUE))
                        .map(all ->
                                new Counted(clock, all.tally().plusEvents(all.eventsBeyond()), all.agentsBeyond())));
    }

    private Future<EventSum> settled(Queries queries, Clock clock) {
        EventSum known = sum;
        if (known == null || clock.newest() < known.upTo()) { // the log may have been cut
            rebuildAfter = clock.now().plus(REBUILD);
            return build(queries, clock, Long.MAX_VALUE).onSuccess(built -> keep(built, clock));
        }
        if (clock.now().isAfter(rebuildAfter)) {
            rebuildAfter = clock.now().plus(REBUILD);
            build(queries, clock, known.upTo()).onSuccess(built -> keep(built, clock)); // if it fails, in an hour
        }
        if (!known.day().equals(clock.day())) {
            return plusToday(queries, clock, known.on(clock.day())).onSuccess(turned -> replace(known, turned, clock));
        }
        Mark last = mark;
        if (last == null || last.at().plus(SETTLED).isAfter(clock.now())) {
            return Future.succeededFuture(known);
        }
        return plusYoung(queries, clock, known, last.newest()).onSuccess(more -> replace(known, more, clock));
    }

    /** Nothing counts as settled that did not before: above {@code settled} a row may still be on its way. */
    private Future<EventSum> build(Queries queries, Clock clock, long settled) {
        long upTo = Math.max(0, Math.min(settled, clock.newest() - SETTLING_ROWS));
        return store.totals(queries, upTo)
                .compose(totals -> plusToday(queries, clock, EventSum.of(totals, upTo, clock.day())));
    }

    private Future<EventSum> plusToday(Queries queries, Clock clock, EventSum base) {
        Instant minutes = clock.now().minus(MINUTES);
        Instant since = minutes.isBefore(clock.day()) ? minutes : clock.day();
        return store.since(queries, base.upTo(), clock.day(), minutes, since)
                .compose(rows -> plus(queries, base, rows, base.upTo()));
    }

    private Future<EventSum> plusYoung(Queries queries, Clock clock, EventSum base, long upTo) {
        return store.young(queries, base.upTo(), upTo, clock.day(), clock.now().minus(MINUTES))
                .compose(rows -> plus(queries, base, rows, upTo));
    }

    private Future<EventSum> plus(Queries queries, EventSum base, List<Bucket> rows, long upTo) {
        return returned(queries, base, base.unfollowed(rows)).map(returned -> base.plus(rows, returned, upTo));
    }

    private Future<List<Bucket>> returned(Queries queries, EventSum base, Set<String> agents) {
        return agents.isEmpty()
                ? Future.succeededFuture(List.of())
                : store.returned(queries, agents, base.followedFrom());
    }

    private void keep(EventSum built, Clock clock) {
        sum = built;
        mark = new Mark(clock.now(), clock.newest());
    }

    /** Unless another was made meanwhile. */
    private void replace(EventSum known, EventSum by, Clock clock) {
        if (known.equals(sum)) {
            keep(by, clock);
        }
    }
}
