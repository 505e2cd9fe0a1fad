package dev.governance.console.audit.marks;

import dev.governance.chain.Mark;
import dev.governance.chain.MarkHead;
import dev.governance.chain.Marked;
import dev.governance.chain.MarksKey;
import dev.governance.chain.MarksPublicKey;
import dev.governance.console.db.Queries;
import dev.governance.console.wire.MarksVerdict;
import dev.governance.console.wire.MarksVerdict.State;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What this node knows of the marks: their key, the newest head it saw, and whether those in the database are true. */
public final class Marks {
    /** So many marks are read again with every session that is verified; more are left to verifying the whole log. */
    private static final int FEW = 5_000;

    private final Supplier<Keys> source;
    private final HeadFiles files;
    private volatile Keys keys;
    private final MarksStore store = new MarksStore();
    private final UnmarkedStore unmarked = new UnmarkedStore();
    private final Lag lag;

    /**
     * What heads are signed with and told by.
     *
     * @param key signs heads; null on a node that only verifies
     * @param pinned tells true heads; null when there is none
     */
    public record Keys(@Nullable MarksKey key, @Nullable MarksPublicKey pinned) {}

    /**
     * Creates it; blocks while keys and files are read.
     *
     * @param source reads the keys, again and again while there is none, for an operator may adopt the log meanwhile
     */
    public Marks(Supplier<Keys> source, HeadFiles files) {
        this(source, files, Lag.PATIENCE);
    }

    Marks(Supplier<Keys> source, HeadFiles files, Duration patience) {
        this.source = source;
        this.files = files;
        this.lag = new Lag(patience);
        this.keys = source.get();
        files.read(keys.pinned());
    }

    /** Looks for the keys again; blocks. */
    void reload() {
        Keys found = source.get();
        files.read(found.pinned());
        keys = found;
    }

    /** One that knows no key and no file. */
    public static Marks unpinned() {
        return new Marks(() -> new Keys(null, null), new HeadFiles(List.of()));
    }

    /**
     * The marks as a snapshot shows them.
     *
     * @param marked which rows they are about; none of them when the marks cannot be believed
     * @param head the newest; null when there is none
     * @param proven whether all marks were read and are those of the head; single ones may be others when not
     */
    public record View(
            MarksVerdict verdict, Marked marked, @Nullable MarkHead head, boolean proven) {}

    /** What heads are signed with; empty on a node that only verifies, and before the log is adopted. */
    public Optional<MarksKey> key() {
        return Optional.ofNullable(keys.key());
    }

    HeadFiles files() {
        return files;
    }

    /**
     * Looks at the newest head: is it signed, of the chain this node knows, what the sum of all marks gives, and does it
     * keep up with the log?
     */
    public Future<View> look(Queries snapshot) {
        return look(snapshot, snapshot.begun());
    }

    /**
     * As {@link #look(Queries)}, in a snapshot that another transaction took.
     *
     * @param begun before the snapshot was taken, by {@link System#nanoTime}: heads signed since cannot be in it
     */
    public Future<View> look(Queries snapshot, long begun) {
        return head(snapshot, begun).compose(view -> timely(snapshot, view, begun));
    }

    /** The same without asking whether it keeps up, for whoever is about to mark. */
    Future<View> head(Queries snapshot, long begun) {
        return store.isThere(snapshot)
                .compose(there -> there
                        ? newest(snapshot, begun)
                        : Future.succeededFuture(
                                missing(begun, " Its tables are gone; governance migrate makes them.")));
    }

    private Future<View> newest(Queries snapshot, long begun) {
        return store.newest(snapshot)
                .compose(head -> head.isEmpty()
                        ? Future.succeededFuture(missing(begun, ""))
                        : judged(snapshot, head.get(), begun).map(verdict -> view(verdict, head.get())));
    }

    private Future<View> timely(Queries snapshot, View view, long begun) {
        MarkHead head = view.head();
        if (head == null || !view.verdict().state().isSound()) {
            return Future.succeededFuture(view);
        }
        return unmarked.beyond(snapshot, head.marked(), lag.patience(), Instant.now())
                .map(rows -> lag.isStale(head, rows, begun, System.nanoTime()) ? view(stale(head, rows), head) : view);
    }

    /** As {@link #look}; where there are few marks, all are read and compared with what the head states, too. */
    public Future<View> proved(Queries snapshot, WorkerExecutor workers) {
        return look(snapshot).compose(view -> {
            MarkHead head = view.head();
            return head == null || view.marked().equals(Marked.NONE) || head.sessions() <= FEW
                    ? proved(snapshot, workers, view)
                    : Future.succeededFuture(unproven(view, head));
        });
    }

    /** As {@link #look}, and all marks are read however many there are: some seconds a million. */
    public Future<View> provedAll(Queries snapshot, WorkerExecutor workers) {
        return provedAll(snapshot, workers, snapshot.begun());
    }

    /** The same in a snapshot that another transaction took, as {@link #look(Queries, long)}. */
    public Future<View> provedAll(Queries snapshot, WorkerExecutor workers, long begun) {
        return look(snapshot, begun).compose(view -> proved(snapshot, workers, view));
    }

    private static Future<View> proved(Queries snapshot, WorkerExecutor workers, View view) {
        MarkHead head = view.head();
        if (head == null || view.marked().equals(Marked.NONE)) {
            return Future.succeededFuture(view);
        }
        return MarksProof.holds(snapshot, workers, head)
                .map(holds -> holds
                        ? new View(view.verdict(), view.marked(), head, true)
                        : new View(changed(view.verdict(), head), Marked.NONE, head, true));
    }

    /** What is rolled back stays so; both are damage, and that tells what was seen. */
    private static MarksVerdict changed(MarksVerdict verdict, MarkHead head) {
        return verdict.state() == State.ROLLED_BACK ? verdict : forged(head, "marks were changed", head.number());
    }

    /** An older record of which nobody knows whether it is whole blames nothing. */
    private static View unproven(View view, MarkHead head) {
        MarksVerdict verdict = view.verdict();
        if (verdict.state() == State.ROLLED_BACK) {
            return new View(verdict, Marked.NONE, head, false);
        }
        return new View(
                verdict.state() == State.HOLDS ? told(State.HOLDS, asFarAs(head), head) : verdict,
                view.marked(),
                head,
                false);
    }

    private static String asFarAs(MarkHead head) {
        return String.format(
                Locale.ROOT,
                "The console's own record is there and signed, and this session was compared with it as far as its own"
                        + " mark tells: whether one of the marks of %,d sessions was changed shows where all are read, as"
                        + " verify --all does.",
                head.sessions());
    }

    /** What was seen of one session. */
    public Future<Optional<Mark>> of(Queries snapshot, UUID sessionId) {
        return store.marks(snapshot, List.of(sessionId)).map(found -> Optional.ofNullable(found.get(sessionId)));
    }

    private View missing(long begun, String why) {
        Long seen = seen(begun);
        String known = seen == null ? "" : " This node had seen number " + seen + " of it.";
        MarksVerdict verdict = new MarksVerdict(
                State.MISSING,
                "Deletions cannot be ruled out: the console's own record is missing." + known + why
                        + " An operator begins it with: governance marks adopt --reason TEXT",
                null,
                null,
                null,
                seen);
        return new View(verdict, Marked.NONE, null, false);
    }

    private @Nullable Long seen(long begun) {
        return files.newestBefore(begun).map(MarkHead::number).orElse(null);
    }

    private static View view(MarksVerdict verdict, MarkHead head) {
        boolean believed = verdict.state().isSound() || verdict.state() == State.ROLLED_BACK;
        return new View(verdict, believed ? head.marked() : Marked.NONE, head, false);
    }

    private Future<MarksVerdict> judged(Queries snapshot, MarkHead head, long begun) {
        MarksPublicKey pinned = keys.pinned();
        if (pinned == null) {
            return Future.succeededFuture(told(
                    State.UNPINNED,
                    "Deletions cannot be ruled out: the console's own record cannot be told from a forged one, for its"
                            + " public key is not given here.",
                    head));
        }
        if (!head.isSignedBy(pinned)) {
            return Future.succeededFuture(forged(
                    head,
                    head.keyFingerprint().equals(pinned.fingerprint())
                            ? "its signature does not fit"
                            : "it is signed with another key",
                    seen(begun)));
        }
        Optional<MarkHead> known = files.newestBefore(begun);
        if (known.isPresent() && known.get().number() > head.number()) {
            return Future.succeededFuture(rolledBack(head, known.get().number()));
        }
        return chained(snapshot, head, known.orElse(head), pinned)
                .compose(fits -> fits
                        ? summed(snapshot, head, begun)
                        : Future.succeededFuture(
                                forged(head, "it does not follow the heads that this node has seen", seen(begun))));
    }

    /**
     * Whether the head follows the one before it, and the one this node knows: each is there, unless it was let go of by
     * age. After an adoption nothing older counts.
     */
    private Future<Boolean> chained(Queries snapshot, MarkHead head, MarkHead known, MarksPublicKey pinned) {
        return store.numbered(snapshot, List.of(head.number() - 1, known.number()))
                .compose(heads -> {
                    boolean follows = head.isAdoption()
                            || head.number() == 1
                            || heads.stream()
                                    .filter(other -> other.number() == head.number() - 1)
                                    .anyMatch(other -> other.hash().equals(head.previous()));
                    boolean same = MarksStore.isPruned(known, head)
                            || heads.stream()
                                    .filter(other -> other.number() == known.number())
                                    .anyMatch(other -> other.hash().equals(known.hash()));
                    return follows && !same
                            ? store.adoptionsAfter(snapshot, known.number())
                                    .map(adoptions -> adoptions.stream().anyMatch(one -> one.isSignedBy(pinned)))
                            : Future.succeededFuture(follows);
                });
    }

    private Future<MarksVerdict> summed(Queries snapshot, MarkHead head, long begun) {
        return store.state(snapshot).map(state -> {
            boolean fits = state.filter(kept -> kept.number() == head.number())
                    .filter(kept -> kept.root().equals(head.root()))
                    .isPresent();
            if (!fits) {
                return forged(head, "the sum of the marks is another", seen(begun));
            }
            files.saw(head);
            if (head.sessions() == 0) {
                return told(
                        State.BEGUN,
                        "Deletions cannot be ruled out yet: the console's own record has just begun and covers no event."
                                + " A running console adds them.",
                        head);
            }
            return told(
                    State.HOLDS,
                    "The console's own record is there and signed: what it had seen and is gone would be missed.",
                    head);
        });
    }

    private static MarksVerdict forged(MarkHead head, String why, @Nullable Long seen) {
        return new MarksVerdict(
                State.FORGED,
                "Deletions cannot be ruled out: the console's own record was forged; " + why + ".",
                head.number(),
                head.marked().upTo(),
                head.at(),
                seen);
    }

    private static MarksVerdict rolledBack(MarkHead head, long seen) {
        return new MarksVerdict(
                State.ROLLED_BACK,
                "Deletions cannot be ruled out: the console's own record is older than the newest this node has seen"
                        + " (number " + head.number() + ", and " + seen + " was seen).",
                head.number(),
                head.marked().upTo(),
                head.at(),
                seen);
    }

    private static MarksVerdict stale(MarkHead head, Unmarked rows) {
        Instant firstAt = rows.firstAt();
        String first = firstAt == null
                ? "which tells no time"
                : (rows.count() == 1 ? "" : "the first of them ") + "written at " + seconds(firstAt);
        return told(
                State.STALE,
                "Deletions of the newest events cannot be ruled out: the console's own record is behind. It does not cover "
                        + rows.words() + ", " + first + "; it was signed last at " + seconds(head.at()) + "."
                        + (rows.hasChosenNumber() ? chosen(rows) : ""),
                head);
    }

    private static String chosen(Unmarked rows) {
        return " The newest event stands at sequence number " + rows.newest() + ", which the log's sequence, at "
                + rows.given() + ", has not given out: somebody chose it, or a restore left the sequence behind.";
    }

    private static Instant seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }

    private static MarksVerdict told(State state, String sentence, MarkHead head) {
        return new MarksVerdict(state, sentence, head.number(), head.marked().upTo(), head.at(), null);
    }
}
