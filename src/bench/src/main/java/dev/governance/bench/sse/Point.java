package dev.governance.bench.sse;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.governance.bench.machine.Numbers;
import dev.governance.bench.machine.Rounds;
import dev.governance.bench.machine.Talk;
import dev.governance.bench.stream.Side;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** So many clients at one pace, by each side in turns. */
final class Point {
    private static final int FEWEST_ROWS = 4;

    private final int clients;
    private final Pace pace;
    private final double perSecond;
    private final int rows;
    private final Map<String, Rounds> figures = new LinkedHashMap<>();

    /**
     * Prepares it.
     *
     * @param share of what the pace offers, where there are fewer clients than usual
     * @param seconds how long events come
     */
    Point(int clients, Pace pace, double share, double seconds) {
        this.clients = clients;
        this.pace = pace;
        this.perSecond = pace.perSecond(clients) * share;
        this.rows = (int) Math.max(FEWEST_ROWS, Math.rint(perSecond * seconds));
    }

    /**
     * Measures each side once.
     *
     * @param first number of the events that are to come
     * @return the number after the last
     */
    long round(int round, List<Side> sides, long first) {
        List<Side> turn = new ArrayList<>(sides);
        Collections.rotate(turn, round);
        long next = first;
        for (Side side : turn) {
            side.stretch(perSecond, next, rows, of(side.name()));
            next += rows;
        }
        Talk.say(clients + " clients, " + pace + ": "
                + turn.stream()
                        .map(side -> side.name() + " "
                                + last(side.name(), "deliveries_per_s") + "/s p99 "
                                + last(side.name(), "p99_ms") + " ms")
                        .toList());
        return next;
    }

    private double last(String side, String figure) {
        List<Double> values = of(side).values(figure);
        return values.isEmpty() ? Double.NaN : values.get(values.size() - 1);
    }

    private Rounds of(String side) {
        return figures.computeIfAbsent(side, unused -> new Rounds());
    }

    double median(String side, String figure) {
        return of(side).median(figure);
    }

    double sum(String side, String figure) {
        return of(side).sum(figure);
    }

    /** The median over the rounds of ours to nchan's in the same round; NaN without nchan. */
    double ratio(String figure) {
        List<Double> ours = of(SseBench.OURS).values(figure);
        List<Double> theirs = of(SseBench.PEER).values(figure);
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < Math.min(ours.size(), theirs.size()); i++) {
            ratios.add(ours.get(i) / theirs.get(i));
        }
        return Numbers.median(ratios);
    }

    boolean is(int askedClients, Pace askedPace) {
        return clients == askedClients && pace == askedPace;
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("clients", clients);
        json.put("pace", pace.toString());
        Numbers.put(json, "offered_per_s", perSecond);
        json.put("events", rows);
        for (String figure : List.of("deliveries_per_s", "p99_ms", "cpu_us_per_delivery")) {
            Numbers.put(json, figure + "_ratio", ratio(figure));
        }
        figures.forEach((side, found) -> json.set(side, found.json()));
        return json;
    }
}
