package dev.governance.bench.verify;

import com.fasterxml.jackson.databind.JsonNode;
import dev.governance.bench.machine.Child;
import dev.governance.bench.machine.Place;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.wire.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The same check in Python, standard library only, on the rows that psql prints. */
final class PythonReference {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final long SAMPLE = 200_000;

    /** A pipe of two programs, as a person would write it. */
    private static final String PIPE = "set -o pipefail; psql -X -q -c \"$COPY\" | python3 \"$SCRIPT\"";

    private final Place place;
    private final DatabaseUrl url;
    private final long rows;

    PythonReference(Place place, DatabaseUrl url, long rows) {
        this.place = place;
        this.url = url;
        this.rows = Math.min(rows, SAMPLE);
    }

    /** What it lacks here; empty when it can run. */
    static String missing() {
        return Programs.exist("psql", "python3", "bash") ? "" : "psql, python3 or bash is not installed";
    }

    /** Rows a second, reading included. */
    double rowsPerSecond() {
        String copy = "copy (select event_id, session_id, agent_id, parent_event_id, kind, model, input_hash,"
                + " output_hash, metadata_json::text, prev_hash, hmac_value, created_at from governance_audit_events"
                + " order by chain_seq limit " + rows + ") to stdout";
        Map<String, String> environment = Map.of(
                "PGHOST", url.host(),
                "PGPORT", Integer.toString(url.port()),
                "PGUSER", url.user(),
                "PGPASSWORD", url.password(),
                "PGDATABASE", url.database(),
                "PGTZ", "UTC",
                "GOVERNANCE_AUDIT_SECRET", Place.SECRET,
                "COPY", copy,
                "PYTHONUTF8", "1",
                "SCRIPT",
                        place.root()
                                .resolve("src/bench/src/main/python/verify.py")
                                .toString());
        try (Child child = Child.start(place.folder(), environment, List.of("bash", "-c", PIPE))) {
            if (child.await(LIMIT) != 0) {
                throw new IllegalStateException("the Python reference failed: " + child.talk());
            }
            JsonNode found = Json.tree(child.output());
            if (found.get("rows").asLong() != rows || found.get("bad").asLong() != 0) {
                throw new IllegalStateException("the Python reference found " + found);
            }
            return rows / found.get("seconds").asDouble();
        }
    }
}
