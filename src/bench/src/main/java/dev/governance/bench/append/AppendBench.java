package dev.governance.bench.append;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.governance.bench.machine.Latencies;
import dev.governance.bench.machine.Numbers;
import dev.governance.bench.machine.Place;
import dev.governance.bench.machine.Talk;
import dev.governance.console.db.DatabaseUrl;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** How much slower appending is because there is a console, and whether its stream misses a row. */
public final class AppendBench {
    private static final Duration WARM = Duration.ofSeconds(1);

    private final Place place;
    private final long rows;
    private final int rounds;

    /** Prepares the measurement; as many rows are in the log before, and are sent through the stream after. */
    public AppendBench(Place place, long rows, int rounds) {
        this.place = place;
        this.rows = rows;
        this.rounds = rounds;
    }

    public ObjectNode run() {
        Schemas schemas = new Schemas(place, rows);
        List<Throughput> ways = Way.all().stream().map(Throughput::new).toList();
        warm(schemas);
        List<DatabaseUrl> heard = Stream.of(Schema.CONSOLE, Schema.NARROW, Schema.ROW_NOTIFY)
                .map(schemas::url)
                .toList();
        Listener.whileOn(heard, () -> rounds(schemas, ways));
        ObjectNode report = report(schemas, ways);
        report.set("indexes", indexes(schemas));
        report.set("stream", new Bridge(place, schemas.url(Schema.CONSOLE)).measure(rows));
        return report;
    }

    /** The runtime compiles what it runs often; whoever is measured first would pay for all. */
    private static void warm(Schemas schemas) {
        for (Way way : Way.all()) {
            try (Writers writers = way.open(schemas, Schema.PYTHON)) {
                writers.run(WARM, new Latencies());
            }
        }
    }

    private void rounds(Schemas schemas, List<Throughput> ways) {
        for (int round = 0; round < rounds; round++) {
            Talk.say("round " + (round + 1) + " of " + rounds);
            for (Throughput way : ways) {
                way.round(round, schemas);
            }
        }
    }

    private ObjectNode indexes(Schemas schemas) {
        IndexCosts costs = new IndexCosts(schemas.url(Schema.CONSOLE), schemas.url(Schema.NARROW), schemas.server());
        for (int round = 0; round < rounds; round++) {
            costs.round();
        }
        return costs.json();
    }

    private ObjectNode report(Schemas schemas, List<Throughput> ways) {
        Throughput first = ways.get(0);
        Throughput worst = ways.stream()
                .min(Comparator.comparingDouble(way -> way.ratio(Schema.CONSOLE)))
                .orElseThrow();
        ObjectNode report = JsonNodeFactory.instance.objectNode();
        report.put("bench", "append");
        report.put("rows", rows);
        report.put("measured", first.way().toString());
        Numbers.put(report, "rows_per_s", Math.rint(first.median(Schema.CONSOLE)));
        Numbers.put(report, "ceiling_rows_per_s", Math.rint(first.median(Schema.PYTHON)));
        Numbers.put(report, "ratio", first.ratio(Schema.CONSOLE));
        Numbers.put(report, "worst_ratio", worst.ratio(Schema.CONSOLE));
        report.put("worst", worst.way().toString());
        Numbers.put(report, "peer_ratio", first.ratio(Schema.CONSOLE) / first.ratio(Schema.ROW_NOTIFY));
        report.put("peer", "the same schema with the NOTIFY for each row of the Python package's console");
        Numbers.put(report, "p50_ms", first.latencies(Schema.CONSOLE).ms(0.5));
        Numbers.put(report, "p99_ms", first.latencies(Schema.CONSOLE).ms(0.99));
        report.put("baseline", schemas.baseline());
        ObjectNode detail = report.putObject("ways");
        ways.forEach(way -> detail.set(way.way().toString(), way.json()));
        return report;
    }
}
