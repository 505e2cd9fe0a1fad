package dev.governance.console.audit;

import dev.governance.console.bus.Refusal;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with the database, in words of our own: what a driver says may name hosts, users and statements, and is
 * for the log.
 */
final class Trouble {
    /** Refusals after which another try may do better. */
    private static final Set<String> PASSING = Set.of("database_unavailable", "locked", "collided");

    /** What to tell people of {@link #isLocked}. */
    static final String LOCKED = "another transaction in the database does not let go of what is to be read; end it"
            + " (pg_blocking_pids names it)";

    /** Whether the database may answer another time. */
    static boolean isPassing(Throwable failure) {
        return failure instanceof SQLException sql
                ? isPassing(state(sql))
                : failure instanceof Refusal refusal && PASSING.contains(refusal.code());
    }

    /** Whether the database answers, and another transaction holds what was asked for. */
    static boolean isLocked(Throwable failure) {
        return failure instanceof Refusal refusal && refusal.code().equals("locked");
    }

    /**
     * Whether waiting helps: the connection broke (08), the server stops or starts (57P), has no resources (53), or a
     * standby took the snapshot away (40001).
     */
    private static boolean isPassing(String state) {
        return state.startsWith("08") || state.startsWith("57P") || state.startsWith("53") || state.equals("40001");
    }

    /**
     * What to tell people.
     *
     * @param failure null when it did not come from the database
     */
    static String words(@Nullable SQLException failure) {
        String state = failure == null ? "" : state(failure);
        if (state.equals("53300")) {
            return "the database has no free connection; raise max_connections or close some";
        }
        if (state.startsWith("53")) {
            return "the database has no memory or disk left (SQLSTATE " + state + ")";
        }
        if (state.startsWith("57P")) {
            return "the database is being stopped or started";
        }
        if (state.equals("40001")) {
            return "the standby took the snapshot away; raise its max_standby_streaming_delay, or verify on the primary";
        }
        if (state.startsWith("08")) {
            return "the database does not answer; check that it runs and can be reached";
        }
        if (state.startsWith("28")) {
            return "the database turns the console's role away; check the password and the database's pg_hba.conf";
        }
        if (state.equals("42501")) {
            return "the console's database role may not read what it needs; grant it select on the audit tables";
        }
        if (state.equals("42P01") || state.equals("42703")) {
            return "the database's schema is behind this console; bring it up to date with: governance migrate";
        }
        String code = state.isEmpty() ? "" : " (SQLSTATE " + state + ")";
        return "the database could not be read" + code + "; the console's log has the details";
    }

    private static String state(SQLException failure) {
        return failure.getSQLState() == null ? "" : failure.getSQLState();
    }

    private Trouble() {}
}
