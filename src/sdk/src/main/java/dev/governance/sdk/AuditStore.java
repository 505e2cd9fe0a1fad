package dev.governance.sdk;

import dev.governance.chain.ChainEvent;
import dev.governance.chain.SessionLock;
import dev.governance.sdk.degraded.HeldEvent;
import dev.governance.sdk.degraded.RowSigner;
import dev.governance.sdk.errors.KeyRotatedException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of {@code governance_audit_events}, appended exactly as every other writer of the chain does. */
final class AuditStore {
    /** One round trip; the setting is of the transaction and counts before the lock is asked for. */
    private static final String LOCK = "select set_config('lock_timeout', ?, true), pg_advisory_xact_lock(?)";

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
                    metadata_json, prev_hash, hmac_value, created_at%s)
            select ?::uuid, ?::uuid, ?, ?::uuid, ?, ?, ?, ?, ?::jsonb, ?, ?, ?::timestamptz%s
            """;

    private static final String UNSIGNED = INSERT.formatted("", "");

    private static final String SIGNED = INSERT.formatted(
            ", signature, signing_key_fingerprint, signature_status", ", decode(?, 'hex'), ?, coalesce(?, 'unsigned')");

    /**
     * Only while our key is the active one, or none was ever registered. The statement sees the table of keys as it is
     * once the log is locked for it, and a rotation locks the log before it reads, so that no row slips in behind one.
     */
    private static final String WHILE_ACTIVE = """
             where coalesce((select case when retired_at_chain_seq is null then fingerprint else '' end
                               from governance_audit_chain_keys
                              order by activated_at_chain_seq desc
                              limit 1), ?) = ?
            """;

    private static final String STORED = "select event_id from governance_audit_events where event_id = any (?)";

    private final RowSigner signer;
    private final Duration patience;
    private final SchemaGuard keys = SchemaGuard.ofKeys(System::nanoTime);
    private final SchemaGuard signatures = SchemaGuard.ofSignatures(System::nanoTime);

    /**
     * Creates it.
     *
     * @param patience how long a session that others write to is waited for; less than a statement may take, so that a
     *     busy session is told from a slow database
     */
    AuditStore(RowSigner signer, Duration patience) {
        this.signer = signer;
        this.patience = patience;
    }

    /**
     * Links {@code draft} to the head of its session, which stays locked until the transaction ends: call it last, and
     * at READ COMMITTED, for an older snapshot would show an older head.
     *
     * @throws KeyRotatedException when another key signs now; roll back
     */
    ChainEvent append(Connection connection, ChainEvent draft) throws SQLException {
        lock(connection, draft.sessionId(), patience);
        HeldEvent event = signer.after(head(connection, draft.sessionId()), draft);
        insert(connection, List.of(event));
        return event.event();
    }

    /** Its parents from the first on, and the event itself. */
    List<ChainEvent> trace(Connection connection, UUID eventId) throws SQLException {
        return new AuditTrace(signer.chainKey()).of(connection, eventId);
    }

    /** Keeps other writers from the session until the transaction ends; SQLSTATE 55P03 when they do not let it. */
    void lock(Connection connection, UUID sessionId, Duration most) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
            statement.setString(1, Long.toString(Math.max(1, most.toMillis())));
            statement.setLong(2, SessionLock.key(sessionId));
            statement.execute();
        }
    }

    /** The MAC of the session's last event; null when it has none. */
    @Nullable
    String head(Connection connection, UUID sessionId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(HEAD)) {
            statement.setObject(1, sessionId);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getString(1) : null;
            }
        }
    }

    /** Those of the ids that are in the log, of whatever session. */
    Set<UUID> stored(Connection connection, List<UUID> ids) throws SQLException {
        Set<UUID> stored = new HashSet<>();
        Array array = connection.createArrayOf("uuid", ids.toArray());
        try (PreparedStatement statement = connection.prepareStatement(STORED)) {
            statement.setArray(1, array);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    stored.add(rows.getObject(1, UUID.class));
                }
            }
        } finally {
            array.free();
        }
        return stored;
    }

    /**
     * Inserts events that are linked and signed.
     *
     * @throws KeyRotatedException when another key signs now; roll back
     */
    void insert(Connection connection, List<HeldEvent> events) throws SQLException {
        boolean signed = signatures.holds(connection);
        boolean guarded = keys.holds(connection);
        String insert = (signed ? SIGNED : UNSIGNED) + (guarded ? WHILE_ACTIVE : "");
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            if (events.size() == 1) { // no batch: what fails then says nothing of its values
                bind(statement, events.get(0), signed, guarded);
                inserted(statement.executeUpdate());
                return;
            }
            for (HeldEvent event : events) {
                bind(statement, event, signed, guarded);
                statement.addBatch();
            }
            for (int count : statement.executeBatch()) {
                inserted(count);
            }
        }
    }

    private void inserted(int count) {
        if (count == 0) {
            throw rotated();
        }
    }

    private KeyRotatedException rotated() {
        String key = signer.chainKey().prefix();
        return new KeyRotatedException("the key of the audit chain was rotated, and this process still signs with "
                + key + "; restart it with the new GOVERNANCE_AUDIT_SECRET, and with the old one in"
                + " GOVERNANCE_CHAIN_KEY_" + key + " for the events that wait until then");
    }

    private void bind(PreparedStatement statement, HeldEvent held, boolean signed, boolean guarded)
            throws SQLException {
        ChainEvent event = held.event();
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
        statement.setString(11, held.mac());
        statement.setObject(12, event.createdAt().atOffset(ZoneOffset.UTC));
        int last = 12;
        if (signed) {
            statement.setString(++last, held.signature().hex());
            statement.setString(++last, held.signature().fingerprint());
            statement.setString(++last, held.signature().status());
        }
        if (guarded) {
            statement.setString(++last, signer.chainKey().fingerprint());
            statement.setString(++last, signer.chainKey().fingerprint());
        }
    }
}
