package dev.governance.bench.dashboard;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.governance.bench.machine.Person;
import dev.governance.bench.machine.Place;
import dev.governance.bench.machine.RunningConsole;
import dev.governance.bench.machine.Talk;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.db.schema.Migrations;
import java.time.Duration;

/** The dashboard in a headless Chromium, on a console of its own, fed by rows that are written to the log. */
public final class DashboardBench {
    /** What a browser is to keep up with. */
    private static final int PER_SECOND = 2_000;

    private static final int FIRST_ROWS = 2_000; // so that every agent is known and no page is empty
    private static final Duration FIRST_LENGTH = Duration.ofSeconds(4);

    private final Place place;
    private final long rows;
    private final int rounds;
    private final int minutes;

    /**
     * Prepares the measurement.
     *
     * @param rows of the burst
     * @param rounds how often each page is opened
     * @param minutes of a quiet stream before the memory is read
     */
    public DashboardBench(Place place, long rows, int rounds, int minutes) {
        this.place = place;
        this.rows = rows;
        this.rounds = rounds;
        this.minutes = minutes;
    }

    /** Measures; what it needs is looked for first, so that a run that cannot end does not begin. */
    public ObjectNode run() {
        BrowserScript.requireTools(place);
        DatabaseUrl url = place.database("dashboard");
        Migrations.migrate(url, false, step -> {});
        ObjectNode report = JsonNodeFactory.instance.objectNode();
        report.put("bench", "dashboard");
        report.put("rows", rows);
        report.put("rounds", rounds);
        report.put("minutes", minutes);
        report.put(
                "fed_by",
                "rows, rightly chained and signed, inserted into PostgreSQL; the console's own stream tells them");
        try (Feeder feeder = new Feeder(place, url);
                RunningConsole console = RunningConsole.on(place, url)) {
            feeder.feed(FIRST_ROWS, FIRST_LENGTH);
            Person person = console.person();
            Talk.say("nine agents are at work; the browser starts");
            try (BrowserScript script = new BrowserScript(place, console.url(), person)) {
                report.setAll(script.measure(feeder, rows, PER_SECOND, rounds, minutes));
            }
        }
        return report;
    }
}
