package dev.governance.bench.latency;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.governance.bench.machine.Latencies;
import dev.governance.bench.machine.Numbers;
import dev.governance.bench.machine.Place;
import dev.governance.bench.machine.Rounds;
import dev.governance.bench.machine.RunningConsole;
import dev.governance.bench.machine.Talk;
import dev.governance.bench.stream.Clients;
import dev.governance.bench.stream.Fed;
import dev.governance.bench.stream.Feed;
import dev.governance.bench.stream.Followed;
import dev.governance.bench.stream.Source;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.db.schema.Migrations;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** How long it takes from an INSERT by another process to its frame at a browser, and whether one is missed. */
public final class LatencyBench {
    private static final double BUSY = 2_000;
    private static final double QUIET = 200;
    private static final int WRITERS = 8;
    private static final double LIMIT = 2;
    private static final int WARM = 4_000;
    private static final long SILENCE_MS = 5_000;

    /** The quiet stretches are half as long. */
    private static final int QUIET_SHARE = 20;

    private final Place place;
    private final int rows;
    private final int rounds;
    private final Rounds busy = new Rounds();
    private final Rounds quiet = new Rounds();
    private long next;

    /**
     * Prepares the measurement.
     *
     * @param rows at the higher rate, in all rounds together
     */
    public LatencyBench(Place place, long rows, int rounds) {
        this.place = place;
        this.rows = Math.toIntExact(rows / rounds);
        this.rounds = rounds;
    }

    public ObjectNode run() {
        DatabaseUrl url = place.database("latency");
        Migrations.migrate(url, false, step -> {});
        String load = Place.load();
        try (RunningConsole console = RunningConsole.on(place, url);
                Feed feed = new Feed(place, url);
                Clients browser = new Clients(place, List.of(Source.of(console)))) {
            browser.connect(1);
            stretch(feed, browser, BUSY, Math.min(rows, WARM), new Rounds()); // warms up
            for (int round = 0; round < rounds; round++) {
                stretch(feed, browser, QUIET, Math.max(1, rows / QUIET_SHARE), quiet);
                stretch(feed, browser, BUSY, rows, busy);
                Talk.say("round " + (round + 1) + " of " + rounds + ": medians so far " + busy.median("p50_ms")
                        + " ms at " + BUSY + "/s, " + quiet.median("p50_ms") + " ms at " + QUIET + "/s");
            }
            return report(console, load);
        }
    }

    private void stretch(Feed feed, Clients browser, double perSecond, int count, Rounds into) {
        browser.connect(1);
        browser.begin(next, count, count / perSecond);
        Fed fed = feed.rows(WRITERS, perSecond, next, count);
        next += count;
        Followed followed = browser.end(SILENCE_MS, true);
        Latencies trip = new Latencies();
        Latencies seen = new Latencies();
        Latencies afterCommit = new Latencies();
        for (int i = 0; i < count; i++) {
            long arrived = followed.arrivals().get(i);
            trip.add(nanos(fed.ended().get(i) - fed.began().get(i)));
            if (arrived > 0) {
                seen.add(nanos(arrived - fed.began().get(i)));
                afterCommit.add(nanos(arrived - fed.ended().get(i)));
            }
        }
        into.add("rows_per_s", fed.perSecond());
        into.add("insert_p50_ms", trip.ms(0.5));
        into.add("insert_p99_ms", trip.ms(0.99));
        into.add("p50_ms", seen.ms(0.5));
        into.add("p99_ms", seen.ms(0.99));
        into.add("max_ms", seen.ms(1));
        into.add("after_commit_p50_ms", afterCommit.ms(0.5));
        into.add("after_commit_p99_ms", afterCommit.ms(0.99));
        into.add("ratio", seen.ms(0.5) / trip.ms(0.5));
        into.add("rows", count);
        into.add("missed", followed.missed());
        into.add("repeated", followed.repeated());
        into.add("hung_up", followed.closed());
    }

    private static long nanos(long micros) {
        return TimeUnit.MICROSECONDS.toNanos(micros);
    }

    private ObjectNode report(RunningConsole console, String load) {
        ObjectNode report = JsonNodeFactory.instance.objectNode();
        report.put("bench", "latency");
        report.put("rounds", rounds);
        report.put("writers", WRITERS);
        report.put("fed_by", "rows in PostgreSQL, a transaction each, from another process");
        report.put("rows", Math.round(busy.sum("rows") + quiet.sum("rows")));
        report.put("missed", Math.round(busy.sum("missed") + quiet.sum("missed")));
        report.put("repeated", Math.round(busy.sum("repeated") + quiet.sum("repeated")));
        Numbers.put(report, "ratio", busy.median("ratio"));
        Numbers.put(report, "quiet_ratio", quiet.median("ratio"));
        Numbers.put(report, "limit_ratio", LIMIT);
        Numbers.put(report, "p50_ms", busy.median("p50_ms"));
        Numbers.put(report, "p99_ms", busy.median("p99_ms"));
        Numbers.put(report, "peak_rss_mib", console.peakMib());
        report.put("load_at_start", load);
        report.set("at_2000_per_s", busy.json());
        report.set("at_200_per_s", quiet.json());
        return report;
    }
}
