package dev.governance.console.audit.watch;

import dev.governance.chain.CanonicalJson;
import dev.governance.chain.ChainEvent;
import dev.governance.chain.KeyRing;
import dev.governance.chain.Timestamps;
import dev.governance.console.contract.Audit;
import dev.governance.console.ledger.AuditEntry;
import dev.governance.console.testing.Stage;
import dev.governance.console.wire.MarksVerdict;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** A log without marks, nodes that watch it, and somebody with too many rights. */
final class WatchedLog implements AutoCloseable {
    /** No rest, no pause. */
    static final WatchSettings AT_ONCE = new WatchSettings(100, Duration.ZERO);

    final Stage stage = Stage.open();
    final LogSources sources = new LogSources(
            snapshot -> Future.succeededFuture(KeyRing.single(stage.key())),
            snapshot -> Future.succeededFuture(new Expected(
                    new MarksVerdict(MarksVerdict.State.MISSING, "There are none.", null, null, null, null), null)));

    /** Appends events to a new session. */
    UUID session(int events) {
        UUID session = UUID.randomUUID();
        for (int i = 0; i < events; i++) {
            append(session, "agent-one");
        }
        return session;
    }

    UUID append(UUID session, String agent) {
        AuditEntry entry = new AuditEntry(session, agent, "tool.call", Map.of("tool", "refund"));
        return Stage.wait(
                stage.database().inTransaction(transaction -> stage.ledger().append(transaction, entry)));
    }

    /** Writes many sessions of as many events each at once. */
    void bulk(int sessions, int events) {
        String insert = """
                insert into governance_audit_events
                       (event_id, session_id, agent_id, kind, metadata_json, prev_hash, hmac_value, created_at)
                values (?, ?, 'agent-one', 'tool.call', '{"n": 1}', ?, ?, ?)
                """;
        try (Connection connection = stage.connect();
                PreparedStatement statement = connection.prepareStatement(insert)) {
            connection.setAutoCommit(false);
            for (int i = 0; i < sessions; i++) {
                UUID session = UUID.randomUUID();
                String head = null;
                for (int j = 0; j < events; j++) {
                    head = add(statement, session, head);
                }
            }
            statement.executeBatch();
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private String add(PreparedStatement statement, UUID session, String head) throws SQLException {
        Instant now = Timestamps.now(Clock.systemUTC());
        ChainEvent event = new ChainEvent(
                UUID.randomUUID(),
                session,
                "agent-one",
                null,
                "tool.call",
                null,
                null,
                null,
                CanonicalJson.canonical("{\"n\": 1}"),
                head,
                now);
        String mac = stage.key().mac(event.canonicalBytes());
        statement.setObject(1, event.eventId());
        statement.setObject(2, session);
        statement.setString(3, head);
        statement.setString(4, mac);
        statement.setObject(5, now.atOffset(ZoneOffset.UTC));
        statement.addBatch();
        return mac;
    }

    /** Does what triggers forbid, as the superuser that an attacker may be. */
    void tamper(String sql, Object... values) {
        try (Connection connection = stage.connect()) {
            try (PreparedStatement off = connection.prepareStatement("set session_replication_role = replica")) {
                off.execute();
            }
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (int i = 0; i < values.length; i++) {
                    statement.setObject(i + 1, values[i]);
                }
                statement.execute();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    Node node(WatchSettings settings) {
        Node node = new Node(settings);
        stage.deploy(node);
        return node;
    }

    Damages damages() {
        return new Damages(stage.database(), stage.ledger(), new Remembered());
    }

    List<Map<String, Object>> damage() {
        return stage.rows("select * from governance_console.damage order by found_at");
    }

    List<Map<String, Object>> told(String kind) {
        return stage.rows(
                "select metadata_json::text as metadata from governance_audit_events where session_id = ? and kind = ?",
                AuditEntry.CONSOLE_SESSION,
                kind);
    }

    Map<String, Object> sweep() {
        return stage.one("select * from governance_console.sweep");
    }

    boolean hasFinished() {
        List<Map<String, Object>> rows =
                stage.rows("select 1 from governance_console.sweep where finished_at is not null");
        return !rows.isEmpty();
    }

    @Override
    public void close() {
        stage.close();
    }

    /** A node of the cluster. */
    final class Node extends VerticleBase {
        private final WatchSettings settings;
        private LogWatch watch;
        private KnownChain known;
        private Remembered remembered;

        private Node(WatchSettings settings) {
            this.settings = settings;
        }

        @Override
        public Future<?> start() {
            WorkerExecutor workers = vertx.createSharedWorkerExecutor("watch-" + UUID.randomUUID(), 1);
            remembered = new Remembered();
            known = new KnownChain(stage.database(), sources, remembered, settings.every());
            watch = new LogWatch(
                    vertx, stage.database(), workers, sources, stage.ledger(), known, remembered, settings);
            watch.start();
            return Future.succeededFuture();
        }

        @Override
        public Future<?> stop() {
            return Objects.requireNonNull(watch).stop();
        }

        /** What this node says of the chain. */
        Audit.Findings findings() {
            Promise<Audit.Findings> told = Promise.promise();
            context.runOnContext(now -> known.findings().onComplete(told));
            return Stage.wait(told.future());
        }

        /** As if the row that says so had been deleted. */
        void suspect(UUID session) {
            remembered.suspect(List.of(session));
        }

        void end() {
            Stage.wait(vertx.undeploy(deploymentID()));
        }

        void ring() {
            context.runOnContext(now -> watch.ring());
        }
    }
}
