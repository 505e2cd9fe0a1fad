package dev.governance.bench.append;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.governance.bench.machine.Latencies;
import dev.governance.bench.machine.Numbers;
import dev.governance.bench.machine.ServerProcess;
import dev.governance.bench.machine.Talk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** One way of appending, measured on several schemas that take turns. */
final class Throughput {
    private static final Duration WARM = Duration.ofMillis(400);
    private static final Duration LENGTH = Duration.ofMillis(1_800);

    private final Way way;
    private final Map<Schema, List<Double>> rates = new EnumMap<>(Schema.class);
    private final Map<Schema, List<Double>> processor = new EnumMap<>(Schema.class);
    private final Map<Schema, Latencies> latencies = new EnumMap<>(Schema.class);

    Throughput(Way way) {
        this.way = way;
    }

    /** Measures every schema once, in another order each round. */
    void round(int round, Schemas schemas) {
        ServerProcess server = schemas.server();
        List<Schema> turn = new ArrayList<>(way.schemas());
        Collections.rotate(turn, round);
        for (Schema schema : turn) {
            try (Writers open = way.open(schemas, schema)) {
                open.run(WARM, new Latencies());
                Latencies taken = new Latencies();
                Duration before = server.processorTime();
                long began = System.nanoTime();
                open.run(LENGTH, taken);
                Duration spent = server.processorTime().minus(before);
                processor
                        .computeIfAbsent(schema, unused -> new ArrayList<>())
                        .add(spent.toNanos() / 1e3 / Math.max(1, taken.count()));
                double rate = taken.count() / ((System.nanoTime() - began) / 1e9);
                rates.computeIfAbsent(schema, unused -> new ArrayList<>()).add(rate);
                latencies.computeIfAbsent(schema, unused -> new Latencies()).addAll(taken);
            }
        }
        Talk.say(way + ": "
                + turn.stream().map(s -> s + " " + Math.round(last(s))).toList());
    }

    private double last(Schema schema) {
        List<Double> all = Objects.requireNonNull(rates.get(schema));
        return all.get(all.size() - 1);
    }

    Way way() {
        return way;
    }

    double median(Schema schema) {
        return Numbers.median(rates.getOrDefault(schema, List.of()));
    }

    Latencies latencies(Schema schema) {
        return latencies.getOrDefault(schema, new Latencies());
    }

    /** The median over the rounds of what a schema reached of the baseline in the same round. */
    double ratio(Schema schema) {
        List<Double> own = rates.getOrDefault(schema, List.of());
        List<Double> base = rates.getOrDefault(Schema.PYTHON, List.of());
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < own.size(); i++) {
            ratios.add(own.get(i) / base.get(i));
        }
        return Numbers.median(ratios);
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        rates.keySet().forEach(schema -> {
            ObjectNode figures = json.putObject(schema.toString());
            Numbers.put(figures, "appends_per_s", Math.rint(median(schema)));
            Numbers.put(figures, "ratio", ratio(schema));
            Numbers.put(figures, "server_cpu_us", Numbers.median(processor.getOrDefault(schema, List.of())));
            Numbers.put(figures, "p50_ms", latencies(schema).ms(0.5));
            Numbers.put(figures, "p99_ms", latencies(schema).ms(0.99));
        });
        return json;
    }
}
