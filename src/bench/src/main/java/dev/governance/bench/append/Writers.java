package dev.governance.bench.append;

import dev.governance.bench.machine.Latencies;
import java.time.Duration;

/** Some writers that append one event after the other, each in sessions of its own. */
interface Writers extends AutoCloseable {
    /** Appends for that long; notes how long each took. */
    void run(Duration length, Latencies latencies);

    @Override
    void close();
}
