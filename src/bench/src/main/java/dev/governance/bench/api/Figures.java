package dev.governance.bench.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.governance.bench.machine.Latencies;
import dev.governance.bench.machine.Numbers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What one console did for one route in all rounds. */
final class Figures {
    private final Latencies latencies = new Latencies();
    private double seconds;
    private double processor;
    private double postgres;
    private long bytes;
    private long failed;

    /**
     * Adds a stretch.
     *
     * @param own processor time of the console's process
     * @param postgresToo that of PostgreSQL's processes meanwhile
     */
    void add(Answered answered, Duration own, Duration postgresToo) {
        answered.micros().forEach(micros -> latencies.add(TimeUnit.MICROSECONDS.toNanos(micros)));
        seconds += answered.seconds();
        bytes += answered.bytes();
        failed += answered.failed();
        processor += own.toNanos() / 1e9;
        postgres += postgresToo.toNanos() / 1e9;
    }

    double p99() {
        return latencies.ms(0.99);
    }

    double p50() {
        return latencies.ms(0.5);
    }

    double perSecond() {
        return latencies.count() / seconds;
    }

    /** Requests for a second of the console's own processor time. */
    double perProcessorSecond() {
        return latencies.count() / processor;
    }

    /** The same with what PostgreSQL took. */
    double perProcessorSecondInAll() {
        return latencies.count() / (processor + postgres);
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("requests", latencies.count());
        json.put("not_2xx", failed);
        Numbers.put(json, "requests_per_s", perSecond());
        Numbers.put(json, "p50_ms", p50());
        Numbers.put(json, "p99_ms", p99());
        Numbers.put(json, "cpu_s", processor);
        Numbers.put(json, "postgres_cpu_s", postgres);
        Numbers.put(json, "requests_per_cpu_s", perProcessorSecond());
        Numbers.put(json, "requests_per_cpu_s_with_postgres", perProcessorSecondInAll());
        json.put("bytes_an_answer", bytes / Math.max(1, latencies.count()));
        return json;
    }
}
