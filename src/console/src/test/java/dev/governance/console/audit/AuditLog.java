package dev.governance.console.audit;

import dev.governance.chain.CanonicalJson;
import dev.governance.chain.ChainEvent;
import dev.governance.chain.ChainKey;
import dev.governance.chain.SessionLock;
import dev.governance.chain.Timestamps;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.testing.TestPostgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;

/** A log as agents write it, and as somebody with too many rights damages it. */
public final class AuditLog implements AutoCloseable {
    public static final String SECRET = "4f1c2a9be07d5368b1aa90ce77f02d3146e85bd9c0134f7a9e6d2288bb51cc07";
    public static final ChainKey KEY = ChainKey.ofSecret(SECRET);

    public final DatabaseUrl url;
    private final Connection connection;

    public AuditLog() throws SQLException {
        this(TestPostgres.migrated());
    }

    public AuditLog(DatabaseUrl url) throws SQLException {
        this.url = url;
        this.connection = url.connect();
    }

    public UUID append(UUID session, String metadata) throws SQLException {
        return append(session, "agent-one", "tool.call", metadata);
    }

    /** Appends as every writer does: the session's lock, the head, the row. */
    public UUID append(UUID session, String agent, String kind, String metadata) throws SQLException {
        connection.setAutoCommit(false);
        try (PreparedStatement lock = connection.prepareStatement("select pg_advisory_xact_lock(?)")) {
            lock.setLong(1, SessionLock.key(session));
            lock.execute();
        }
        String head = text("select hmac_value from governance_audit_events where session_id = '" + session
                + "' order by chain_seq desc limit 1");
        UUID id = insert(signed(session, agent, kind, metadata, head), KEY);
        connection.commit();
        connection.setAutoCommit(true);
        return id;
    }

    public static ChainEvent signed(UUID session, String agent, String kind, String metadata, String prevHash) {
        Instant now = Timestamps.now(Clock.systemUTC());
        String canonical = CanonicalJson.canonical(metadata);
        return new ChainEvent(
                UUID.randomUUID(), session, agent, null, kind, null, null, null, canonical, prevHash, now);
    }

    public UUID insert(ChainEvent event, ChainKey key) throws SQLException {
        return insert(event, key.mac(event.canonicalBytes()), event.metadataJson(), null, null);
    }

    /** Inserts a row as it is; {@code chainSeq} null takes the next number. */
    public UUID insert(ChainEvent event, String hmac, String metadata, String hmacNext, Long chainSeq)
            throws SQLException {
        String sql = """
                insert into governance_audit_events
                       (event_id, session_id, agent_id, parent_event_id, kind, model, input_hash, output_hash,
                        metadata_json, prev_hash, hmac_value, hmac_next, created_at, chain_seq)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?::text::jsonb, ?, ?, ?, ?,
                        coalesce(?::bigint, nextval(pg_get_serial_sequence('governance_audit_events', 'chain_seq'))))
                """;
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            Object[] values = {
                event.eventId(),
                event.sessionId(),
                event.agentId(),
                event.parentEventId(),
                event.kind(),
                event.model(),
                event.inputHash(),
                event.outputHash(),
                metadata,
                event.prevHash(),
                hmac,
                hmacNext,
                event.createdAt().atOffset(ZoneOffset.UTC),
                chainSeq
            };
            for (int i = 0; i < values.length; i++) {
                insert.setObject(i + 1, values[i]);
            }
            insert.executeUpdate();
        }
        return event.eventId();
    }

    /** Appends as many events as asked for to a new session and gives their ids; the session's is first. */
    public UUID[] session(int events) throws SQLException {
        UUID[] ids = new UUID[events + 1];
        ids[0] = UUID.randomUUID();
        for (int i = 1; i <= events; i++) {
            ids[i] = append(ids[0], "{\"n\": " + i + ", \"tool\": \"refund\"}");
        }
        return ids;
    }

    /** Writes an event at a number as if it had been there all along, with the key that agents have; gives its MAC. */
    public String forge(UUID session, String prevHash, long seq) throws SQLException {
        ChainEvent event = signed(session, "agent-one", "tool.call", "{\"forged\": true}", prevHash);
        String mac = KEY.mac(event.canonicalBytes());
        insert(event, mac, event.metadataJson(), null, seq);
        return mac;
    }

    public String mac(UUID eventId) throws SQLException {
        return text("select hmac_value from governance_audit_events where event_id = '" + eventId + "'");
    }

    /** Does what triggers forbid, as the superuser that an attacker may be. */
    public void tamper(String sql, Object... values) throws SQLException {
        execute("set session_replication_role = replica");
        execute(sql, values);
        execute("set session_replication_role = origin");
    }

    public void execute(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.execute();
        }
    }

    public String text(String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            return row.next() ? row.getString(1) : null;
        }
    }

    public long seq(UUID eventId) throws SQLException {
        return Long.parseLong(text("select chain_seq from governance_audit_events where event_id = '" + eventId + "'"));
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
