package dev.governance.bench.posture;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.governance.bench.machine.Numbers;
import dev.governance.bench.machine.Place;
import dev.governance.bench.machine.Talk;
import java.util.List;

/** What the posture costs above a small log and above a large one. */
public final class PostureBench {
    private static final long SMALL = 10_000;
    private static final int EVENTS = 100;

    private final Place place;
    private final long rows;
    private final int rounds;

    public PostureBench(Place place, long rows, int rounds) {
        this.place = place;
        this.rows = rows;
        this.rounds = rounds;
    }

    public ObjectNode run() {
        try (Fleet small = Fleet.open(place, "small", SMALL);
                Fleet large = Fleet.open(place, "large", rows)) {
            for (int round = 1; round <= rounds; round++) {
                for (int event = 0; event < EVENTS; event++) { // in turns, so that a busy moment falls on both alike
                    small.step();
                    large.step();
                }
                Talk.say("round " + round + " of " + rounds + ": posture p99 "
                        + small.postures().ms(0.99) + " and " + large.postures().ms(0.99) + " ms");
            }
            return report(small, large);
        }
    }

    private ObjectNode report(Fleet small, Fleet large) {
        ObjectNode report = JsonNodeFactory.instance.objectNode();
        report.put("bench", "posture");
        report.put("rows", rows);
        Numbers.put(report, "p50_ms", large.postures().ms(0.5));
        Numbers.put(report, "p99_ms", large.postures().ms(0.99));
        Numbers.put(
                report, "p50_ratio", large.postures().ms(0.5) / small.postures().ms(0.5));
        Numbers.put(
                report,
                "p99_ratio",
                large.postures().ms(0.99) / small.postures().ms(0.99));
        for (Fleet fleet : List.of(small, large)) {
            ObjectNode figures = report.putObject(fleet.name());
            Numbers.put(figures, "first_posture_ms", fleet.firstMs());
            fleet.figures().forEach((name, taken) -> figures.set(name, taken.json()));
        }
        return report;
    }
}
