package dev.governance.bench.dashboard;

import dev.governance.bench.machine.Place;
import dev.governance.bench.machine.Talk;
import dev.governance.chain.ChainEvent;
import dev.governance.chain.ChainKey;
import dev.governance.chain.Timestamps;
import dev.governance.console.db.DatabaseUrl;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Writes events of nine agents at a steady pace, rightly chained and signed, a statement each tenth of a second. */
final class Feeder implements AutoCloseable {
    private static final List<String> AGENTS = List.of(
            "billing-agent",
            "refund-agent",
            "research-agent",
            "support-triage",
            "deploy-bot",
            "data-export",
            "summariser",
            "fraud-screen",
            "inventory-sync");
    private static final List<String> KINDS =
            List.of("llm.call", "llm.result", "tool.call", "tool.result", "scope.allowed", "tool.call", "tool.result");
    private static final int BLOCKED_EVERY = 97;
    private static final int SESSION = 200;
    private static final Duration TICK = Duration.ofMillis(100);

    private static final String INSERT = """
        insert into governance_audit_events
               (event_id, session_id, agent_id, kind, metadata_json, prev_hash, hmac_value, created_at, signature_status)
        select event_id, session_id, agent_id, kind, metadata_json::jsonb, prev_hash, hmac_value, created_at, 'unsigned'
          from unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[])
               with ordinality
            as row (event_id, session_id, agent_id, kind, metadata_json, prev_hash, hmac_value, created_at, place)
         order by place
        """;

    private final ChainKey key;
    private final Connection connection;
    private final @Nullable UUID[] sessions = new UUID[AGENTS.size()];
    private final @Nullable String[] heads = new String[AGENTS.size()];
    private long written;

    Feeder(Place place, DatabaseUrl url) {
        this.key = place.key();
        this.connection = url.connect();
    }

    /**
     * Writes so many rows over so long; blocks.
     *
     * @return how long it took
     */
    Duration feed(long rows, Duration length) {
        long began = System.nanoTime();
        long done = 0;
        while (done < rows) {
            long passed = Math.min(length.toNanos(), System.nanoTime() - began + TICK.toNanos());
            long due = length.isZero() ? rows : Math.min(rows, rows * passed / length.toNanos());
            if (due > done) {
                write((int) (due - done));
                done = due;
            }
            LockSupport.parkNanos(TICK.toNanos() - (System.nanoTime() - began) % TICK.toNanos());
        }
        Duration taken = Duration.ofNanos(System.nanoTime() - began);
        Talk.say(rows + " rows written in " + taken.toMillis() + " ms");
        return taken;
    }

    /** A column each, as one statement takes them. */
    private static final class Columns {
        final List<List<@Nullable Object>> values = new ArrayList<>();

        Columns(int count) {
            for (int i = 0; i < count; i++) {
                values.add(new ArrayList<>());
            }
        }

        void add(@Nullable Object... row) {
            for (int i = 0; i < row.length; i++) {
                values.get(i).add(row[i]);
            }
        }
    }

    private void write(int rows) {
        List<String> types = List.of("uuid", "uuid", "text", "text", "text", "text", "text", "text");
        Columns columns = new Columns(types.size());
        for (int i = 0; i < rows; i++) {
            row(columns);
        }
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (int i = 0; i < types.size(); i++) {
                Array array = connection.createArrayOf(
                        types.get(i), columns.values.get(i).toArray());
                insert.setArray(i + 1, array);
            }
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("rows could not be written: " + e.getMessage(), e);
        }
    }

    private void row(Columns columns) {
        int agent = (int) (written % AGENTS.size());
        UUID session = sessions[agent];
        if (session == null || written / AGENTS.size() % SESSION == 0) {
            session = UUID.randomUUID();
            sessions[agent] = session;
            heads[agent] = null;
        }
        boolean blocked = written % BLOCKED_EVERY == 0;
        ChainEvent event = new ChainEvent(
                UUID.randomUUID(),
                session,
                AGENTS.get(agent),
                null,
                blocked ? "scope.violation" : KINDS.get((int) (written % KINDS.size())),
                null,
                null,
                null,
                "{\"tool\": \"read_invoice_" + written % 1_000 + "\"}",
                heads[agent],
                Timestamps.now(Clock.systemUTC()));
        String mac = key.mac(event.canonicalBytes());
        columns.add(
                event.eventId(),
                event.sessionId(),
                event.agentId(),
                event.kind(),
                event.metadataJson(),
                heads[agent],
                mac,
                event.createdAt().toString());
        heads[agent] = mac;
        written++;
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            Talk.say("a connection was gone already: " + e.getMessage());
        }
    }
}
