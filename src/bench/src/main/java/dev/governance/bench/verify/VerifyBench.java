package dev.governance.bench.verify;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.governance.bench.data.Filling;
import dev.governance.bench.machine.Marking;
import dev.governance.bench.machine.Numbers;
import dev.governance.bench.machine.Place;
import dev.governance.bench.machine.Rates;
import dev.governance.bench.machine.RunningConsole;
import dev.governance.bench.machine.Talk;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.db.schema.Migrations;

/** How fast a whole log is verified, as a share of how fast PostgreSQL gives its rows at all. */
public final class VerifyBench {
    private static final String ONE = "verify, 1 connection";
    private static final String TWO = "verify, 2 connections";

    /** What the console saw of each session is compared, too, as it is where a console runs. */
    private static final String MARKED = "verify with marks, 1 connection";

    private static final String PYTHON = "python reference";

    private final Place place;
    private final long rows;
    private final int rounds;

    public VerifyBench(Place place, long rows, int rounds) {
        this.place = place;
        this.rows = rows;
        this.rounds = rounds;
    }

    public ObjectNode run() {
        DatabaseUrl url = place.database("verify");
        Migrations.migrate(url, false, step -> {});
        Filling.Filled filled = Filling.fill(place, url, rows);
        Ceiling ceiling = new Ceiling(place, url, rows);
        OwnCheck own = new OwnCheck(place, url, rows);
        PythonReference python = new PythonReference(place, url, rows);
        Rates rates = new Rates();
        for (int round = 1; round <= rounds; round++) {
            Talk.say("round " + round + " of " + rounds);
            ceiling.round(rates);
            own.round(rates, ONE, 1);
            own.round(rates, TWO, 2);
            if (PythonReference.missing().isEmpty()) {
                rates.add(PYTHON, python.rowsPerSecond());
            }
        }
        double markingSeconds = marked(url);
        for (int round = 1; round <= rounds; round++) {
            own.round(rates, MARKED, 1);
        }
        ObjectNode report = report(filled, ceiling, own, rates);
        Numbers.put(report, "marked_rows_per_s", Math.rint(rows / markingSeconds));
        otherRequests(url, report);
        return report;
    }

    private double marked(DatabaseUrl url) {
        Marking.adopt(place, url);
        try (RunningConsole console = RunningConsole.on(place, url)) {
            double seconds = Marking.await(url, console);
            Talk.say("marks: every row marked after " + Math.round(seconds) + " s");
            return seconds;
        }
    }

    private ObjectNode report(Filling.Filled filled, Ceiling ceiling, OwnCheck own, Rates rates) {
        double limit = ceiling.names().stream().mapToDouble(rates::best).max().orElse(Double.NaN);
        double medianLimit =
                ceiling.names().stream().mapToDouble(rates::median).max().orElse(Double.NaN);
        double ordered = ceiling.names().stream()
                .filter(name -> name.endsWith(" ordered"))
                .mapToDouble(rates::best)
                .max()
                .orElse(Double.NaN);
        ObjectNode report = JsonNodeFactory.instance.objectNode();
        report.put("bench", "verify");
        report.put("rows", filled.rows());
        Numbers.put(report, "rows_per_s", Math.rint(rates.best(ONE)));
        Numbers.put(report, "ceiling_rows_per_s", Math.rint(limit));
        Numbers.put(report, "ratio", rates.best(ONE) / limit);
        Numbers.put(report, "ratio_of_medians", rates.median(ONE) / medianLimit);
        Numbers.put(report, "ratio_to_ordered", rates.best(ONE) / ordered);
        Numbers.put(report, "two_connections_ratio", rates.best(TWO) / rates.best(ONE));
        Numbers.put(report, "with_marks_rows_per_s", Math.rint(rates.best(MARKED)));
        Numbers.put(report, "with_marks_ratio", rates.best(MARKED) / limit);
        Numbers.put(report, "peer_ratio", rates.best(ONE) / rates.best(PYTHON));
        Numbers.put(report, "peer_ratio_of_medians", rates.median(ONE) / rates.median(PYTHON));
        Numbers.put(report, "rss_mib", own.peakMib());
        report.set("rates", rates.json());
        report.put("verdict", own.verdict());
        report.put("signed_bytes_a_row", filled.meanBytes());
        report.put("fill_s", filled.seconds());
        report.put("psql", ceiling.hasPsql() ? "present" : "absent: the ceiling is that of pgjdbc");
        report.put(
                "peer", PythonReference.missing().isEmpty() ? "python3, standard library" : PythonReference.missing());
        return report;
    }

    /** The latencies on top are those beside a verification. */
    private void otherRequests(DatabaseUrl url, ObjectNode report) {
        try (RunningConsole console = RunningConsole.on(place, url)) {
            ObjectNode json = new OtherRequests(console.browser()).measure();
            Numbers.put(json, "console_rss_mib", console.peakMib());
            report.set("p50_ms", json.at("/verifying/p50_ms"));
            report.set("p99_ms", json.at("/verifying/p99_ms"));
            report.set("other_requests", json);
        }
    }
}
