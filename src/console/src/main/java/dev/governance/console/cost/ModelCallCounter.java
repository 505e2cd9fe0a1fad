package dev.governance.console.cost;

import dev.governance.console.cost.ModelCallStore.Clock;
import dev.governance.console.cost.ModelCalls.AgentModel;
import dev.governance.console.cost.ModelCalls.Count;
import dev.governance.console.db.Database;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Counts today's calls of models without reading the log again and again: what is old is kept as a sum, what is young is
 * counted each time, because rows become visible in another order than they are numbered. A first count of a long day goes
 * on where it stopped when it is asked again; until it is done nothing is known. On one event loop.
 */
final class ModelCallCounter {
    private static final Duration STATEMENT = Duration.ofSeconds(5);

    /** Work that one question may wait for. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** After this a row that is not visible is rare: its transaction has been open for as long. */
    private static final Duration SETTLED = Duration.ofSeconds(60);

    /** How far back the first count leaves rows to be counted each time. */
    private static final long SETTLING_ROWS = 10_000;

    /** Counted of a day up to a number. */
    private record Sum(ModelCalls calls, long upTo, Instant day) {}

    /** Where the log stood at a moment. */
    private record Mark(Instant at, long newest) {}

    private final Database database;
    private final ModelCallStore store = new ModelCallStore();
    private @Nullable Sum sum;
    private @Nullable Mark mark;
    private @Nullable Future<Optional<Map<AgentModel, Count>>> counting;

    ModelCallCounter(Database database) {
        this.database = database;
    }

    /** By agent and model; empty while the day is being counted. Who asks meanwhile is told the same. */
    Future<Optional<Map<AgentModel, Count>>> today() {
        Future<Optional<Map<AgentModel, Count>>> running = counting;
        if (running != null) {
            return running;
        }
        long until = System.nanoTime() + PATIENCE.toNanos();
        Future<Optional<Map<AgentModel, Count>>> started =
                database.looking(STATEMENT, store::clock).compose(clock -> counted(clock, until));
        counting = started;
        return started.onComplete(done -> counting = null);
    }

    private Future<Optional<Map<AgentModel, Count>>> counted(Clock clock, long until) {
        Sum base = known(clock);
        boolean due = mark == null || !mark.at().plus(SETTLED).isAfter(clock.now());
        long settled = due ? Math.max(base.upTo(), settled(clock)) : base.upTo();
        return read(base, settled, until)
                .compose(old -> {
                    sum = old;
                    if (due && old.upTo() >= settled) {
                        mark = new Mark(clock.now(), clock.newest());
                    }
                    return read(old, clock.newest(), until);
                })
                .map(all -> all.upTo() < clock.newest()
                        ? Optional.empty()
                        : all.calls().told());
    }

    private Sum known(Clock clock) {
        Sum known = sum;
        if (known != null && known.day().equals(clock.day()) && known.upTo() <= clock.newest()) {
            return known;
        }
        mark = null; // another day, or the log was cut
        long from = Math.min(clock.before(), Math.max(0, clock.newest() - SETTLING_ROWS));
        return new Sum(new ModelCalls(), from, clock.day());
    }

    /** Up to here no row is on its way any more. */
    private long settled(Clock clock) {
        return mark == null ? clock.newest() - SETTLING_ROWS : mark.newest();
    }

    /** One part at least, so that whoever asks again gets on. */
    private Future<Sum> read(Sum base, long upTo, long until) {
        if (base.upTo() >= upTo) {
            return Future.succeededFuture(base);
        }
        return database.looking(
                        STATEMENT,
                        queries -> store.end(queries, base.upTo(), upTo)
                                .compose(end -> store.count(queries, base.upTo(), end, base.day())
                                        .map(lines -> new Sum(base.calls().plus(lines), end, base.day()))))
                .compose(more -> System.nanoTime() > until ? Future.succeededFuture(more) : read(more, upTo, until));
    }
}
