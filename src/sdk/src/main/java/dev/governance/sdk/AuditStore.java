package dev.governance.sdk;

import dev.governance.chain.ChainEvent;
import dev.governance.chain.ChainKey;
import dev.governance.chain.SessionLock;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of {@code governance_audit_events}, appended exactly as every other writer of the chain does. */
final class AuditStore {
    private static final String LOCK = "select pg_advisory_xact_lock(?)";

    private static final String HEAD = """
            select hmac_value
              from governance_audit_events
             where session_id = ?
             order by chain_seq desc
             limit 1
            """;

    private static final String INSERT = """
            insert into governance_audit_events
                   (event_id, session_id, agent_id, parent_event_id, kind, model, input_hash, output_hash,
                    metadata_json, prev_hash, hmac_value, created_at, signature_status)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, 'unsigned')
            """;

    private final ChainKey key;

    AuditStore(ChainKey key) {
        this.key = key;
    }

    /**
     * Links {@code draft} to the head of its session, which stays locked until the transaction ends: call it last, and
     * at READ COMMITTED, for an older snapshot would show an older head.
     */
    ChainEvent append(Connection connection, ChainEvent draft) throws SQLException {
        lock(connection, draft.sessionId());
        ChainEvent event = after(head(connection, draft.sessionId()), draft);
        insert(connection, event, key.mac(event.canonicalBytes()));
        return event;
    }

    /** Its parents from the first on, and the event itself. */
    List<ChainEvent> trace(Connection connection, UUID eventId) throws SQLException {
        return new AuditTrace(key).of(connection, eventId);
    }

    private static void lock(Connection connection, UUID sessionId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
            statement.setLong(1, SessionLock.key(sessionId));
            statement.execute();
        }
    }

    private static @Nullable String head(Connection connection, UUID sessionId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(HEAD)) {
            statement.setObject(1, sessionId);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getString(1) : null;
            }
        }
    }

    private static ChainEvent after(@Nullable String head, ChainEvent draft) {
        return new ChainEvent(
                draft.eventId(),
                draft.sessionId(),
                draft.agentId(),
                draft.parentEventId(),
                draft.kind(),
                draft.model(),
                draft.inputHash(),
                draft.outputHash(),
                draft.metadataJson(),
                head,
                draft.createdAt());
    }

    private static void insert(Connection connection, ChainEvent event, String mac) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            statement.setObject(1, event.eventId());
            statement.setObject(2, event.sessionId());
            statement.setString(3, event.agentId());
            statement.setObject(4, event.parentEventId(), Types.OTHER);
            statement.setString(5, event.kind());
            statement.setString(6, event.model());
            statement.setString(7, event.inputHash());
            statement.setString(8, event.outputHash());
            statement.setString(9, event.metadataJson());
            statement.setString(10, event.prevHash());
            statement.setString(11, mac);
            statement.setObject(12, event.createdAt().atOffset(ZoneOffset.UTC));
            statement.executeUpdate();
        }
    }
}
