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
import org.jspecify.annotations.Nullable;

/** Tells what the cluster knows of the chain; the list of damage is read anew only when it changed. */
public final class KnownChain {
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private static final int WHOLE = 100;

    private final Database database;
    private final LogSources sources;
    private final KnownStore store = new KnownStore();
    private @Nullable Listed listed;

    private record Listed(long revision, List<Audit.Finding> damaged) {}

    public KnownChain(Database database, LogSources sources) {
        this.database = database;
        this.sources = sources;
    }

    public Future<Audit.Findings> findings() {
        return database.inSnapshot(
                LONGEST,
                snapshot -> store.standing(snapshot)
                        .compose(standing -> sources.marks()
                                .apply(snapshot)
                                .compose(expected -> listed(snapshot, standing)
                                        .map(damaged -> findings(standing, expected, damaged)))));
    }

    /** Whether losses can be ruled out. */
    Future<MarksVerdict> marks(Queries snapshot) {
        return store.standing(snapshot)
                .compose(standing -> sources.marks().apply(snapshot).map(expected -> marks(standing, expected)));
    }

    private Future<List<Audit.Finding>> listed(Queries snapshot, Standing standing) {
        Listed known = listed;
        if (known != null && known.revision() == standing.revision()) {
            return Future.succeededFuture(known.damaged());
        }
        return store.open(snapshot).onSuccess(damaged -> listed = new Listed(standing.revision(), damaged));
    }

    private static Audit.Findings findings(Standing standing, Expected expected, List<Audit.Finding> damaged) {
        return new Audit.Findings(damaged, standing.counts(), reading(standing, expected), marks(standing, expected));
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
    private static MarksVerdict marks(Standing standing, Expected expected) {
        MarksVerdict now = expected.verdict();
        return standing.scanned()
                .filter(scanned -> now.state().isSound())
                .map(scanned ->
                        new MarksVerdict(State.FORGED, scanned.sentence(), now.number(), now.upTo(), now.at(), null))
                .orElse(now);
    }
}
