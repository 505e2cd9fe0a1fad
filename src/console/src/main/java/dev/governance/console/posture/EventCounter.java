package dev.governance.console.posture;

import dev.governance.console.db.Queries;
import dev.governance.console.posture.PostureStore.Clock;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counts the audit log without reading it again and again: what is old is kept as a sum, what is young is counted each
 * time, because rows become visible in another order than they are numbered. Sums are exact but for rows whose
 * transaction stayed open for longer than a minute; those are found when the sum is made anew. One caller at a time.
 */
final class EventCounter {
    /** After this a row that is not visible is rare: its transaction has been open for as long. */
    private static final Duration SETTLED = Duration.ofSeconds(60);

    /** How far back the first count leaves rows to be counted each time. */
    private static final long SETTLING_ROWS = 10_000;

    private static final Duration REBUILD = Duration.ofHours(1);
    private static final Duration MINUTES = Duration.ofMinutes(61);

    /** The sum up to a chain_seq. */
    private record Base(EventTally tally, PostureStore.Totals totals, long upTo, Instant day, Instant madeAt) {}

    /** Where the log stood at a moment. */
    private record Mark(Instant at, long newest) {}

    /**
     * What was counted.
     *
     * @param agentsBeyond agents that were not
     */
    record Counted(Clock clock, EventTally tally, long agentsBeyond) {}

    private final PostureStore store;
    private @Nullable Base base;
    private @Nullable Mark mark;

    EventCounter(PostureStore store) {
        this.store = store;
    }

    Future<Counted> count(Queries queries) {
        return store.clock(queries).compose(clock -> base(queries, clock).compose(sum -> add(queries, clock, sum)));
    }

    private Future<Base> base(Queries queries, Clock clock) {
        Base known = base;
        if (known == null || isOutdated(known, clock)) {
            return build(queries, clock).onSuccess(built -> keep(built, clock));
        }
        Mark last = mark;
        if (last == null || last.at().plus(SETTLED).isAfter(clock.now())) {
            return Future.succeededFuture(known);
        }
        return extend(queries, clock, known, last.newest()).onSuccess(extended -> keep(extended, clock));
    }

    /** A new day has other sums; and the log may have been cut or a late row have come. */
    private static boolean isOutdated(Base base, Clock clock) {
        return !base.day().equals(clock.day())
                || base.madeAt().plus(REBUILD).isBefore(clock.now())
                || clock.newest() < base.upTo();
    }

    private Future<Base> build(Queries queries, Clock clock) {
        long upTo = Math.max(0, clock.newest() - SETTLING_ROWS);
        Instant minutes = clock.now().minus(MINUTES);
        Instant since = minutes.isBefore(clock.day()) ? minutes : clock.day();
        return store.totals(queries, upTo)
                .compose(totals -> store.since(queries, upTo, clock.day(), minutes, since)
                        .map(today -> new Base(
                                EventTally.of(together(totals.buckets(), today)),
                                totals,
                                upTo,
                                clock.day(),
                                clock.now())));
    }

    private Future<Base> extend(Queries queries, Clock clock, Base known, long upTo) {
        return young(queries, clock, known.upTo(), upTo)
                .map(buckets ->
                        new Base(known.tally().plus(buckets), known.totals(), upTo, known.day(), known.madeAt()));
    }

    private void keep(Base built, Clock clock) {
        base = built;
        mark = new Mark(clock.now(), clock.newest());
    }

    private Future<Counted> add(Queries queries, Clock clock, Base sum) {
        return young(queries, clock, sum.upTo(), Long.MAX_VALUE)
                .map(buckets -> new Counted(
                        clock,
                        sum.tally().plus(buckets).plusEvents(sum.totals().eventsBeyond()),
                        sum.totals().agentsBeyond()));
    }

    private Future<List<Bucket>> young(Queries queries, Clock clock, long after, long upTo) {
        return store.young(queries, after, upTo, clock.day(), clock.now().minus(MINUTES));
    }

    private static List<Bucket> together(List<Bucket> first, List<Bucket> second) {
        List<Bucket> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
