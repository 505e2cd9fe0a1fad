package dev.governance.sdk.degraded;

import dev.governance.sdk.errors.GovernanceException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why something failed, in words that may be logged. What a driver says of an SQL error is more: its first line is the
 * server's message, those behind it show the row, and the message of a batch begins with the statement and all its values.
 * Told are that line, of a batch the server's, and the SQLSTATE.
 */
public final class Reason {
    private static final int DEPTH = 8;

    /** The reason; of a problem that is neither ours nor the database's, its own message. */
    public static String of(Throwable problem) {
        if (problem instanceof GovernanceException) {
            return String.valueOf(problem.getMessage());
        }
        return first(problem, BatchUpdateException.class)
                .map(Reason::batch)
                .or(() -> first(problem, SQLException.class).map(Reason::sql))
                .map(told -> problem instanceof SQLException
                        ? told
                        : problem.getClass().getSimpleName() + ": " + told)
                .orElseGet(() -> String.valueOf(problem.getMessage()));
    }

    private static <T extends Throwable> Optional<T> first(Throwable problem, Class<T> kind) {
        @Nullable Throwable at = problem;
        for (int i = 0; at != null && i < DEPTH; i++) {
            if (kind.isInstance(at)) {
                return Optional.of(kind.cast(at));
            }
            at = at.getCause();
        }
        return Optional.empty();
    }

    private static String batch(BatchUpdateException batch) {
        SQLException next = batch.getNextException();
        return next == null || next instanceof BatchUpdateException
                ? "a batch was not taken" + state(batch)
                : sql(next);
    }

    private static String sql(SQLException problem) {
        String line = String.valueOf(problem.getMessage()).lines().findFirst().orElse("");
        String state = state(problem);
        return line.endsWith(state) ? line : line + state;
    }

    private static String state(SQLException problem) {
        @Nullable String state = problem.getSQLState();
        return state == null ? "" : " (SQLSTATE " + state + ")";
    }

    private Reason() {}
}
