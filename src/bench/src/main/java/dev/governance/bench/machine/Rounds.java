package dev.governance.bench.machine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Figures that every round gives anew: the middle one counts, and how far they lie apart is told. */
public final class Rounds {
    private final Map<String, List<Double>> figures = new LinkedHashMap<>();

    /** Adds what one round gave; NaN, where it gave nothing, is left out. */
    public void add(String name, double value) {
        List<Double> values = figures.computeIfAbsent(name, unused -> new ArrayList<>());
        if (Double.isFinite(value)) {
            values.add(value);
        }
    }

    public void add(String name, long count) {
        add(name, (double) count);
    }

    public double median(String name) {
        return Numbers.median(values(name));
    }

    public List<Double> values(String name) {
        return List.copyOf(figures.getOrDefault(name, List.of()));
    }

    public double sum(String name) {
        return values(name).stream().mapToDouble(Double::doubleValue).sum();
    }

    /** Each figure's middle, and beside it the least and the most. */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        figures.forEach((name, values) -> {
            Numbers.put(json, name, Numbers.median(values));
            if (values.size() > 1) {
                json.putArray(name + "_spread")
                        .add(Numbers.rounded(Collections.min(values)))
                        .add(Numbers.rounded(Collections.max(values)));
            }
        });
        return json;
    }
}
