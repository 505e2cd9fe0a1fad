package dev.governance.console.db;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a database that cannot be reached, has no room now or denies a right from a statement that is wrong. */
final class DatabaseFailure {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseFailure.class);

    /** A table or a column that is not there. */
    private static final Set<String> BEHIND = Set.of("42P01", "42703");

    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    /** A statement ran into its time limit (query_canceled). */
    private static final String CANCELLED = "57014";

    /** Somebody else holds a lock for longer than a connection waits (lock_not_available). */
    private static final String LOCKED = "55P03";

    /** A standby, or a server that was told to take no writes (read_only_sql_transaction). */
    private static final String READ_ONLY = "25006";

    private static final String DISK_FULL = "53100";

    /** What cannot be put in a row with others, and a deadlock; the transaction was undone. */
    private static final Set<String> COLLIDED = Set.of("40001", "40P01");

    static <T> Future<T> explained(Throwable failure) {
        if (failure instanceof Refusal) {
            return Future.failedFuture(failure);
        }
        if (failure instanceof PgException postgres && postgres.getSqlState().equals(CANCELLED)) {
            return Future.failedFuture(new Refusal(
                    Fault.UNAVAILABLE, Database.TOO_SLOW, "the database takes too long for this; narrow the question"));
        }
        if (failure instanceof PgException postgres && postgres.getSqlState().equals(LOCKED)) {
            return Future.failedFuture(new Refusal(
                    Fault.UNAVAILABLE,
                    "locked",
                    "another transaction in the database holds what this needs and does not let go; nothing was changed."
                            + " Try again, or end that transaction (pg_blocking_pids names it)"));
        }
        if (failure instanceof PgException postgres && COLLIDED.contains(postgres.getSqlState())) {
            return Future.failedFuture(new Refusal(
                    Fault.UNAVAILABLE,
                    "collided",
                    "this collided with another transaction in the database; nothing was changed. Try again"));
        }
        if (failure instanceof PgException postgres && postgres.getSqlState().equals(READ_ONLY)) {
            return Future.failedFuture(new Refusal(
                    Fault.UNAVAILABLE,
                    "database_read_only",
                    "the database takes no writes now, as a standby does; nothing was changed. Point the console to the"
                            + " primary, or try again"));
        }
        if (failure instanceof PgException postgres && postgres.getSqlState().equals(DISK_FULL)) {
            return Future.failedFuture(new Refusal(
                    Fault.UNAVAILABLE,
                    "disk_full",
                    "the database's disk is full; nothing was changed. Make room there and try again"));
        }
        if (failure instanceof PgException postgres && BEHIND.contains(postgres.getSqlState())) {
            LOG.atError().setCause(failure).log("the schema lacks what a statement names");
            return Future.failedFuture(new Refusal(
                    Fault.UNAVAILABLE,
                    "schema_behind",
                    "the database's schema is behind this console; bring it up to date with: governance migrate"));
        }
        if (failure instanceof PgException postgres && postgres.getSqlState().equals(INSUFFICIENT_PRIVILEGE)) {
            return Future.failedFuture(new Refusal(
                    Fault.UNAVAILABLE,
                    Database.NOT_PERMITTED,
                    "the console's database role lacks a right: " + postgres.getErrorMessage()));
        }
        if (failure instanceof PgException postgres && !isPassing(postgres.getSqlState())) {
            return Future.failedFuture(failure);
        }
        if (isBug(failure)) {
            return Future.failedFuture(failure);
        }
        return Future.failedFuture(
                new Refusal(Fault.UNAVAILABLE, "database_unavailable", "the database does not answer; try again"));
    }

    /** What our own code throws while it reads rows; trouble with the connection comes as exceptions of the client. */
    private static boolean isBug(Throwable failure) {
        return failure instanceof Error
                || (failure instanceof RuntimeException
                        && failure.getClass().getName().startsWith("java."));
    }

    /** Connection trouble (08), no resources (53), an operator's stop (57), lock not available (55). */
    private static boolean isPassing(String state) {
        return state.startsWith("08") || state.startsWith("53") || state.startsWith("57") || state.startsWith("55");
    }

    private DatabaseFailure() {}
}
