package dev.governance.bench.list;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.governance.bench.data.Filling;
import dev.governance.bench.machine.Latencies;
import dev.governance.bench.machine.Numbers;
import dev.governance.bench.machine.Place;
import dev.governance.bench.machine.RunningConsole;
import dev.governance.bench.machine.Talk;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.db.schema.Migrations;
import java.util.LinkedHashMap;
import java.util.Map;

/** How long a page of the explorer takes: the first, one that is deep in the log, and one behind each filter. */
public final class ListBench {
    private static final long DEEP = 10_000;
    private static final int REQUESTS = 60;
    private static final int WARM = 300;
    private static final String FIRST = "first page";
    private static final String SECOND = "page 2";

    private final Place place;
    private final long rows;
    private final int rounds;
    private final Map<String, Latencies> latencies = new LinkedHashMap<>();
    private final Map<String, Long> found = new LinkedHashMap<>();

    public ListBench(Place place, long rows, int rounds) {
        this.place = place;
        this.rows = rows;
        this.rounds = rounds;
    }

    public ObjectNode run() {
        DatabaseUrl url = place.database("list");
        Migrations.migrate(url, false, step -> {});
        Filling.Filled filled = Filling.fill(place, url, rows);
        Filters filters = new Filters(url, filled.lastSeq());
        try (RunningConsole console = RunningConsole.on(place, url);
                DirectPage direct = new DirectPage(url)) {
            Pages pages = new Pages(console.browser());
            for (int i = 0; i < WARM; i++) {
                pages.page("", "", new Latencies());
            }
            long deep = Math.min(DEEP, rows / Pages.SIZE - 1);
            String second = pages.cursorAfter(1);
            String cursor = pages.cursorAfter(deep - 1);
            Talk.say("walked to page " + deep);
            for (int round = 1; round <= rounds; round++) {
                round(pages, direct, filters, second, cursor, deep);
                Talk.say("round " + round + " of " + rounds + ": first page p99 "
                        + of(FIRST).ms(0.99) + " ms");
            }
            return report(filters, deep, console);
        }
    }

    /** Everything takes turns, so that a busy moment of the machine falls on all alike. */
    private void round(Pages pages, DirectPage direct, Filters filters, String second, String cursor, long deep) {
        for (int i = 0; i < REQUESTS; i++) {
            direct.read(of("postgres alone"));
            pages.page("", "", of(FIRST));
            pages.page("", second, of(SECOND));
            pages.page("", cursor, of("page " + deep));
            filters.indexed().forEach((name, filter) -> filtered(pages, name, filter));
            if (i % 10 == 0) {
                filters.others().forEach((name, filter) -> filtered(pages, name, filter));
            }
        }
    }

    private void filtered(Pages pages, String name, String filter) {
        found.put(name, (long) pages.page(filter, "", of(name)).get("events").size());
    }

    private Latencies of(String name) {
        return latencies.computeIfAbsent(name, unused -> new Latencies());
    }

    private ObjectNode report(Filters filters, long deep, RunningConsole console) {
        double first = of(FIRST).ms(0.99);
        double deepest = of("page " + deep).ms(0.99);
        double slowest = filters.indexed().keySet().stream()
                .mapToDouble(name -> of(name).ms(0.99))
                .max()
                .orElse(Double.NaN);
        double rate = Pages.SIZE / (of(FIRST).ms(0.5) / 1_000);
        double ceiling = Pages.SIZE / (of("postgres alone").ms(0.5) / 1_000);
        ObjectNode report = JsonNodeFactory.instance.objectNode();
        report.put("bench", "list");
        report.put("rows", rows);
        Numbers.put(report, "rows_per_s", Math.rint(rate));
        Numbers.put(report, "ceiling_rows_per_s", Math.rint(ceiling));
        Numbers.put(report, "ratio", rate / ceiling);
        report.putNull("peer_ratio");
        Numbers.put(report, "p50_ms", of(FIRST).ms(0.5));
        Numbers.put(report, "p99_ms", first);
        Numbers.put(report, "rss_mib", console.peakMib());
        report.put("deep_page", deep);
        Numbers.put(report, "deep_ratio", deepest / first);
        Numbers.put(
                report, "deep_p50_ratio", of("page " + deep).ms(0.5) / of(FIRST).ms(0.5));
        Numbers.put(report, "slowest_indexed_filter_ratio", slowest / first);
        ObjectNode pages = report.putObject("pages");
        latencies.forEach((name, taken) -> {
            ObjectNode figures = taken.json();
            figures.put("indexed", filters.indexed().containsKey(name));
            figures.put("events", found.getOrDefault(name, (long) Pages.SIZE));
            Numbers.put(figures, "p99_ratio", taken.ms(0.99) / first);
            pages.set(name, figures);
        });
        return report;
    }
}
