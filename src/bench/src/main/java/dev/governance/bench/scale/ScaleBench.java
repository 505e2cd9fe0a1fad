package dev.governance.bench.scale;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.governance.bench.machine.Numbers;
import dev.governance.bench.machine.Person;
import dev.governance.bench.machine.Place;
import dev.governance.bench.machine.Rounds;
import dev.governance.bench.machine.RunningConsole;
import dev.governance.bench.machine.Talk;
import dev.governance.bench.stream.Clients;
import dev.governance.bench.stream.Feed;
import dev.governance.bench.stream.Side;
import dev.governance.bench.stream.Source;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.db.schema.Migrations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The same clients and the same events on one, two and three consoles of one database, all on this machine. */
public final class ScaleBench {
    private static final List<Integer> NODES = List.of(1, 2, 3);
    private static final int CLIENTS = 900;
    private static final int USUAL_ROWS = 1_600;
    private static final double STEADY = 20; // events a second
    private static final double FLOOD = 400;
    private static final int WRITERS = 4;

    private final Place place;
    private final int clients;
    private final int rounds;
    private final double seconds;
    private final Map<Integer, Rounds> steady = new LinkedHashMap<>();
    private final Map<Integer, Rounds> flood = new LinkedHashMap<>();
    private String cookie = ""; // one for all: a console lets few people a minute in from one address
    private long next;

    /**
     * Prepares the measurement.
     *
     * @param rows of a flood; with fewer than usual there are fewer clients, too
     */
    public ScaleBench(Place place, long rows, int rounds) {
        this.place = place;
        this.rounds = rounds;
        this.clients = (int) Math.rint(CLIENTS * Math.min(1, rows / (double) USUAL_ROWS));
        this.seconds = rows / FLOOD;
        NODES.forEach(nodes -> {
            steady.put(nodes, new Rounds());
            flood.put(nodes, new Rounds());
        });
    }

    public ObjectNode run() {
        DatabaseUrl url = place.database("scale");
        Migrations.migrate(url, false, step -> {});
        String load = Place.load();
        Person person = Person.added(place, url, "admin");
        try (Feed feed = new Feed(place, url)) {
            for (int round = 0; round < rounds; round++) {
                List<Integer> turn = new ArrayList<>(NODES);
                Collections.rotate(turn, round);
                for (int nodes : turn) {
                    List<RunningConsole> consoles = new ArrayList<>();
                    try {
                        for (int i = 0; i < nodes; i++) {
                            consoles.add(RunningConsole.on(place, url, Source.MANY, person));
                        }
                        measure(consoles, feed);
                    } finally {
                        consoles.forEach(RunningConsole::close);
                    }
                }
            }
        }
        return report(load);
    }

    private void measure(List<RunningConsole> consoles, Feed feed) {
        int nodes = consoles.size();
        if (cookie.isEmpty()) {
            cookie = consoles.get(0).browser().cookie();
        }
        try (Clients followers = new Clients(
                place,
                consoles.stream().map(console -> Source.of(console, cookie)).toList())) {
            followers.connect(clients);
            Side side = new Side(
                    "consoles",
                    followers,
                    (perSecond, first, rows) -> feed.rows(WRITERS, perSecond, first, rows),
                    () -> consoles.stream().map(RunningConsole::processorTime).reduce(Duration.ZERO, Duration::plus),
                    () -> consoles.stream()
                            .mapToDouble(RunningConsole::residentMib)
                            .sum(),
                    place.server());
            stretch(side, FLOOD, new Rounds()); // each is new, and Java compiles what it runs often
            stretch(side, STEADY, rounds(steady, nodes));
            stretch(side, FLOOD, rounds(flood, nodes));
        }
        Talk.say(nodes + " nodes: " + rounds(flood, nodes).median("deliveries_per_s") + " deliveries/s, p99 at ease "
                + rounds(steady, nodes).median("p99_ms") + " ms");
    }

    private static Rounds rounds(Map<Integer, Rounds> of, int nodes) {
        return of.computeIfAbsent(nodes, unused -> new Rounds());
    }

    private void stretch(Side side, double perSecond, Rounds into) {
        int rows = (int) Math.max(1, Math.rint(perSecond * seconds));
        side.stretch(perSecond, next, rows, into);
        next += rows;
    }

    private ObjectNode report(String load) {
        int most = NODES.get(NODES.size() - 1);
        ObjectNode report = JsonNodeFactory.instance.objectNode();
        report.put("bench", "scale");
        report.put("rounds", rounds);
        report.put("clients", clients);
        report.put("fed_by", WRITERS + " writers of rows in PostgreSQL, a transaction each");
        Numbers.put(report, "ratio", ratio(flood, most, "deliveries_per_s"));
        Numbers.put(report, "p50_ms", rounds(steady, most).median("p50_ms"));
        Numbers.put(report, "p99_ms", rounds(steady, most).median("p99_ms"));
        report.put("missed", Math.round(missed()));
        report.put("load_at_start", load);
        for (int nodes : NODES) {
            ObjectNode json = report.putObject(nodes + (nodes == 1 ? "_node" : "_nodes"));
            json.set("steady", rounds(steady, nodes).json());
            json.set("flood", rounds(flood, nodes).json());
        }
        return report;
    }

    private double ratio(Map<Integer, Rounds> of, int nodes, String figure) {
        return rounds(of, nodes).median(figure) / rounds(of, NODES.get(0)).median(figure);
    }

    private double missed() {
        return NODES.stream()
                .mapToDouble(nodes -> rounds(steady, nodes).sum("missed")
                        + rounds(flood, nodes).sum("missed"))
                .sum();
    }
}
