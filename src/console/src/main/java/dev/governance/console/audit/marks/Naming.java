package dev.governance.console.audit.marks;

import dev.governance.chain.Finding;
import dev.governance.chain.SessionVerdict;
import dev.governance.console.db.Database;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Names the part of a changed event that is no longer as it was, where the console had seen the event before, and the
 * first event of a session that only its mark shows to be another. No verdict
 * depends on it: what cannot be read names nothing, in a transaction of its own that no other work is lost with.
 */
public final class Naming {
    private static final Logger LOG = LoggerFactory.getLogger(Naming.class);

    private static final Duration LONGEST_STATEMENT = Duration.ofSeconds(10);

    /** Events that are looked at; of more the verdict says only that they changed. */
    private static final int MOST = 100;

    private static final Set<Finding.Kind> UNLIKE_ITS_MARK = Set.of(Finding.Kind.REWRITTEN, Finding.Kind.RENUMBERED);

    private final Database database;
    private final WorkerExecutor workers;
    private final PartsStore store = new PartsStore();

    public Naming(Database database, WorkerExecutor workers) {
        this.database = database;
        this.workers = workers;
    }

    /** The verdict in better words, as far as there are any; never fails. */
    public Future<SessionVerdict> named(SessionVerdict verdict) {
        return better(verdict).map(verdict::saying);
    }

    /** What to say instead of some findings of a verdict; never fails. */
    public Future<Map<Finding, Finding>> better(SessionVerdict verdict) {
        List<Finding> modified = verdict.findings().stream()
                .filter(finding -> finding.kind() == Finding.Kind.ROW_MODIFIED && finding.eventId() != null)
                .limit(MOST)
                .toList();
        Optional<Finding> unlike = verdict.findings().stream()
                .filter(finding -> UNLIKE_ITS_MARK.contains(finding.kind()))
                .findFirst();
        if (modified.isEmpty() && unlike.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        // The marks are asked only about rows that show nothing by themselves, so a verdict has one or the other.
        return unlike.map(finding -> first(verdict.sessionId(), finding))
                .orElseGet(() -> changed(modified))
                .recover(failure -> {
                    LOG.atDebug().setCause(failure).log("what changed cannot be named");
                    return Future.succeededFuture(Map.of());
                });
    }

    private Future<Map<Finding, Finding>> first(UUID session, Finding finding) {
        return database.inSnapshot(LONGEST_STATEMENT, snapshot -> store.placed(snapshot, session, FirstChange.ROWS))
                .compose(rows -> workers.executeBlocking(
                        () -> FirstChange.of(finding, rows)
                                .map(better -> Map.of(finding, better))
                                .orElse(Map.of()),
                        false));
    }

    private Future<Map<Finding, Finding>> changed(List<Finding> modified) {
        Set<UUID> events = modified.stream().map(Finding::eventId).collect(Collectors.toSet());
        return database.inSnapshot(LONGEST_STATEMENT, snapshot -> store.seen(snapshot, events))
                .compose(seen -> workers.executeBlocking(() -> changed(modified, seen), false));
    }

    private static Map<Finding, Finding> changed(List<Finding> modified, List<PartsStore.Seen> seen) {
        Map<Finding, Finding> better = new HashMap<>();
        for (PartsStore.Seen one : seen) {
            UUID event = one.row().event().eventId();
            modified.stream()
                    .filter(finding -> event.equals(finding.eventId()))
                    .forEach(finding ->
                            better.put(finding, finding.saying(one.before().sentence(one.row(), finding.detail()))));
        }
        return better;
    }
}
