package dev.governance.bench.sse;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.governance.bench.machine.Numbers;
import dev.governance.bench.machine.Place;
import dev.governance.bench.machine.Rounds;
import dev.governance.bench.machine.RunningConsole;
import dev.governance.bench.machine.Talk;
import dev.governance.bench.stream.Clients;
import dev.governance.bench.stream.Feed;
import dev.governance.bench.stream.Sample;
import dev.governance.bench.stream.Side;
import dev.governance.bench.stream.Source;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.db.schema.Migrations;
import java.util.ArrayList;
import java.util.List;

/** How many events a console carries to how many clients, fed by rows in PostgreSQL, beside nginx with nchan. */
public final class SseBench {
    static final String OURS = "console";
    static final String PEER = "nchan";

    private static final String SKIPPED =
            "SKIPPED: the comparison with nginx and nchan, as they are not installed; .ci/tools does that";
    private static final List<Integer> CLIENTS = List.of(1_000, 5_000, 10_000);
    private static final int USUAL_ROWS = 1_600;
    private static final int WRITERS = 4;
    private static final int WARM_ROUNDS = 2;
    private static final double KIB_PER_MIB = 1024;

    private final Place place;
    private final int rounds;
    private final List<Integer> clients;
    private final double share;
    private final double seconds;
    private final List<Point> points = new ArrayList<>();
    private final List<Double> connectedMib = new ArrayList<>();
    private long next = 1;

    /**
     * Prepares the measurement.
     *
     * @param rows of a flood to the fewest clients; with fewer than usual there are fewer clients, too
     */
    public SseBench(Place place, long rows, int rounds) {
        this.place = place;
        this.rounds = rounds;
        this.share = Math.min(1, rows / (double) USUAL_ROWS);
        this.clients =
                CLIENTS.stream().map(count -> (int) Math.rint(count * share)).toList();
        this.seconds = rows / Pace.FLOOD.perSecond(CLIENTS.get(0));
    }

    public ObjectNode run() {
        DatabaseUrl url = place.database("sse");
        Migrations.migrate(url, false, step -> {});
        String load = Place.load();
        try (RunningConsole console = RunningConsole.on(place, url, Source.MANY);
                Feed feed = new Feed(place, url);
                Clients followers = new Clients(place, List.of(Source.of(console)))) {
            Side ours = new Side(
                    OURS,
                    followers,
                    (perSecond, first, rows) -> feed.rows(WRITERS, perSecond, first, rows),
                    console::processorTime,
                    console::residentMib,
                    place.server());
            String sample = Sample.of(console.browser(), feed, 0);
            if (Nchan.isInstalled()) {
                try (Nchan nchan = Nchan.start(place);
                        Clients theirs = new Clients(place, List.of(nchan.source()))) {
                    Side peer = new Side(
                            PEER,
                            theirs,
                            (perSecond, first, rows) ->
                                    feed.publish(nchan.port(), Nchan.PUBLISH, sample, perSecond, first, rows),
                            nchan::processorTime,
                            nchan::residentMib,
                            place.server());
                    measure(List.of(ours, peer));
                }
            } else {
                Talk.say(SKIPPED);
                measure(List.of(ours));
            }
            ObjectNode report = report(console, sample, load);
            report.put("refused_at_first", followers.refused());
            return report;
        }
    }

    private void measure(List<Side> sides) {
        for (int count : clients) {
            sides.forEach(side -> side.clients().connect(count));
            connectedMib.add(sides.get(0).residentMib().getAsDouble());
            Talk.say(count + " clients are connected to each; so far "
                    + sides.get(0).clients().refused() + " were refused at first");
            List<Point> now = List.of(
                    new Point(count, Pace.STEADY, share, seconds), new Point(count, Pace.FLOOD, share, seconds));
            if (points.isEmpty()) {
                warm(count, sides);
            }
            for (int round = 0; round < rounds; round++) {
                for (Point point : now) {
                    next = point.round(round, sides, next);
                }
            }
            points.addAll(now);
        }
    }

    /** Java compiles what it runs often. */
    private void warm(int count, List<Side> sides) {
        Point warm = new Point(count, Pace.FLOOD, share, seconds);
        for (int round = 0; round < Math.min(WARM_ROUNDS, rounds); round++) {
            next = warm.round(round, sides, next);
        }
    }

    private ObjectNode report(RunningConsole console, String sample, String load) {
        Point steady = point(Pace.STEADY);
        Point flood = point(Pace.FLOOD);
        ObjectNode report = JsonNodeFactory.instance.objectNode();
        report.put("bench", "sse");
        report.put("rounds", rounds);
        report.put("clients", clients.get(0));
        report.put("fed_by", WRITERS + " writers of rows in PostgreSQL, a transaction each");
        report.put("peer", Nchan.isInstalled() ? "nginx with nchan, one worker, by its publisher's location" : SKIPPED);
        report.put("event_bytes", sample.length());
        Numbers.put(report, "ratio", flood.ratio("deliveries_per_s"));
        Numbers.put(report, "flood_p99_ratio", flood.ratio("p99_ms"));
        Numbers.put(report, "steady_p99_ratio", steady.ratio("p99_ms"));
        Numbers.put(report, "steady_cpu_ratio", steady.ratio("cpu_us_per_delivery"));
        Numbers.put(report, "deliveries_per_s", flood.median(OURS, "deliveries_per_s"));
        Numbers.put(report, "p50_ms", steady.median(OURS, "p50_ms"));
        Numbers.put(report, "p99_ms", steady.median(OURS, "p99_ms"));
        report.put("missed", Math.round(sum("missed")));
        report.put("hung_up", Math.round(sum("hung_up")));
        Numbers.put(report, "rss_slope_kib", slope());
        ArrayNode connected = report.putArray("connected_rss_mib");
        connectedMib.forEach(mib -> connected.add(Numbers.rounded(mib)));
        Numbers.put(report, "peak_rss_mib", console.peakMib());
        report.put("load_at_start", load);
        ArrayNode all = report.putArray("points");
        points.forEach(point -> all.add(point.json()));
        return report;
    }

    private Point point(Pace pace) {
        return points.stream()
                .filter(point -> point.is(clients.get(0), pace))
                .findFirst()
                .orElseThrow();
    }

    private double sum(String figure) {
        return points.stream().mapToDouble(point -> point.sum(OURS, figure)).sum();
    }

    /** Memory of a client, from the fewest to the most of them, at the same deliveries a second. */
    private double slope() {
        Rounds ends = new Rounds();
        for (Point point : points) {
            if (point.is(clients.get(0), Pace.STEADY)) {
                ends.add("least", point.median(OURS, "rss_mib"));
            }
            if (point.is(clients.get(clients.size() - 1), Pace.STEADY)) {
                ends.add("most", point.median(OURS, "rss_mib"));
            }
        }
        return (ends.median("most") - ends.median("least"))
                * KIB_PER_MIB
                / (clients.get(clients.size() - 1) - clients.get(0));
    }
}
