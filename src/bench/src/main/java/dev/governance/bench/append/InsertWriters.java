package dev.governance.bench.append;

import dev.governance.bench.machine.Latencies;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.wire.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;

/** The bare INSERT, a transaction each, without lock, head and signature: nothing hides what the schema costs. */
final class InsertWriters implements Writers {
    private static final String INSERT = """
            insert into governance_audit_events
                   (event_id, session_id, agent_id, kind, metadata_json, prev_hash, hmac_value, created_at,
                    signature_status)
            values (?, ?, ?, ?, ?::jsonb, ?, ?, now(), 'unsigned')
            """;
    private static final String MAC = "a3792a42666f4419b66e858f7067b85c7eb9839c5fd0aafa2c342ea9d9b9a116";

    private final KeptConnections connections;
    private final Team team;
    private final String metadata = Json.write(Content.METADATA);

    InsertWriters(DatabaseUrl url, int count, Flush flush) {
        this.connections = new KeptConnections(flush.on(url), count);
        this.team = new Team(count);
    }

    @Override
    public void run(Duration length, Latencies latencies) {
        long end = System.nanoTime() + length.toNanos();
        team.each(number -> {
            UUID session = UUID.randomUUID();
            try (Connection connection = connections.getConnection();
                    PreparedStatement insert = connection.prepareStatement(INSERT)) {
                for (int i = 1; System.nanoTime() < end; i++) {
                    if (i % Content.SESSION == 0) {
                        session = UUID.randomUUID();
                    }
                    long began = System.nanoTime();
                    insert(insert, session, Content.AGENT + number);
                    latencies.add(System.nanoTime() - began);
                }
            }
        });
    }

    private void insert(PreparedStatement insert, UUID session, String agent) throws SQLException {
        insert.setObject(1, UUID.randomUUID());
        insert.setObject(2, session);
        insert.setString(3, agent);
        insert.setString(4, Content.KIND);
        insert.setString(5, metadata);
        insert.setString(6, MAC);
        insert.setString(7, MAC);
        insert.executeUpdate();
    }

    @Override
    public void close() {
        team.close();
        connections.close();
    }
}
