package dev.governance.console.audit.watch;

import dev.governance.console.db.Database;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks itself at what this node saw and the database no longer tells, whichever node watches: only such a look clears it
 * here, and what is still damaged is handed to the watch again.
 */
final class OwnLooks {
    private static final Logger LOG = LoggerFactory.getLogger(OwnLooks.class);

    /** Sessions that are compared at once. */
    private static final int COMPARED = 500;

    private final Database database;
    private final WorkerExecutor workers;
    private final LogSources sources;
    private final KnownChain known;
    private final Remembered remembered;
    private final FailedLooks failed;
    private final OwnProof proof;
    private final LookStore store = new LookStore();
    private @Nullable CloserLook look;
    private boolean troubled;

    OwnLooks(
            Database database,
            WorkerExecutor workers,
            LogSources sources,
            KnownChain known,
            Remembered remembered,
            FailedLooks failed) {
        this.database = database;
        this.workers = workers;
        this.sources = sources;
        this.known = known;
        this.remembered = remembered;
        this.failed = failed;
        this.proof = new OwnProof(database, workers, sources, remembered);
    }

    /** Works for a moment; false when there is nothing to look at. Never fails: the watch for all goes on without it. */
    Future<Boolean> moment() {
        return Future.succeededFuture()
                .compose(now -> work())
                .onSuccess(worked -> troubled = false)
                .recover(this::logged);
    }

    private Future<Boolean> logged(Throwable failure) {
        if (!troubled) {
            LOG.atWarn()
                    .setCause(failure)
                    .log("what this node saw cannot be compared with what the database tells for now");
        }
        troubled = true;
        return Future.succeededFuture(false);
    }

    private Future<Boolean> work() {
        CloserLook unfinished = look;
        return unfinished == null ? known.told().compose(proof::of).compose(proved -> compare()) : read(unfinished);
    }

    private Future<Boolean> compare() {
        List<UUID> due = remembered.due(COMPARED);
        if (due.isEmpty()) {
            return Future.succeededFuture(false);
        }
        return store.untold(database.queries(), due).compose(untold -> {
            Set<UUID> told = new HashSet<>(due);
            untold.forEach(told::remove);
            told.forEach(remembered::isTold);
            return untold.isEmpty()
                    ? Future.succeededFuture(due.size() == COMPARED)
                    : read(new CloserLook(database, workers, sources, new LookStore.Wanted(untold.get(0), 0)));
        });
    }

    private Future<Boolean> read(CloserLook closer) {
        look = null; // one that fails begins anew, when its time has come again
        UUID session = closer.wanted().sessionId();
        remembered.isLookedAt(session);
        return closer.moment()
                .onSuccess(found -> failed.succeeded(session))
                .compose(found -> keep(closer, found))
                .recover(failure -> {
                    failed.failed(session, failure);
                    return Future.succeededFuture(false);
                });
    }

    private Future<Boolean> keep(CloserLook closer, Optional<Look> found) {
        if (found.isEmpty()) {
            look = closer;
            return Future.succeededFuture(true);
        }
        Look done = found.get();
        UUID session = closer.wanted().sessionId();
        boolean wasDamaged = remembered.isDamaged(session);
        remembered.looked(done);
        if (!done.isDamage()) {
            return Future.succeededFuture(true);
        }
        if (wasDamaged) {
            LOG.atWarn()
                    .addKeyValue("session", session)
                    .addKeyValue("headline", done.finding().headline())
                    .log("damage in the audit log was no longer told, though it is there: it is told again");
        }
        return store.add(database.queries(), List.of(session)).map(true);
    }
}
