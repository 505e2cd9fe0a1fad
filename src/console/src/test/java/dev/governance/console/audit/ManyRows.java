package dev.governance.console.audit;

import dev.governance.chain.ChainEvent;
import dev.governance.chain.ChainKey;
import dev.governance.console.db.DatabaseUrl;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.postgresql.PGConnection;

/** Many well signed rows at once: sessions of equal length, whose rows lie mixed in the log. */
final class ManyRows {
    private static final int BATCH = 20_000;
    private static final Instant BEGIN = Instant.parse("2026-05-01T10:00:00.000001Z");

    /** Writes {@code sessions} times {@code length} rows; the id of session n is {@code new UUID(run, n)}. */
    static void write(DatabaseUrl url, ChainKey key, long run, int sessions, int length) throws SQLException {
        String[] heads = new String[sessions];
        try (Connection connection = url.connect()) {
            StringBuilder rows = new StringBuilder();
            int batched = 0;
            for (int turn = 0; turn < length; turn++) {
                for (int session = 0; session < sessions; session++) {
                    heads[session] = row(rows, key, new UUID(run, session), turn, heads[session]);
                    if (++batched == BATCH) {
                        send(connection, rows);
                        batched = 0;
                    }
                }
            }
            send(connection, rows);
        }
    }

    private static String row(StringBuilder rows, ChainKey key, UUID session, int turn, String head) {
        ChainEvent event = new ChainEvent(
                UUID.randomUUID(),
                session,
                "agent-" + session.getLeastSignificantBits() % 20,
                null,
                turn % 2 == 0 ? "tool.call" : "tool.result",
                "model-1",
                null,
                null,
                "{\"amount\":12.5,\"currency\":\"EUR\",\"customer\":\"c-" + turn
                        + "\",\"note\":\"refund of a broken item\",\"tool\":\"refund\"}",
                head,
                BEGIN.plusMillis(turn));
        String mac = key.mac(event.canonicalBytes());
        rows.append(event.eventId())
                .append('\t')
                .append(session)
                .append('\t')
                .append(event.agentId())
                .append('\t')
                .append(event.kind())
                .append('\t')
                .append(event.model())
                .append('\t')
                .append(event.metadataJson())
                .append('\t')
                .append(head == null ? "\\N" : head)
                .append('\t')
                .append(mac)
                .append('\t')
                .append(event.createdAt())
                .append('\n');
        return mac;
    }

    private static void send(Connection connection, StringBuilder rows) throws SQLException {
        try (Reader text = new StringReader(rows.toString())) {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(
                            "copy governance_audit_events (event_id, session_id, agent_id, kind, model, metadata_json,"
                                    + " prev_hash, hmac_value, created_at) from stdin",
                            text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        rows.setLength(0);
    }

    private ManyRows() {}
}
