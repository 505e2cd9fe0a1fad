package dev.governance.bench.machine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How fast each of several things went in each round. */
public final class Rates {
    private final Map<String, List<Double>> rounds = new LinkedHashMap<>();

    public void add(String name, double rowsPerSecond) {
        rounds.computeIfAbsent(name, unused -> new ArrayList<>()).add(rowsPerSecond);
        Talk.say(name + ": " + Math.round(rowsPerSecond) + " rows/s");
    }

    public double best(String name) {
        return Numbers.best(rounds.getOrDefault(name, List.of()));
    }

    public double median(String name) {
        return Numbers.median(rounds.getOrDefault(name, List.of()));
    }

    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        rounds.keySet().forEach(name -> {
            ObjectNode rates = json.putObject(name);
            Numbers.put(rates, "best", Math.rint(best(name)));
            Numbers.put(rates, "median", Math.rint(median(name)));
        });
        return json;
    }
}
