package dev.governance.console.db.schema;

import dev.governance.console.db.DatabaseProblem;
import dev.governance.console.db.Jdbc;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** The right to migrate a database: one holder at a time, for as long as its connection is open. */
final class Turn {
    private static final Duration LOOK = Duration.ofMillis(250);

    /** Of two integers: the SDK's locks fill the space of the one bigint. */
    private static final String TAKE = "select pg_try_advisory_lock(1735357042, 100)::text";

    private static final String HOLDER = """
            select pid::text
            from pg_locks
            where locktype = 'advisory'
              and database = (select oid from pg_database where datname = current_database())
              and classid = 1735357042 and objid = 100 and objsubid = 2
              and granted
            """;

    /** Flyway's number is "Flyway" in ASCII and the hash of a table's name: the upper half tells. */
    private static final String FLYWAY_HOLDER = """
            select pid::text
            from pg_locks
            where locktype = 'advisory'
              and database = (select oid from pg_database where datname = current_database())
              and classid between 18027 and 18029 and objsubid = 1
              and granted
            """;

    static void await(Connection connection, Duration patience, Consumer<String> line) throws SQLException {
        long until = System.nanoTime() + patience.toNanos();
        boolean said = false;
        while (!Jdbc.words(connection, TAKE).contains("true")) {
            String who = "another migration of this database (server process "
                    + String.join(", ", Jdbc.words(connection, HOLDER)) + ")";
            if (System.nanoTime() > until) {
                throw new DatabaseProblem(who + " did not end within " + patience.toSeconds()
                        + " s; let it end, or end it with pg_terminate_backend, then try again");
            }
            if (!said) {
                line.accept("waiting for " + who);
                said = true;
            }
            Jdbc.pause(connection, LOOK);
        }
        List<String> strangers = Jdbc.words(connection, FLYWAY_HOLDER);
        if (!strangers.isEmpty()) {
            line.accept("waiting for another program's Flyway lock (server process " + String.join(", ", strangers)
                    + "), for at most " + SqlFiles.LOCK_SECONDS + " s");
        }
    }

    private Turn() {}
}
