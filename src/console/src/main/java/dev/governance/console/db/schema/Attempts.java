package dev.governance.console.db.schema;

import dev.governance.console.db.DatabaseProblem;
import dev.governance.console.db.Jdbc;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/**
 * Does work on tables that others are using: each try gives up before anybody queues behind it for long, and there are
 * many tries.
 */
final class Attempts {
    /** A lock was not to be had, or two waited for each other. */
    private static final Set<String> BUSY = Set.of("55P03", "40P01");

    /** Long beside {@link Step}'s short wait: writers have the table for most of the time. */
    private static final Duration PAUSE = Duration.ofMillis(800);

    private static final String BLOCKERS = """
            select distinct a.pid || coalesce(' (' || nullif(a.application_name, '') || ')', '')
            from pg_locks l
            join pg_stat_activity a on a.pid = l.pid
            join pg_class c on c.oid = l.relation
            where l.granted
              and l.locktype = 'relation'
              and l.database = (select oid from pg_database where datname = current_database())
              and c.relname like 'governance\\_%'
              and a.state like 'idle in transaction%'
              and l.pid <> pg_backend_pid()
            order by 1
            """;

    /** One try. */
    interface Work {
        void run() throws SQLException;
    }

    private final Connection connection;
    private final Duration patience;
    private final Consumer<String> line;

    Attempts(Connection connection, Duration patience, Consumer<String> line) {
        this.connection = connection;
        this.patience = patience;
        this.line = line;
    }

    /** Tries until it is done; anything but a busy table ends it at once. */
    void run(Work work) throws SQLException {
        long until = System.nanoTime() + patience.toNanos();
        boolean said = false;
        while (true) {
            SQLException busy;
            try {
                work.run();
                return;
            } catch (FlywayException e) {
                busy = onlyBusy(e, sqlCause(e));
            } catch (SQLException e) {
                busy = onlyBusy(e, e);
            }
            if (System.nanoTime() > until) {
                throw gaveUp(busy);
            }
            if (!said) {
                line.accept("a table is in use; trying again without holding anybody up");
                said = true;
            }
            Jdbc.pause(connection, PAUSE);
        }
    }

    private static <E extends Exception> SQLException onlyBusy(E failure, @Nullable SQLException cause) throws E {
        if (cause == null || cause.getSQLState() == null || !BUSY.contains(cause.getSQLState())) {
            throw failure;
        }
        return cause;
    }

    static @Nullable SQLException sqlCause(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return sql;
            }
        }
        return null;
    }

    private DatabaseProblem gaveUp(SQLException busy) throws SQLException {
        List<String> blockers = Jdbc.words(connection, BLOCKERS);
        String who = blockers.isEmpty() ? "" : "; open transactions: server process " + String.join(", ", blockers);
        return new DatabaseProblem(
                "a table stayed locked for " + patience.toSeconds() + " s" + who
                        + ". What was done stays done; end those transactions and run the same again",
                busy);
    }
}
