package dev.governance.bench.posture;

import com.fasterxml.jackson.databind.JsonNode;
import dev.governance.bench.data.Filling;
import dev.governance.bench.machine.Browser;
import dev.governance.bench.machine.Latencies;
import dev.governance.bench.machine.Place;
import dev.governance.bench.machine.RunningConsole;
import dev.governance.bench.machine.Talk;
import dev.governance.chain.ChainEvent;
import dev.governance.chain.ChainKey;
import dev.governance.chain.Timestamps;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.db.schema.Migrations;
import dev.governance.console.wire.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** A log of some length, and a console on it. */
final class Fleet implements AutoCloseable {
    private static final String APPEND = """
            insert into governance_audit_events
                   (event_id, session_id, agent_id, kind, metadata_json, hmac_value, created_at, signature_status)
            values (?, ?, ?, 'tool.call', '{}', ?, ?, 'unsigned')
            returning chain_seq
            """;

    private final String name;
    private final ChainKey key;
    private final DatabaseUrl url;
    private final RunningConsole console;
    private final Browser browser;
    private final double firstMs;
    private final Map<String, Latencies> figures = new LinkedHashMap<>();

    private Fleet(String name, ChainKey key, DatabaseUrl url, RunningConsole console) {
        this.name = name;
        this.key = key;
        this.url = url;
        this.console = console;
        this.browser = console.browser();
        Latencies first = new Latencies();
        timed("/api/posture", first);
        this.firstMs = first.ms(1);
    }

    static Fleet open(Place place, String name, long rows) {
        DatabaseUrl url = place.database("posture_" + name);
        Migrations.migrate(url, false, step -> {});
        Filling.fill(place, url, rows);
        Talk.say(name + ": " + rows + " rows");
        return new Fleet(name, place.key(), url, RunningConsole.on(place, url));
    }

    /** Something happens, and the posture is asked for until it tells of it; then once more, and the lists beside it. */
    void step() {
        long written = append();
        long began = System.nanoTime();
        while (timed("/api/posture", of("posture")).get("position").asLong() < written) {
            Thread.onSpinWait();
        }
        of("event to posture").add(System.nanoTime() - began);
        timed("/api/agents?limit=500", of("agents"));
        timed("/api/events/stats", of("stats"));
    }

    private long append() {
        ChainEvent event = new ChainEvent(
                UUID.randomUUID(),
                UUID.randomUUID(),
                "posture-agent",
                null,
                "tool.call",
                null,
                null,
                null,
                "{}",
                null,
                Timestamps.now(Clock.systemUTC()));
        try (Connection connection = url.connect();
                PreparedStatement append = connection.prepareStatement(APPEND)) {
            append.setObject(1, event.eventId());
            append.setObject(2, event.sessionId());
            append.setString(3, event.agentId());
            append.setString(4, key.mac(event.canonicalBytes()));
            append.setObject(5, event.createdAt().atOffset(ZoneOffset.UTC));
            try (ResultSet appended = append.executeQuery()) {
                appended.next();
                return appended.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("no event was written", e);
        }
    }

    private JsonNode timed(String path, Latencies latencies) {
        long began = System.nanoTime();
        String body = browser.get(path);
        latencies.add(System.nanoTime() - began);
        return Json.tree(body);
    }

    private Latencies of(String figure) {
        return figures.computeIfAbsent(figure, unused -> new Latencies());
    }

    Latencies postures() {
        return of("posture");
    }

    Map<String, Latencies> figures() {
        return figures;
    }

    String name() {
        return name;
    }

    double firstMs() {
        return firstMs;
    }

    @Override
    public void close() {
        console.close();
    }
}
