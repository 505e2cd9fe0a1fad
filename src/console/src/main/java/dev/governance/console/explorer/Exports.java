package dev.governance.console.explorer;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Explorer;
import dev.governance.console.db.Database;
import dev.governance.console.ledger.Ledger;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives out all events of a filter, chunk by chunk as they are asked for, in short transactions. Two rows record it: one
 * before the first event leaves, so that no export goes unrecorded, one that says how it ended. Used from one event loop
 * only. A person has one at a time, by a row in the database that this node renews.
 */
final class Exports {
    private static final Logger LOG = LoggerFactory.getLogger(Exports.class);

    /** At once, of one node. */
    private static final int MOST = 2;

    private static final int CHUNK = 500;

    /** After which nobody asks any more. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** A third of what a lease lasts. */
    private static final Duration BEAT = Duration.ofSeconds(10);

    private static final Duration RETRY = Duration.ofSeconds(10);

    private final Database database;
    private final Pages pages;
    private final Ledger ledger;
    private final ExportStore store = new ExportStore();
    private final Map<UUID, Running> running = new HashMap<>();

    Exports(Vertx vertx, Database database, Pages pages, Ledger ledger) {
        this.database = database;
        this.pages = pages;
        this.ledger = ledger;
        vertx.setPeriodic(BEAT.toMillis(), tick -> tick());
    }

    /** One export, and where it goes on. */
    private static final class Running {
        private final Explorer.Export export;
        private @Nullable String cursor;
        private long events;
        private boolean leased;
        private long askedAt = System.nanoTime();

        Running(Explorer.Export export) {
            this.export = export;
        }
    }

    Future<Explorer.Started> begin(Explorer.Export export) {
        String search = export.filter().search();
        if (search != null) {
            SearchTerm.parse(search); // refused before anything is recorded
        }
        if (running.size() >= MOST) {
            return Future.failedFuture(new Refusal(
                            Fault.TOO_MANY,
                            "too_many_exports",
                            MOST + " exports are running on this node; try again when one has ended")
                    .retryAfter(RETRY));
        }
        UUID id = UUID.randomUUID();
        running.put(id, new Running(export));
        return database.inTransaction(transaction -> store.take(
                                transaction, export.by().userId(), id)
                        .compose(mine -> mine
                                ? ledger.append(
                                        transaction,
                                        ExportRecord.began(id, export).cameBy(export.by()))
                                : Future.failedFuture(oneAtATime())))
                .map(recorded -> leased(id))
                .onFailure(failure -> running.remove(id));
    }

    private Explorer.Started leased(UUID id) {
        Running begun = running.get(id);
        if (begun != null) {
            begun.leased = true;
        }
        return new Explorer.Started(id);
    }

    private static Refusal oneAtATime() {
        return new Refusal(
                        Fault.TOO_MANY,
                        "export_running",
                        "an export of yours is running already, here or on another node; wait until it has ended, or stop"
                                + " that download")
                .retryAfter(RETRY);
    }

    Future<Explorer.Chunk> next(Explorer.Next question) {
        Running export = running.get(question.exportId());
        if (export == null) {
            return Future.failedFuture(
                    new Refusal(Fault.NOT_FOUND, "export_unknown", "this export has ended; begin it anew"));
        }
        export.askedAt = System.nanoTime();
        Explorer.Listing listing =
                new Explorer.Listing(export.export.filter(), null, null, true, CHUNK, 0, export.cursor, false);
        return pages.whole(listing).compose(page -> {
            export.cursor = page.nextCursor();
            export.events += page.events().size();
            Explorer.Chunk chunk = new Explorer.Chunk(page.events(), page.nextCursor() == null);
            return chunk.last() ? free(question.exportId(), export).map(chunk) : Future.succeededFuture(chunk);
        });
    }

    /** Before the last events leave, so that whoever has them all may go on to the next export at once. */
    private Future<?> free(UUID id, Running export) {
        export.leased = false;
        return store.leave(database.queries(), id);
    }

    Future<Explorer.Ended> end(Explorer.End end) {
        Running export = running.remove(end.exportId());
        return export == null
                ? Future.succeededFuture(new Explorer.Ended())
                : database.inTransaction(transaction -> store.leave(transaction, end.exportId())
                                .compose(left -> ledger.append(
                                        transaction,
                                        ExportRecord.ended(end, export.export).cameBy(export.export.by()))))
                        .map(done -> new Explorer.Ended());
    }

    private void tick() {
        forget();
        Set<UUID> mine = leased();
        if (!mine.isEmpty()) {
            store.beat(database.queries(), mine)
                    .onSuccess(held -> leased().stream()
                            .filter(id -> mine.contains(id) && !held.contains(id))
                            .forEach(id -> giveUp(id, "failed")))
                    .onFailure(failure -> LOG.atDebug().setCause(failure).log("exports cannot be kept for now"));
        }
    }

    private Set<UUID> leased() {
        return running.entrySet().stream()
                .filter(entry -> entry.getValue().leased)
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    private void forget() {
        long now = System.nanoTime();
        running.entrySet().stream()
                .filter(entry -> now - entry.getValue().askedAt > PATIENCE.toNanos())
                .map(Map.Entry::getKey)
                .toList()
                .forEach(id -> giveUp(id, "abandoned"));
    }

    private void giveUp(UUID id, String outcome) {
        Running export = running.get(id);
        if (export != null) {
            end(new Explorer.End(id, outcome, export.events))
                    .onFailure(failure ->
                            LOG.atError().setCause(failure).log("the end of an export could not be recorded"));
        }
    }
}
