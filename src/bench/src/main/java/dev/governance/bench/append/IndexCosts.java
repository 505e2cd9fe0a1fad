package dev.governance.bench.append;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.governance.bench.machine.Latencies;
import dev.governance.bench.machine.Numbers;
import dev.governance.bench.machine.Place;
import dev.governance.bench.machine.ServerProcess;
import dev.governance.bench.machine.Talk;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.db.Jdbc;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What each index of the console alone adds to an INSERT: the server's processor time with it and without it. */
final class IndexCosts {
    private static final int WRITERS = 4;
    private static final Duration LENGTH = Duration.ofMillis(1_200);
    private static final String NONE = "none of them";

    private static final String DEFINITIONS = """
            select regexp_replace(indexrelid::regclass::text, '.*\\.', ''), pg_get_indexdef(indexrelid)
              from pg_index
             where indrelid = 'governance_audit_events'::regclass
               and indexrelid::regclass::text like '%governance_console_%'
             order by 1
            """;

    private final DatabaseUrl url;
    private final ServerProcess server;
    private final Map<String, String> definitions;
    private final Map<String, List<Double>> micros = new LinkedHashMap<>();

    /**
     * Prepares the measurement.
     *
     * @param full where all of these indexes are
     * @param narrow where none of them is, and each is for a while
     */
    IndexCosts(DatabaseUrl full, DatabaseUrl narrow, ServerProcess server) {
        this.url = narrow;
        this.server = server;
        this.definitions = definitions(full);
    }

    private static Map<String, String> definitions(DatabaseUrl url) {
        try (Connection connection = url.connect()) {
            Map<String, String> definitions = new LinkedHashMap<>();
            Jdbc.list(connection, DEFINITIONS, row -> definitions.put(row.getString(1), row.getString(2)));
            return definitions;
        } catch (SQLException e) {
            throw new IllegalStateException("indexes could not be read: " + e.getMessage(), e);
        }
    }

    void round() {
        measure(NONE);
        definitions.forEach((name, definition) -> {
            Place.execute(url, definition);
            measure(name);
            Place.execute(url, "drop index " + name);
        });
    }

    private void measure(String name) {
        try (Writers writers = new InsertWriters(url, WRITERS, Flush.REAL)) {
            writers.run(LENGTH.dividedBy(4), new Latencies());
            Latencies taken = new Latencies();
            Duration before = server.processorTime();
            writers.run(LENGTH, taken);
            Duration spent = server.processorTime().minus(before);
            micros.computeIfAbsent(name, unused -> new ArrayList<>())
                    .add(spent.toNanos() / 1e3 / Math.max(1, taken.count()));
        }
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        double least = Numbers.median(micros.getOrDefault(NONE, List.of()));
        Numbers.put(json, "insert_without_them_us", least);
        ObjectNode more = json.putObject("each_adds_us");
        definitions.keySet().forEach(name -> {
            double cost = Numbers.median(micros.getOrDefault(name, List.of())) - least;
            Numbers.put(more, name, cost);
            Talk.say(name + " adds " + Math.round(cost) + " us of the server to an INSERT of " + Math.round(least));
        });
        return json;
    }
}
