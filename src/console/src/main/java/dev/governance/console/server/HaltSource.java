package dev.governance.console.server;

import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.db.Jdbc;
import dev.governance.console.server.config.StartProblem;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The database as somebody who may write halt markers, where the console's own role may not. */
final class HaltSource {
    static final String VARIABLE = "GOVERNANCE_HALT_DATABASE_URL";

    /** Every role may ask; servers that were started in one microsecond are not told apart. */
    private static final String IDENTITY = """
            select oid::text || ' ' || pg_postmaster_start_time()::text
              from pg_database
             where datname = current_database()
            """;

    /**
     * What the environment names; empty when nothing.
     *
     * @throws StartProblem when it is another database, for agents would never hear of a halt there
     * @throws dev.governance.console.db.DatabaseProblem when it cannot be reached
     */
    static Optional<DatabaseUrl> url(Map<String, String> environment, DatabaseUrl console) {
        Optional<DatabaseUrl> named = DatabaseSource.named(VARIABLE, environment);
        named.ifPresent(privileged -> sameAs(privileged, console));
        return named;
    }

    private static void sameAs(DatabaseUrl privileged, DatabaseUrl console) {
        if (!identity(privileged).equals(identity(console))) {
            throw new StartProblem(VARIABLE + " names " + privileged + ", which is another database than " + console
                    + ": agents would never hear of a halt there");
        }
    }

    private static List<String> identity(DatabaseUrl url) {
        try (Connection connection = url.connect()) {
            return Jdbc.list(connection, IDENTITY, row -> row.getString(1));
        } catch (SQLException e) {
            throw new StartProblem("the database " + url + " cannot be asked who it is: " + e.getMessage());
        }
    }

    private HaltSource() {}
}
