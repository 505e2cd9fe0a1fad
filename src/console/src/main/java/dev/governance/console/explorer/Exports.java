package dev.governance.console.explorer;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Explorer;
import dev.governance.console.db.Database;
import dev.governance.console.ledger.AuditEntry;
import dev.governance.console.ledger.Ledger;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives out all events of a filter, chunk by chunk as they are asked for, in short transactions. Two rows record it: one
 * before the first event leaves, so that no export goes unrecorded, one that says how it ended. Used from one event loop
 * only.
 */
final class Exports {
    private static final Logger LOG = LoggerFactory.getLogger(Exports.class);

    /** At once, of one node. */
    private static final int MOST = 2;

    private static final int CHUNK = 500;

    /** After which nobody asks any more. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration RETRY = Duration.ofSeconds(10);

    private final Database database;
    private final Pages pages;
    private final Ledger ledger;
    private final Map<UUID, Running> running = new HashMap<>();

    Exports(Vertx vertx, Database database, Pages pages, Ledger ledger) {
        this.database = database;
        this.pages = pages;
        this.ledger = ledger;
        vertx.setPeriodic(PATIENCE.toMillis() / 6, tick -> forget());
    }

    /** One export, and where it goes on. */
    private static final class Running {
        private final Explorer.Export export;
        private @Nullable String cursor;
        private long events;
        private long askedAt = System.nanoTime();

        Running(Explorer.Export export) {
            this.export = export;
        }
    }

    Future<Explorer.Started> begin(Explorer.Export export) {
        String search = export.filter().search();
        if (search != null) {
            SearchTerm.parse(search); // refused before anything is recorded
        }
        if (running.size() >= MOST) {
            return Future.failedFuture(new Refusal(
                            Fault.TOO_MANY,
                            "too_many_exports",
                            MOST + " exports are running on this node; try again when one has ended")
                    .retryAfter(RETRY));
        }
        UUID id = UUID.randomUUID();
        running.put(id, new Running(export));
        return record("audit.exported", began(id, export))
                .map(recorded -> new Explorer.Started(id))
                .onFailure(failure -> running.remove(id));
    }

    Future<Explorer.Chunk> next(Explorer.Next question) {
        Running export = running.get(question.exportId());
        if (export == null) {
            return Future.failedFuture(
                    new Refusal(Fault.NOT_FOUND, "export_unknown", "this export has ended; begin it anew"));
        }
        export.askedAt = System.nanoTime();
        Explorer.Listing listing =
                new Explorer.Listing(export.export.filter(), null, null, true, CHUNK, 0, export.cursor, false);
        return pages.whole(listing).map(page -> {
            export.cursor = page.nextCursor();
            export.events += page.events().size();
            return new Explorer.Chunk(page.events(), page.nextCursor() == null);
        });
    }

    Future<Explorer.Ended> end(Explorer.End end) {
        Running export = running.remove(end.exportId());
        return export == null
                ? Future.succeededFuture(new Explorer.Ended())
                : record("audit.export_finished", ended(end, export.export)).map(done -> new Explorer.Ended());
    }

    private void forget() {
        long now = System.nanoTime();
        List<Map.Entry<UUID, Running>> left = running.entrySet().stream()
                .filter(entry -> now - entry.getValue().askedAt > PATIENCE.toNanos())
                .toList();
        left.forEach(entry -> end(new Explorer.End(entry.getKey(), "abandoned", entry.getValue().events))
                .onFailure(
                        failure -> LOG.atError().setCause(failure).log("the end of an export could not be recorded")));
    }

    private Future<UUID> record(String kind, Map<String, Object> metadata) {
        return database.inTransaction(transaction -> ledger.append(transaction, AuditEntry.ofConsole(kind, metadata)));
    }

    private static Map<String, Object> began(UUID id, Explorer.Export export) {
        Map<String, Object> metadata = common(id, export);
        metadata.put("format", export.format());
        metadata.put("filter", filter(export.filter()));
        return metadata;
    }

    private static Map<String, Object> ended(Explorer.End end, Explorer.Export export) {
        Map<String, Object> metadata = common(end.exportId(), export);
        metadata.put("outcome", end.outcome());
        metadata.put("events", end.events());
        return metadata;
    }

    private static Map<String, Object> common(UUID id, Explorer.Export export) {
        Map<String, Object> metadata = new HashMap<>();
        metadata.put("export_id", id.toString());
        metadata.put("by", export.by().username());
        metadata.put("user_id", export.by().userId().toString());
        return metadata;
    }

    private static Map<String, Object> filter(Explorer.Filter filter) {
        Map<String, Object> named = new HashMap<>();
        put(named, "agent_id", filter.agentId());
        put(named, "session_id", filter.sessionId());
        put(named, "outcome", filter.outcome() == null ? null : filter.outcome().code());
        put(named, "model", filter.model());
        put(named, "from", filter.from());
        put(named, "to", filter.to());
        put(named, "q", filter.search());
        if (!filter.kinds().isEmpty()) {
            named.put("kind", filter.kinds());
        }
        return named;
    }

    private static void put(Map<String, Object> named, String name, @Nullable Object value) {
        Optional.ofNullable(value).map(Object::toString).ifPresent(text -> named.put(name, text));
    }
}
