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
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Names the part of a changed event that is no longer as it was, where the console had seen the event before. No verdict
 * depends on it: what cannot be read names nothing, in a transaction of its own that no other work is lost with.
 */
public final class Naming {
    private static final Logger LOG = LoggerFactory.getLogger(Naming.class);

    private static final Duration LONGEST_STATEMENT = Duration.ofSeconds(10);

    /** Events that are looked at; of more the verdict says only that they changed. */
    private static final int MOST = 100;

    private final Database database;
    private final WorkerExecutor workers;
    private final PartsStore store = new PartsStore();

    public Naming(Database database, WorkerExecutor workers) {
        this.database = database;
        this.workers = workers;
    }

    /** The verdict in better words, as far as there are any; never fails. */
    public Future<SessionVerdict> named(SessionVerdict verdict) {
        return words(verdict).map(words -> words.isEmpty() ? verdict : verdict.saying(words));
    }

    /** A better sentence for each event that has one, by its id; never fails. */
    public Future<Map<UUID, String>> words(SessionVerdict verdict) {
        Map<UUID, String> changed = verdict.findings().stream()
                .filter(finding -> finding.kind() == Finding.Kind.ROW_MODIFIED && finding.eventId() != null)
                .limit(MOST)
                .collect(Collectors.toMap(Finding::eventId, Finding::detail, (first, same) -> first));
        return changed.isEmpty() ? Future.succeededFuture(Map.of()) : read(changed);
    }

    private Future<Map<UUID, String>> read(Map<UUID, String> changed) {
        return database.inSnapshot(LONGEST_STATEMENT, snapshot -> store.seen(snapshot, changed.keySet()))
                .compose(seen -> workers.executeBlocking(() -> words(changed, seen), false))
                .recover(failure -> {
                    LOG.atDebug().setCause(failure).log("the parts that changed cannot be named");
                    return Future.succeededFuture(Map.of());
                });
    }

    private static Map<UUID, String> words(Map<UUID, String> changed, List<PartsStore.Seen> seen) {
        Map<UUID, String> words = new HashMap<>();
        for (PartsStore.Seen one : seen) {
            UUID event = one.row().event().eventId();
            words.put(event, one.before().sentence(one.row(), changed.getOrDefault(event, "")));
        }
        return words;
    }
}
