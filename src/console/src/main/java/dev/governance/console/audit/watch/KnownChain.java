package dev.governance.console.audit.watch;

import dev.governance.chain.MarkHead;
import dev.governance.console.audit.watch.KnownStore.Standing;
import dev.governance.console.contract.Audit;
import dev.governance.console.db.Database;
import dev.governance.console.db.Queries;
import dev.governance.console.wire.MarksVerdict;
import dev.governance.console.wire.MarksVerdict.State;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells what the cluster knows of the chain; the list of damage is read anew only when it changed. */
public final class KnownChain {
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private static final int WHOLE = 100;

    private final Database database;
    private final LogSources sources;
    private final Remembered remembered;
    private final Duration every;
    private final KnownStore store = new KnownStore();
    private @Nullable Listed listed;

    /** What the database told of damage when its revision and its counts were these. */
    private record Listed(long revision, Audit.Counts counts, List<Audit.Finding> damaged, Set<UUID> sessions) {
        static Listed of(Standing standing, List<Audit.Finding> damaged) {
            Set<UUID> sessions = damaged.stream().map(Audit.Finding::sessionId).collect(Collectors.toSet());
            return new Listed(standing.revision(), standing.counts(), damaged, sessions);
        }

        boolean isOf(Standing standing) {
            return revision == standing.revision() && counts.equals(standing.counts());
        }
    }

    /**
     * Creates one.
     *
     * @param every the pause between two rounds, by which one that is overdue is told
     */
    public KnownChain(Database database, LogSources sources, Remembered remembered, Duration every) {
        this.every = every;
        this.database = database;
        this.sources = sources;
        this.remembered = remembered;
    }

    public Future<Audit.Findings> findings() {
        return database.inSnapshot(
                LONGEST,
                snapshot -> store.standing(snapshot, every)
                        .compose(standing -> sources.marks()
                                .apply(snapshot)
                                .compose(expected -> listed(snapshot, standing)
                                        .map(listed -> findings(standing, expected, listed)))));
    }

    /** Remembers what the database tells of damage. */
    Future<Standing> told() {
        return database.inSnapshot(
                LONGEST,
                snapshot -> store.standing(snapshot, every)
                        .onSuccess(this::rememberMarks)
                        .compose(standing -> listed(snapshot, standing).map(standing)));
    }

    private void rememberMarks(Standing standing) {
        standing.scanned().ifPresent(remembered::saw);
    }

    /** Whether losses can be ruled out. */
    Future<MarksVerdict> marks(Queries snapshot) {
        return store.standing(snapshot, every)
                .compose(standing -> sources.marks().apply(snapshot).map(expected -> marks(standing, expected)));
    }

    private Future<Listed> listed(Queries snapshot, Standing standing) {
        Listed known = listed;
        return known != null && known.isOf(standing)
                ? Future.succeededFuture(known)
                : store.open(snapshot).map(damaged -> remember(Listed.of(standing, damaged)));
    }

    private Listed remember(Listed read) {
        listed = read;
        read.damaged().forEach(remembered::saw);
        return read;
    }

    /** What this node saw counts until it has looked itself, whatever became of the rows that told it. */
    private Audit.Findings findings(Standing standing, Expected expected, Listed told) {
        List<Audit.Finding> untold = remembered.damage().stream()
                .filter(finding -> !told.sessions().contains(finding.sessionId()))
                .toList();
        return new Audit.Findings(
                Stream.concat(untold.stream(), told.damaged().stream())
                        .limit(2 * Audit.DAMAGED_LISTED)
                        .toList(),
                counts(standing.counts(), untold),
                reading(standing, expected),
                marks(standing, expected));
    }

    private static Audit.Counts counts(Audit.Counts told, List<Audit.Finding> untold) {
        return new Audit.Counts(
                told.tampered() + count("tampered", untold),
                told.truncated() + count("truncated", untold),
                told.unverifiable() + count("unverifiable", untold),
                told.beyond());
    }

    private static long count(String verdict, List<Audit.Finding> damaged) {
        return damaged.stream()
                .filter(finding -> finding.verdict().equals(verdict))
                .count();
    }

    private static Audit.Reading reading(Standing standing, Expected expected) {
        MarkHead head = expected.marked() == null ? null : expected.head();
        return head == null || standing.finishedAt() == null ? read(standing, head) : marked(standing, head);
    }

    /** Old rows were read by the last round, and every newer one as it was marked. */
    private static Audit.Reading marked(Standing standing, MarkHead head) {
        return new Audit.Reading(
                standing.startedAt(),
                percent(standing),
                standing.finishedAt(),
                standing.overdue(),
                standing.suspected()
                        ? standing.finishedUpTo()
                        : Long.valueOf(head.marked().upTo()),
                standing.newest(),
                head.sessions(),
                head.sessions(),
                head.events());
    }

    private static Audit.Reading read(Standing standing, @Nullable MarkHead head) {
        boolean finished = standing.finishedAt() != null;
        long done = finished ? standing.finishedSessions() : standing.sessionsDone();
        return new Audit.Reading(
                standing.startedAt(),
                percent(standing),
                standing.finishedAt(),
                standing.overdue(),
                standing.finishedUpTo(),
                standing.newest(),
                done,
                Math.max(done, head == null ? standing.sessionsExpected() : head.sessions()),
                finished ? standing.finishedEvents() : standing.eventsDone());
    }

    private static int percent(Standing standing) {
        if (standing.startedAt() == null || standing.sessionsExpected() == 0) {
            return 0;
        }
        return (int) Math.min(WHOLE, standing.sessionsDone() * WHOLE / standing.sessionsExpected());
    }

    /** That a mark was changed shows only where all are read. */
    private MarksVerdict marks(Standing standing, Expected expected) {
        rememberMarks(standing);
        MarksVerdict now = expected.verdict();
        return remembered
                .changedMarks()
                .filter(scanned -> now.state().isSound())
                .map(scanned -> new MarksVerdict(
                        State.FORGED, scanned.sentence(), now.number(), now.upTo(), now.at(), now.number()))
                .orElse(now);
    }
}
