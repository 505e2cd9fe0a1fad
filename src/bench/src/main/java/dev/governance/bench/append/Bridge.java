package dev.governance.bench.append;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.governance.bench.machine.Latencies;
import dev.governance.bench.machine.Marking;
import dev.governance.bench.machine.Numbers;
import dev.governance.bench.machine.Place;
import dev.governance.bench.machine.RunningConsole;
import dev.governance.bench.machine.Talk;
import dev.governance.console.db.DatabaseUrl;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Whether a browser that watches the stream of a console, which marks all the while, is told every row of eight writers. */
final class Bridge {
    private static final int WRITERS = 8;

    /** After the last row that was told. */
    private static final Duration SILENCE = Duration.ofSeconds(20);

    private final Place place;
    private final DatabaseUrl url;

    Bridge(Place place, DatabaseUrl url) {
        this.place = place;
        this.url = url;
    }

    ObjectNode measure(long rows) {
        Set<UUID> stored = ConcurrentHashMap.newKeySet();
        Latencies latencies = new Latencies();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        Marking.adopt(place, url);
        try (RunningConsole console = RunningConsole.on(place, url);
                StreamReader reader = new StreamReader(console.browser());
                SdkWriters writers = new SdkWriters(url, url, WRITERS, Flush.REAL)) {
            long began = System.nanoTime();
            writers.append(rows, latencies, stored::add);
            double seconds = (System.nanoTime() - began) / 1e9;
            reader.awaitAll(stored, SILENCE);
            double told = (reader.lastAt() - began) / 1e9;
            long missed =
                    stored.stream().filter(id -> !reader.told().contains(id)).count();
            Talk.say("stream: " + stored.size() + " rows written in " + Math.round(seconds) + " s, " + missed
                    + " missed");
            json.put("writers", WRITERS);
            json.put("rows", stored.size());
            json.put("missed", missed);
            json.put("told_twice", reader.repeated());
            json.put("reconnects", reader.reconnects());
            json.put("resets", reader.resets());
            Numbers.put(json, "appends_per_s", Math.rint(rows / seconds));
            Numbers.put(json, "append_p99_ms", latencies.ms(0.99));
            Numbers.put(json, "last_row_told_after_last_commit_s", told - seconds);
            Numbers.put(json, "every_row_marked_after_that_s", Marking.await(url, console));
            Numbers.put(json, "console_rss_mib", console.peakMib());
        }
        return json;
    }
}
