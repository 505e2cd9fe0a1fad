package dev.governance.sdk;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

/**
 * Tells a store that cannot be reached, or takes nothing now, from one that refuses. Only the first is waited for: what is
 * refused for what it is would be refused again, and a table or a right that is missing is for a person to mend.
 */
final class Outage {
    /**
     * SQLSTATE classes (PostgreSQL, appendix A): connection exceptions; transactions that were rolled back for another's
     * sake; insufficient resources, as connections, memory and disk; system errors, as of the disk.
     */
    private static final Set<String> CLASSES = Set.of("08", "40", "53", "58");

    private static final String LOCKED_OUT = "55P03";

    /**
     * Statement timeout or cancel; shut down, crashed, starting, database dropped, idle for too long; lock not available;
     * idle in a transaction for too long; a standby, which takes no writes, in both its wordings.
     */
    private static final Set<String> STATES =
            Set.of("57014", "57P01", "57P02", "57P03", "57P04", "57P05", LOCKED_OUT, "25P03", "25006", "0A000");

    private static final int DEPTH = 8;

    static boolean is(Throwable problem) {
        Throwable at = problem;
        for (int i = 0; at != null && i < DEPTH; i++) {
            if (at instanceof SQLException sql && isOutage(sql)) {
                return true;
            }
            at = at.getCause();
        }
        return false;
    }

    /** Whether only what was asked for is locked by somebody, and the store as a whole may well answer. */
    static boolean isLockedOut(SQLException problem) {
        return LOCKED_OUT.equals(problem.getSQLState());
    }

    private static boolean isOutage(SQLException problem) {
        String state = problem.getSQLState();
        if (state != null && state.length() == 5) {
            return CLASSES.contains(state.substring(0, 2)) || STATES.contains(state);
        }
        return problem instanceof SQLTransientConnectionException
                || problem instanceof SQLNonTransientConnectionException
                || problem instanceof SQLRecoverableException
                || problem instanceof SQLTimeoutException;
    }

    private Outage() {}
}
