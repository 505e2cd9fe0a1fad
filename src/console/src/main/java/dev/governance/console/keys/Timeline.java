package dev.governance.console.keys;

import dev.governance.chain.ChainKey;
import dev.governance.chain.KeyMaterial;
import dev.governance.console.db.Database;
import dev.governance.console.db.Queries;
import dev.governance.console.db.RedactedJson;
import dev.governance.console.ledger.SigningKey;
import dev.governance.console.wire.KeyTimeline;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Tells which keys sign and signed; of a key nothing but its fingerprint, and whether it is here. */
final class Timeline {
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final int PREFIX = 16; // hexadecimal digits

    private final Database database;
    private final WorkerExecutor workers;
    private final SigningKey current;
    private final KeyMaterial material;
    private final RedactedJson redaction;
    private final TimelineStore store = new TimelineStore();

    Timeline(
            Database database,
            WorkerExecutor workers,
            SigningKey current,
            KeyMaterial material,
            RedactedJson redaction) {
        this.database = database;
        this.workers = workers;
        this.current = current;
        this.material = material;
        this.redaction = redaction;
    }

    Future<KeyTimeline> read() {
        return database.inSnapshot(LONGEST, this::stored)
                // Keys may be in files, and texts are redacted: both take longer than an event loop may be held.
                .compose(stored -> workers.executeBlocking(() -> told(stored), false));
    }

    private record Stored(
            List<TimelineStore.Chain> chain, List<TimelineStore.Agent> agents, List<TimelineStore.Marks> marks) {}

    private Future<Stored> stored(Queries snapshot) {
        int most = KeyTimeline.LISTED + 1;
        Future<List<TimelineStore.Chain>> chain = store.chain(snapshot, most);
        Future<List<TimelineStore.Agent>> agents = store.agents(snapshot, most);
        Future<List<TimelineStore.Marks>> marks = store.marks(snapshot, most);
        return Future.all(chain, agents, marks)
                .map(read -> new Stored(chain.result(), agents.result(), marks.result()));
    }

    private KeyTimeline told(Stored stored) {
        stored.chain().stream()
                .findFirst()
                .ifPresent(newest -> current.follow(newest.fingerprint(), newest.retiredAtSeq()));
        boolean complete = stored.chain().size() <= KeyTimeline.LISTED
                && stored.agents().size() <= KeyTimeline.LISTED
                && stored.marks().size() <= KeyTimeline.LISTED;
        List<KeyTimeline.MarksKey> marks = first(stored.marks(), this::marks);
        return new KeyTimeline(
                stored.chain().isEmpty() ? List.of(unregistered()) : first(stored.chain(), this::chain),
                first(stored.agents(), this::agent),
                marks.isEmpty() ? null : marks.get(0),
                marks.isEmpty() ? marks : marks.subList(1, marks.size()),
                next(stored.chain()),
                complete);
    }

    /** One that was registered is no next one any more: it signs, or did. */
    private @Nullable String next(List<TimelineStore.Chain> registered) {
        return current.after(current.now())
                .filter(ready ->
                        registered.stream().noneMatch(key -> key.fingerprint().equals(ready.fingerprint())))
                .map(ChainKey::prefix)
                .orElse(null);
    }

    private static <S, T> List<T> first(List<S> stored, Function<S, T> told) {
        return stored.stream().limit(KeyTimeline.LISTED).map(told).toList();
    }

    /** A chain that was never rotated has no table of keys: the present one signed everything. */
    private KeyTimeline.ChainKey unregistered() {
        return new KeyTimeline.ChainKey(1, current.now().prefix(), "active", 0, null, null, null, true);
    }

    private KeyTimeline.ChainKey chain(TimelineStore.Chain key) {
        boolean ours = key.fingerprint().equals(current.now().fingerprint());
        boolean available = ours || material.apply(key.fingerprint()).isPresent();
        String status = key.retiredAtSeq() == null ? "active" : "retired";
        int shown = Math.min(PREFIX, key.fingerprint().length());
        return new KeyTimeline.ChainKey(
                key.version(),
                shown(key.fingerprint().substring(0, shown)),
                available ? status : "unavailable",
                key.activatedAtSeq(),
                key.activatedAt(),
                key.retiredAtSeq(),
                key.retiredAt(),
                ours);
    }

    private KeyTimeline.AgentKey agent(TimelineStore.Agent key) {
        TimelineStore.Gone gone = key.gone();
        return new KeyTimeline.AgentKey(
                shown(key.fingerprint()),
                key.agentId() == null ? null : shown(key.agentId()),
                key.activatedAtSeq(),
                key.importedAt(),
                gone == null ? null : gone.atSeq(),
                gone == null ? null : shown(gone.reason()),
                gone == null ? null : shown(gone.by()),
                gone == null ? null : gone.at());
    }

    private KeyTimeline.MarksKey marks(TimelineStore.Marks key) {
        return new KeyTimeline.MarksKey(shown(key.fingerprint()), key.firstHead(), key.since());
    }

    private String shown(String text) {
        return redaction.text(text);
    }
}
