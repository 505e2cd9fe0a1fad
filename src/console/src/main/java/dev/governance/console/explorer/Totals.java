package dev.governance.console.explorer;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.db.Database;
import dev.governance.console.wire.EventPage;
import io.vertx.core.Future;
import java.time.Duration;

/** Says how many events a filter has: exactly when that is cheap, else roughly, and says which. Never makes a page wait. */
final class Totals {
    private static final Duration LONGEST = Duration.ofMillis(250);

    private final Database database;
    private final TotalStore store = new TotalStore();

    Totals(Database database) {
        this.database = database;
    }

    /**
     * Counts.
     *
     * @param least how many there are for certain
     */
    Future<EventPage.Total> of(Selection selection, Span span, long least) {
        return (selection.isAll() ? whole(selection, span) : some(selection, span))
                .recover(failure -> isSlow(failure) ? estimated(selection, span) : Future.failedFuture(failure))
                .map(total -> total.count() >= least ? total : new EventPage.Total(least, false));
    }

    /** Counting to the limit reads an index; a log that is far beyond it is not counted at all. */
    private Future<EventPage.Total> whole(Selection selection, Span span) {
        return database.looking(LONGEST, store::all)
                .compose(rows -> rows > TotalStore.COUNTED
                        ? Future.succeededFuture(new EventPage.Total(rows, false))
                        : some(selection, span));
    }

    private Future<EventPage.Total> some(Selection selection, Span span) {
        return database.looking(LONGEST, queries -> store.counted(queries, selection, span))
                .compose(count -> count <= TotalStore.COUNTED
                        ? Future.succeededFuture(new EventPage.Total(count, true))
                        : estimated(selection, span)
                                .map(total -> new EventPage.Total(Math.max(total.count(), count), false)));
    }

    private Future<EventPage.Total> estimated(Selection selection, Span span) {
        return database.looking(LONGEST, queries -> store.expected(queries, selection, span))
                .map(rows -> new EventPage.Total(rows, false));
    }

    private static boolean isSlow(Throwable failure) {
        return failure instanceof Refusal refusal
                && refusal.fault() == Fault.UNAVAILABLE
                && refusal.code().equals(Database.TOO_SLOW);
    }
}
