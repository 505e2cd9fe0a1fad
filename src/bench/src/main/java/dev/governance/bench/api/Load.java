package dev.governance.bench.api;

import dev.governance.bench.machine.Child;
import dev.governance.bench.machine.Place;
import dev.governance.bench.machine.Words;
import dev.governance.console.wire.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** Our end of a {@link LoadClient}. */
final class Load implements AutoCloseable {
    private final Child child;
    private final BufferedReader lines;

    Load(Place place) {
        String java = ProcessHandle.current().info().command().orElse("java");
        this.child = Child.conversing(
                place.folder(),
                Map.of(),
                Words.of(
                        java,
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LoadClient.class.getName()));
        this.lines = child.lines();
    }

    /** Asks, and waits for the last answer. */
    Answered done(Order order) {
        begin(order);
        return end();
    }

    /** Begins to ask; {@link #end} has to be called before the next. */
    void begin(Order order) {
        child.tell(Json.write(order));
    }

    /** Waits for the last answer to what was begun. */
    Answered end() {
        try {
            String line = lines.readLine();
            if (line == null) {
                throw new IllegalStateException("the load client ended: " + child.talk());
            }
            return Json.read(line, Answered.class);
        } catch (IOException e) {
            throw new UncheckedIOException("the load client is gone: " + child.talk(), e);
        }
    }

    @Override
    public void close() {
        child.close();
    }
}
