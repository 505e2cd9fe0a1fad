package dev.governance.console.audit.marks;

import dev.governance.chain.ChainRow;
import dev.governance.chain.Mark;
import dev.governance.chain.MarkDigest;
import dev.governance.chain.MarkHead;
import dev.governance.chain.Marked;
import dev.governance.chain.MarksKey;
import dev.governance.chain.PartDigests;
import dev.governance.chain.SeqRanges;
import dev.governance.chain.SeqRanges.Range;
import dev.governance.chain.SetHash;
import dev.governance.console.db.Database;
import dev.governance.console.db.Queries;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes what came into the log: reads new rows, takes them into the marks of their sessions and signs one head over all
 * marks, in one transaction. Whoever holds the row of the state does it, so it runs once in a cluster, and a node that
 * froze meanwhile finds its transaction ended.
 */
final class Marker {
    /** Heads are signed no more often. */
    static final Duration PACE = Duration.ofSeconds(1);

    /** Ranges of missing numbers; with more of them nothing new is marked until some are filled or given up. */
    static final int GAPS = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(Marker.class);

    /**
     * Of one transaction while there is more to do, as after an adoption: it signs one head however many batches it took,
     * and between two heads nothing is done for a while.
     */
    private static final long WORK_NANOS = Duration.ofSeconds(8).toNanos();

    private static final Duration LONGEST_STATEMENT = Duration.ofSeconds(30);

    private final Database database;
    private final WorkerExecutor workers;
    private final Marks marks;
    private final MarksKey key;
    private final NewRows news;
    private final MarksStore store = new MarksStore();
    private final LogStore log = new LogStore();
    private final PartsStore parts = new PartsStore();
    private final OpenGaps gaps = new OpenGaps();
    private boolean halted;
    private boolean full;
    private boolean hastened;

    Marker(Database database, WorkerExecutor workers, Marks marks, MarksKey key, NewRows news) {
        this.database = database;
        this.workers = workers;
        this.marks = marks;
        this.key = key;
        this.news = news;
    }

    /**
     * What one try did.
     *
     * @param rows that were marked
     * @param pause until the next try can do anything; zero when there is more to do, or nothing known
     * @param more whether there is more to do
     */
    record Outcome(long rows, Duration pause, boolean more) {
        static final Outcome NOTHING = new Outcome(0, Duration.ZERO, false);
    }

    /** The marks while a transaction works on them. */
    private static final class Progress {
        final MarkHead from;
        final SetHash sum;
        final long begun = System.nanoTime();
        Marked marked;
        long sessions;
        long events;
        long rows;
        boolean more;

        Progress(MarkHead from, SetHash sum) {
            this.from = from;
            this.sum = sum;
            this.marked = from.marked();
            this.sessions = from.sessions();
            this.events = from.events();
        }

        boolean hasTime() {
            return System.nanoTime() - begun < WORK_NANOS;
        }

        boolean isNews() {
            return rows > 0 || !marked.equals(from.marked());
        }
    }

    private record Signed(Outcome outcome, List<MarkHead> head) {}

    /** Marks what is new, if it is this node's turn and the last head is old enough. */
    Future<Outcome> advance() {
        return database.within(LONGEST_STATEMENT, this::inTurn)
                .compose(signed -> keep(signed).map(signed.outcome()));
    }

    /** Lets a transaction that is under way end with the batches it has begun. */
    void hasten() {
        hastened = true;
    }

    /** Outside the transaction: a file must not tell of what was rolled back. */
    private Future<Void> keep(Signed signed) {
        HeadFiles files = marks.files();
        signed.head().forEach(files::saw);
        return files.isBehind()
                ? workers.executeBlocking(() -> {
                    files.write();
                    return null;
                })
                : Future.succeededFuture();
    }

    private Future<Signed> inTurn(Queries transaction) {
        return store.isThere(transaction)
                .compose(there -> there ? store.turn(transaction) : Future.succeededFuture(noTables()))
                .compose(turn -> turn.isEmpty()
                        ? Future.succeededFuture(unsigned(Outcome.NOTHING))
                        : marks.head(transaction, transaction.begun())
                                .compose(view -> onTop(transaction, turn.get(), view)));
    }

    private Optional<MarksStore.Turn> noTables() {
        halt("the tables of the marks are gone");
        return Optional.empty();
    }

    /** Nothing is signed on top of a record that was forged or rolled back. */
    private Future<Signed> onTop(Queries transaction, MarksStore.Turn turn, Marks.View view) {
        MarkHead head = view.head();
        if (head == null || !view.verdict().state().isSound()) {
            halt(view.verdict().sentence());
            return Future.succeededFuture(unsigned(Outcome.NOTHING));
        }
        halted = false;
        Duration left = PACE.minus(Duration.between(head.at(), turn.now()));
        if (!left.isNegative() && !left.isZero()) {
            return Future.succeededFuture(unsigned(new Outcome(0, left, true)));
        }
        Progress progress = new Progress(head, SetHash.of(turn.sum().getBytes()));
        return look(transaction, progress)
                .compose(look -> batches(transaction, progress, look))
                .compose(done -> sign(transaction, progress));
    }

    private void halt(String reason) {
        if (!halted) {
            LOG.atError().addKeyValue("reason", reason).log("new events are not marked; see governance marks status");
        }
        halted = true;
    }

    private static Signed unsigned(Outcome outcome) {
        return new Signed(outcome, List.of());
    }

    private Future<LogStore.Look> look(Queries transaction, Progress progress) {
        int limit = progress.marked.gaps().size() + LogStore.ROWS <= GAPS ? LogStore.ROWS : 0;
        tellWhenFull(limit == 0);
        return log.look(transaction, progress.marked, limit);
    }

    /** PostgreSQL reads the next batch while this one is digested; so two are in memory. */
    private Future<Void> batches(Queries transaction, Progress progress, LogStore.Look look) {
        progress.marked = moved(progress.marked, look);
        progress.more = look.more();
        progress.rows += look.rows().size();
        Future<Void> taken =
                look.rows().isEmpty() ? Future.succeededFuture() : take(transaction, progress, look.rows());
        if (hastened || !progress.more || !progress.hasTime()) {
            return taken;
        }
        Future<LogStore.Look> next = look(transaction, progress);
        return Future.join(taken, next).compose(both -> batches(transaction, progress, next.result()));
    }

    private void tellWhenFull(boolean now) {
        if (now && !full) {
            LOG.atWarn()
                    .log(
                            "too many sequence numbers are missing; new events are not marked until their transactions end");
        }
        full = now;
    }

    private Marked moved(Marked before, LogStore.Look look) {
        long upTo = before.upTo();
        List<Range> seen = new ArrayList<>();
        List<Range> missing = new ArrayList<>();
        for (ChainRow row : look.rows()) {
            long seq = row.chainSeq();
            if (seq > upTo) {
                if (seq > upTo + 1) {
                    missing.add(new Range(upTo + 1, seq - 1));
                }
                upTo = seq;
            } else {
                seen.add(new Range(seq, seq));
            }
        }
        SeqRanges open = before.gaps().minus(SeqRanges.of(seen)).plus(SeqRanges.of(missing));
        if (!look.gapsRead() || look.cached()) {
            return new Marked(upTo, open); // one of them may be there, or may still be used
        }
        return new Marked(upTo, open.minus(gaps.dead(open, look.xmin(), look.xmax(), System.nanoTime())));
    }

    private Future<Void> take(Queries transaction, Progress progress, List<ChainRow> rows) {
        Map<UUID, List<ChainRow>> bySession = new LinkedHashMap<>();
        rows.forEach(row -> bySession
                .computeIfAbsent(row.event().sessionId(), session -> new ArrayList<>())
                .add(row));
        Future<Map<UUID, Mark>> before = store.marks(transaction, bySession.keySet());
        Future<?> heard = before.compose(known -> news.seen(transaction, rows, known));
        Future<?> noted =
                workers.executeBlocking(() -> parts(rows)).compose(digests -> parts.put(transaction, digests));
        Future<?> put = before.compose(known -> workers.executeBlocking(() -> marked(progress, bySession, known)))
                .compose(after -> store.put(transaction, after));
        // All of them are over, whatever becomes of one, before the transaction is.
        return Future.join(heard, noted, put).mapEmpty();
    }

    private static Map<UUID, PartDigests> parts(List<ChainRow> rows) {
        return rows.stream()
                .collect(Collectors.toMap(row -> row.event().eventId(), PartDigests::of, (first, same) -> first));
    }

    private static Map<UUID, Mark> marked(
            Progress progress, Map<UUID, List<ChainRow>> bySession, Map<UUID, Mark> before) {
        Map<UUID, Mark> after = new HashMap<>();
        bySession.forEach((session, rows) -> {
            Mark known = before.get(session);
            Mark mark = grown(known, rows);
            if (known == null) {
                progress.sessions++;
            } else {
                progress.sum.remove(session, known);
            }
            progress.sum.add(session, mark);
            progress.events += rows.size();
            after.put(session, mark);
        });
        return after;
    }

    private static Mark grown(@Nullable Mark known, List<ChainRow> rows) {
        MarkDigest.Sum digest = new MarkDigest.Sum();
        if (known != null) {
            digest.add(MarkDigest.ofHex(known.digest()));
        }
        rows.forEach(row -> digest.add(row.chainSeq(), row.hmacValue()));
        ChainRow last = rows.get(rows.size() - 1);
        String hex = digest.digest().hex();
        long events = rows.size() + (known == null ? 0 : known.events());
        // A row that filled a gap came late and is not the last one.
        return known != null && known.lastSeq() > last.chainSeq()
                ? new Mark(events, known.lastSeq(), known.lastId(), known.lastMac(), hex)
                : new Mark(events, last.chainSeq(), last.event().eventId(), last.hmacValue(), hex);
    }

    private Future<Signed> sign(Queries transaction, Progress progress) {
        Outcome outcome = new Outcome(progress.rows, Duration.ZERO, progress.more);
        if (!progress.isNews()) {
            return Future.succeededFuture(unsigned(outcome));
        }
        return store.now(transaction)
                .compose(now -> sign(transaction, progress, now).map(head -> new Signed(outcome, List.of(head))));
    }

    private Future<MarkHead> sign(Queries transaction, Progress progress, Instant now) {
        MarkHead head = MarkHead.signed(
                key,
                progress.from.number() + 1,
                now,
                progress.marked,
                progress.sessions,
                progress.events,
                progress.sum.root(),
                progress.from.hash(),
                null);
        return store.append(transaction, head)
                .compose(added -> store.set(transaction, head.number(), progress.sum))
                .map(head);
    }
}
