package dev.governance.bench.stream;

import dev.governance.chain.ChainEvent;
import dev.governance.chain.ChainKey;
import dev.governance.chain.Timestamps;
import dev.governance.console.db.DatabaseUrl;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes events of one agent, rightly chained and signed, a transaction each. */
final class RowWriter {
    private static final int SESSION = 200;
    private static final String INSERT = """
            insert into governance_audit_events
                   (event_id, session_id, agent_id, kind, metadata_json, prev_hash, hmac_value, created_at,
                    signature_status)
            values (?, ?, ?, 'tool.call', ?::jsonb, ?, ?, ?::timestamptz, 'unsigned')
            """;

    private final ChainKey key;
    private final String agent;
    private final PreparedStatement insert;
    private UUID session = UUID.randomUUID();
    private @Nullable String head;
    private int written;

    RowWriter(DatabaseUrl url, ChainKey key, int number) throws SQLException {
        this.key = key;
        this.agent = "billing-agent-" + number;
        Connection connection = url.connect();
        this.insert = connection.prepareStatement(INSERT);
    }

    void write(String stamp) throws SQLException {
        if (++written % SESSION == 0) {
            session = UUID.randomUUID();
            head = null;
        }
        ChainEvent event = new ChainEvent(
                UUID.randomUUID(),
                session,
                agent,
                null,
                "tool.call",
                null,
                null,
                null,
                "{\"tool\": \"refund\", \"stamp\": \"" + stamp + "\", \"customer\": \"c-481516\"}",
                head,
                Timestamps.now(Clock.systemUTC()));
        String mac = key.mac(event.canonicalBytes());
        insert.setObject(1, event.eventId());
        insert.setObject(2, event.sessionId());
        insert.setString(3, event.agentId());
        insert.setString(4, event.metadataJson());
        insert.setString(5, head);
        insert.setString(6, mac);
        insert.setString(7, event.createdAt().toString());
        insert.executeUpdate();
        head = mac;
    }
}
