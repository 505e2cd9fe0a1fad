package dev.governance.console.db;

import java.sql.SQLException;

/** Says why a database cannot be reached, and the way out. */
final class ConnectProblem {
    static DatabaseProblem explained(DatabaseUrl url, SQLException failure) {
        return new DatabaseProblem(what(url, failure), failure);
    }

    private static String what(DatabaseUrl url, SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        return switch (state) {
            case "28P01", "28000" ->
                "the database refuses user " + url.user() + " at " + url.host() + ":" + url.port()
                        + ": wrong user name or password; check the URL";
            case "3D000" ->
                "there is no database " + url.database() + " at " + url.host() + ":" + url.port()
                        + "; create it or check the URL";
            case "53300" ->
                "the database at " + url.host() + ":" + url.port()
                        + " has no free connection; raise max_connections or close some";
            case "57P03" -> "the database at " + url.host() + ":" + url.port() + " is starting up; try again";
            default ->
                "no database answers at " + url.host() + ":" + url.port()
                        + "; check that PostgreSQL runs there and that host and port are right (" + failure.getMessage()
                        + ")";
        };
    }

    private ConnectProblem() {}
}
