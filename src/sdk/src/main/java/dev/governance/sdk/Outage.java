package dev.governance.sdk;

import dev.governance.sdk.degraded.Reason;
import dev.governance.sdk.errors.KeyRotatedException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

/**
 * Tells what a failed append says: that the store cannot be reached or takes nothing now; that it refuses this event for
 * what it is, and would again; or, with anything else, that something of it is to be mended. Only the refusal is not waited
 * for.
 */
final class Outage {
    /**
     * SQLSTATE classes (PostgreSQL, appendix A): connection exceptions; transactions that were rolled back for another's
     * sake; insufficient resources, as connections, memory and disk; system errors, as of the disk.
     */
    private static final Set<String> CLASSES = Set.of("08", "40", "53", "58");

    private static final String LOCKED_OUT = "55P03";

    /** What {@code raise exception} of PL/pgSQL gives: somebody wrote a trigger that does not want this row. */
    private static final String RAISED = "P0001";

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

    /** Why an append failed, in words that may be logged. */
    static String reason(Exception problem) {
        return isLockedOut(problem)
                ? "another writer keeps the session locked: " + Reason.of(problem)
                : Reason.of(problem);
    }

    /** Whether only what was asked for is locked by somebody, and the store as a whole may well answer. */
    private static boolean isLockedOut(Exception problem) {
        return problem instanceof SQLException sql && LOCKED_OUT.equals(sql.getSQLState());
    }

    /** What the event itself is to blame for: a value that does not fit, a constraint, a trigger that raises. */
    static boolean isRefusal(Exception problem) {
        String state = problem instanceof SQLException sql ? sql.getSQLState() : null;
        return state != null && (state.startsWith("22") || state.startsWith("23") || state.equals(RAISED));
    }

    /**
     * Whether it says nothing of other sessions: theirs are to be tried. A missing table or right, say, which each of them
     * meets by itself; but one event that a trigger dislikes must not keep all others waiting.
     */
    static boolean isOfThisSession(Exception problem) {
        return isLockedOut(problem) || !(is(problem) || problem instanceof KeyRotatedException);
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
