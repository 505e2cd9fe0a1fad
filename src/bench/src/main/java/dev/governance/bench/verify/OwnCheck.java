package dev.governance.bench.verify;

import com.fasterxml.jackson.databind.JsonNode;
import dev.governance.bench.machine.Child;
import dev.governance.bench.machine.Place;
import dev.governance.bench.machine.Rates;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.wire.Json;
import java.time.Duration;

/** {@code ./governance verify --all}, in a process of its own as its launcher starts it. */
final class OwnCheck {
    private static final Duration LIMIT = Duration.ofMinutes(9);
    private static final int NOTHING_SAID = 2;

    private final Place place;
    private final DatabaseUrl url;
    private final long rows;
    private double peakMib;
    private String verdict = "";

    OwnCheck(Place place, DatabaseUrl url, long rows) {
        this.place = place;
        this.url = url;
        this.rows = rows;
    }

    /** Notes two rates: of the check itself under {@code name}, and of the whole process with its start. */
    void round(Rates rates, String name, int connections) {
        try (Child child =
                place.governance(url, "verify", "--all", "--json", "--connections", Integer.toString(connections))) {
            int code = child.await(LIMIT);
            if (code == NOTHING_SAID || child.output().isBlank()) {
                throw new IllegalStateException("verify said nothing: " + child.talk());
            }
            JsonNode found = Json.tree(child.output());
            requireWhole(found);
            peakMib = Math.max(peakMib, child.peakMib());
            rates.add(name, rows / (found.get("duration_ms").asDouble() / 1_000));
            rates.add(name + ", with the process", rows / child.seconds());
        }
    }

    private void requireWhole(JsonNode found) {
        verdict = found.get("verdict").asText();
        // The adoption of the marks has left an event of its own.
        if (found.get("events").asLong() < rows || found.get("damaged_count").asLong() != 0) {
            throw new IllegalStateException("an undamaged log of " + rows + " rows was judged " + found);
        }
    }

    double peakMib() {
        return peakMib;
    }

    String verdict() {
        return verdict;
    }
}
