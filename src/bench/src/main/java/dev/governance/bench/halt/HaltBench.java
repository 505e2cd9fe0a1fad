package dev.governance.bench.halt;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.governance.bench.machine.Browser;
import dev.governance.bench.machine.Numbers;
import dev.governance.bench.machine.Place;
import dev.governance.bench.machine.RunningConsole;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.db.schema.Migrations;
import java.time.Duration;

/** How long it takes from the click on Halt to the first call that is refused, and what a check costs that is not. */
public final class HaltBench {
    private static final Duration LIMIT = Duration.ofMillis(250);
    private static final int AGENTS = 50;
    private static final int PROCESSES = 5;

    /** An agent that asks is refused half a second later in the middle, so fewer of them are waited for. */
    private static final int SLOWER = 4;

    private final Place place;
    private final int halts;

    public HaltBench(Place place, long halts) {
        this.place = place;
        this.halts = Math.toIntExact(halts);
    }

    public ObjectNode run() {
        DatabaseUrl url = place.database("halt");
        Migrations.migrate(url, false, step -> {});
        ObjectNode report = JsonNodeFactory.instance.objectNode();
        report.put("bench", "halt");
        try (RunningConsole console = RunningConsole.on(place, url)) {
            Browser browser = console.browser();
            measure(report, browser, url, AGENTS, PROCESSES, true);
            measure(report.putObject("one_agent"), browser, url, 1, 1, true);
            measure(report.putObject("without_listen"), browser, url, AGENTS, PROCESSES, false);
            Numbers.put(report, "rss_mib", console.peakMib());
        }
        report.putNull("peer_ratio");
        report.set("cached_check", new CachedCheck(place, url).json());
        return report;
    }

    private void measure(
            ObjectNode report, Browser browser, DatabaseUrl url, int agents, int processes, boolean listens) {
        try (Fleet fleet = new Fleet(place, url, agents, processes, listens)) {
            fleet.halt(browser, listens ? halts : Math.max(1, halts / SLOWER));
            fleet.report(report, listens ? LIMIT : Fleet.BOUND);
        }
    }
}
