package dev.governance.bench.halt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.governance.bench.machine.Child;
import dev.governance.bench.machine.Numbers;
import dev.governance.bench.machine.Place;
import dev.governance.bench.machine.Talk;
import dev.governance.bench.machine.Words;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** {@link AssertNotHalted}, run by JMH in a process of its own. */
final class CachedCheck {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final double LIMIT_NS = 50;

    private final Place place;
    private final DatabaseUrl url;

    CachedCheck(Place place, DatabaseUrl url) {
        this.place = place;
        this.url = url;
    }

    ObjectNode json() {
        Path result = place.folder().resolve("jmh.json");
        try (Child child = Child.start(
                place.folder(),
                place.environment(url),
                Words.of(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.openjdk.jmh.Main",
                        AssertNotHalted.class.getName(),
                        "-f",
                        "1",
                        "-wi",
                        "3",
                        "-w",
                        "1",
                        "-i",
                        "5",
                        "-r",
                        "1",
                        "-prof",
                        "gc",
                        "-rf",
                        "json",
                        "-rff",
                        result.toString()))) {
            if (child.await(LIMIT) != 0) {
                throw new IllegalStateException("the check cannot be measured: " + child.talk() + child.output());
            }
        }
        JsonNode found = read(result);
        double nanos = found.at("/0/primaryMetric/score").asDouble();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        Numbers.put(json, "ns", nanos);
        Numbers.put(json, "error_ns", found.at("/0/primaryMetric/scoreError").asDouble());
        Numbers.put(
                json,
                "bytes",
                found.at("/0/secondaryMetrics/gc.alloc.rate.norm/score").asDouble(Double.NaN));
        json.put("limit_ns", LIMIT_NS);
        Numbers.put(json, "ratio", nanos / LIMIT_NS);
        Talk.say("a check that passes takes " + Numbers.rounded(nanos) + " ns");
        return json;
    }

    private static JsonNode read(Path result) {
        try {
            return Json.tree(Files.readString(result));
        } catch (IOException e) {
            throw new UncheckedIOException("JMH left no result", e);
        }
    }
}
