package dev.governance.console.audit.watch;

import dev.governance.chain.MarkHead;
import dev.governance.console.audit.marks.MarksProof;
import dev.governance.console.db.Database;
import dev.governance.console.db.Queries;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;

/** Compares all marks with their head itself before this node believes that marks once found changed are whole again. */
final class OwnProof {
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private static final Duration LONGEST_STATEMENT = Duration.ofSeconds(60);

    private final Database database;
    private final WorkerExecutor workers;
    private final LogSources sources;
    private final Remembered remembered;
    private long due = System.nanoTime();

    OwnProof(Database database, WorkerExecutor workers, LogSources sources, Remembered remembered) {
        this.database = database;
        this.workers = workers;
        this.sources = sources;
        this.remembered = remembered;
    }

    /** Does so when this node remembers what the database no longer tells. */
    Future<?> of(KnownStore.Standing told) {
        if (told.scanned().isPresent() || remembered.changedMarks().isEmpty() || System.nanoTime() - due < 0) {
            return Future.succeededFuture();
        }
        due = System.nanoTime() + PAUSE.toNanos();
        return database.inSnapshot(LONGEST_STATEMENT, this::holds).onSuccess(holds -> {
            if (holds) {
                remembered.marksHold();
            }
        });
    }

    private Future<Boolean> holds(Queries snapshot) {
        return sources.marks().apply(snapshot).compose(expected -> {
            MarkHead head = expected.marked() == null ? null : expected.head();
            return head == null ? Future.succeededFuture(false) : MarksProof.holds(snapshot, workers, head);
        });
    }
}
