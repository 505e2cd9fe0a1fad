package dev.governance.console.audit.marks;

import dev.governance.chain.Finding;
import dev.governance.chain.SessionVerdict;
import dev.governance.console.db.Queries;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Names the part of a changed event that is no longer as it was, where the console had seen the event before. */
public final class Naming {
    /** Events that are looked at; of more the verdict says only that they changed. */
    private static final int MOST = 100;

    private final WorkerExecutor workers;
    private final PartsStore store = new PartsStore();

    public Naming(WorkerExecutor workers) {
        this.workers = workers;
    }

    /** The verdict in better words, as far as there are any. */
    public Future<SessionVerdict> named(Queries snapshot, SessionVerdict verdict) {
        return words(snapshot, verdict).map(words -> words.isEmpty() ? verdict : verdict.saying(words));
    }

    /** A better sentence for each event that has one, by its id. */
    public Future<Map<UUID, String>> words(Queries snapshot, SessionVerdict verdict) {
        Map<UUID, String> changed = verdict.findings().stream()
                .filter(finding -> finding.kind() == Finding.Kind.ROW_MODIFIED && finding.eventId() != null)
                .limit(MOST)
                .collect(Collectors.toMap(Finding::eventId, Finding::detail, (first, same) -> first));
        return changed.isEmpty()
                ? Future.succeededFuture(Map.of())
                : store.seen(snapshot, changed.keySet())
                        .compose(seen -> workers.executeBlocking(() -> words(changed, seen), false));
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
