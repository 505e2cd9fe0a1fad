package dev.governance.bench.verify;

import dev.governance.bench.machine.Child;
import dev.governance.bench.machine.Place;
import dev.governance.bench.machine.Rates;
import dev.governance.chain.scan.LogScan;
import dev.governance.console.db.DatabaseUrl;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/** How fast PostgreSQL gives the rows that a verifier needs to somebody who throws them away. */
final class Ceiling {
    private static final Duration LIMIT = Duration.ofMinutes(9);

    private final Place place;
    private final DatabaseUrl url;
    private final long rows;
    private final boolean hasPsql;

    Ceiling(Place place, DatabaseUrl url, long rows) {
        this.place = place;
        this.url = url;
        this.rows = rows;
        this.hasPsql = Programs.exist("psql");
    }

    boolean hasPsql() {
        return hasPsql;
    }

    /** The names under which one round's rates are noted. */
    List<String> names() {
        return hasPsql
                ? List.of("psql ordered", "psql unordered", "pgjdbc ordered", "pgjdbc unordered")
                : List.of("pgjdbc ordered", "pgjdbc unordered");
    }

    void round(Rates rates) {
        for (String name : names()) {
            String order = name.endsWith(" ordered") ? " order by chain_seq" : "";
            String copy = "copy (select " + LogScan.COLUMNS + " from governance_audit_events" + order
                    + ") to stdout (format binary)";
            double seconds = name.startsWith("psql") ? psql(copy) : pgjdbc(copy);
            rates.add(name, rows / seconds);
        }
    }

    private double psql(String copy) {
        Map<String, String> password = Map.of("PGPASSWORD", url.password());
        List<String> command = List.of(
                "psql",
                "-X",
                "-q",
                "-h",
                url.host(),
                "-p",
                Integer.toString(url.port()),
                "-U",
                url.user(),
                "-d",
                url.database(),
                "-c",
                copy);
        try (Child child = Child.discarding(place.folder(), password, command)) {
            if (child.await(LIMIT) != 0) {
                throw new IllegalStateException("psql failed: " + child.talk());
            }
            return child.seconds();
        }
    }

    private double pgjdbc(String copy) {
        long began = System.nanoTime();
        try (Connection connection = url.connect()) {
            CopyOut out = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(copy);
            long bytes = 0;
            for (byte[] message = out.readFromCopy(); message != null; message = out.readFromCopy()) {
                bytes += message.length;
            }
            if (bytes < rows) {
                throw new IllegalStateException("too few bytes were copied: " + bytes);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("copying failed: " + e.getMessage(), e);
        }
        return (System.nanoTime() - began) / 1e9;
    }
}
