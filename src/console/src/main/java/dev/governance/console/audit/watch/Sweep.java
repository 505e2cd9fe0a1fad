package dev.governance.console.audit.watch;

import dev.governance.chain.MarkHead;
import dev.governance.console.audit.marks.MarksProof;
import dev.governance.console.audit.rows.RowStore;
import dev.governance.console.db.Database;
import dev.governance.console.db.Queries;
import dev.governance.console.wire.MarksVerdict.State;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Goes over the whole log again, a moment at a time, from where the last moment ended that was kept. */
final class Sweep {
    private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);

    /** One piece of a busy database; far more than it ever needs. */
    private static final Duration LONGEST_STATEMENT = Duration.ofSeconds(60);

    private static final String FORGED =
            "Deletions cannot be ruled out: the console's own record was forged; marks were changed.";

    private final Database database;
    private final WorkerExecutor workers;
    private final LogSources sources;
    private final Remembered remembered;
    private final SweepStore store = new SweepStore();
    private final MarkPageStore marks = new MarkPageStore();
    private final RowStore rows = new RowStore();
    private final LookStore looks = new LookStore();
    private final DamageStore damage = new DamageStore();
    private @Nullable Stretch unfinished;
    private long unfinishedEpoch;
    private @Nullable Kept kept;
    private long ended = System.nanoTime();

    /** How far this node came, and in which epoch. */
    private record Kept(long epoch, @Nullable UUID place) {
        boolean agrees(Held held) {
            return epoch != held.epoch() || Objects.equals(place, held.place());
        }
    }

    Sweep(Database database, WorkerExecutor workers, LogSources sources, Remembered remembered) {
        this.database = database;
        this.workers = workers;
        this.sources = sources;
        this.remembered = remembered;
    }

    /** Whether a round is to begin: the database's word for the end of the last one puts off none for long. */
    boolean isDue(Held held, Duration every) {
        return held.due() || Duration.ofNanos(System.nanoTime() - ended).compareTo(every) >= 0;
    }

    /** Begins a round by comparing all marks with their head; false when another node took over. */
    Future<Boolean> begin(Held held) {
        unfinished = null;
        kept = new Kept(held.epoch(), null);
        return database.inSnapshot(
                        LONGEST_STATEMENT,
                        snapshot -> View.of(snapshot, sources, rows).compose(view -> round(snapshot, view)))
                .compose(round -> store.begin(database.queries(), held, round.upTo(), round.sessions(), round.forged())
                        .onSuccess(ours -> remember(round.marks())));
    }

    /** What reading all marks showed: that they are those that are signed, or not, or that there are none. */
    private enum Proof {
        HOLDS,
        FORGED,
        NONE
    }

    private record Round(long upTo, long sessions, Proof marks) {
        @Nullable
        String forged() {
            return marks == Proof.FORGED ? FORGED : null;
        }
    }

    private Future<Round> round(Queries snapshot, View view) {
        MarkHead head = view.expected().head();
        if (head == null || !view.extent().isMarked()) {
            return Future.succeededFuture(new Round(view.extent().end(), 0, Proof.NONE));
        }
        return MarksProof.holds(snapshot, workers, head)
                .map(holds -> new Round(view.extent().end(), head.sessions(), holds ? Proof.HOLDS : Proof.FORGED));
    }

    private void remember(Proof marks) {
        switch (marks) {
            case HOLDS -> remembered.marksHold();
            case FORGED -> remembered.saw(new KnownStore.Scanned(State.FORGED.code(), FORGED));
            case NONE -> {}
        }
    }

    /** Reads for a moment and keeps how far that came; false, with nothing kept, when another node took over. */
    Future<Boolean> moment(Held held) {
        if (kept != null && !kept.agrees(held)) {
            LOG.atWarn().log("somebody moved the place that reading the audit log again had come to: it begins anew");
            return begin(held);
        }
        return database.inSnapshot(
                        LONGEST_STATEMENT,
                        snapshot -> stretch(snapshot, held)
                                .compose(stretch ->
                                        Slice.of(() -> stretch.step(snapshot)).map(stretch)))
                .compose(stretch -> keep(held, stretch));
    }

    private Future<Stretch> stretch(Queries snapshot, Held held) {
        Stretch known = unfinished;
        if (known != null && unfinishedEpoch == held.epoch() && Objects.equals(known.place(), held.place())) {
            return Future.succeededFuture(known);
        }
        UUID after = held.place();
        return View.of(snapshot, sources, rows)
                .compose(view ->
                        marks(snapshot, view, after).map(next -> new Stretch(rows, workers, view, next, after)));
    }

    /** None where there are none that could be believed; the tables may be gone. */
    private Future<List<SessionMark>> marks(Queries snapshot, View view, @Nullable UUID after) {
        return view.extent().isMarked()
                ? marks.after(snapshot, after, MarkPageStore.PAGE)
                : Future.succeededFuture(List.of());
    }

    private Future<Boolean> keep(Held held, Stretch stretch) {
        unfinished = stretch.isWithinASession() ? stretch : null;
        unfinishedEpoch = held.epoch();
        Merge.Found found = stretch.take();
        boolean ends = stretch.isDone() && stretch.isTheLast();
        return database.inTransaction(transaction -> store.goOn(
                                transaction, held, stretch.place(), found.sessions(), found.events())
                        .compose(ours -> ours
                                ? looks.add(transaction, found.suspects())
                                        .compose(added ->
                                                ends ? finish(transaction, held) : Future.succeededFuture(true))
                                : Future.succeededFuture(false)))
                .onSuccess(ours -> {
                    remembered.suspect(found.suspects());
                    kept = ours ? new Kept(held.epoch(), ends ? null : stretch.place()) : null;
                    ended = ours && ends ? System.nanoTime() : ended;
                })
                .onFailure(failure -> kept = null); // whether it was kept is not known
    }

    private Future<Boolean> finish(Queries transaction, Held held) {
        Instant startedAt = Objects.requireNonNull(held.startedAt(), "no round is under way");
        return damage.lookAgainAtUnmet(transaction, startedAt).compose(added -> store.finish(transaction, held));
    }
}
