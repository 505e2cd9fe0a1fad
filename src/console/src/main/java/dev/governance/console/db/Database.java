package dev.governance.console.db;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The door to Postgres for everything that runs on an event loop. */
public final class Database {
    /** The code of a refusal when the console's role may not do what it was asked to. */
    public static final String NOT_PERMITTED = "not_permitted";

    /** The code of a refusal when a statement ran into its time limit. */
    public static final String TOO_SLOW = "too_slow";

    /** Connections of one node; agents and other nodes need the rest. */
    private static final int CONNECTIONS = 12;

    /** Askers that wait for a connection before the next is refused at once. */
    private static final int WAITING = 500;

    private static final int WAIT_SECONDS = 5;

    /**
     * Of every connection, and well within an asker's patience: an agent that forgot a lock must not make the whole
     * console wait for it, nor an act happen long after its asker was told that it did not.
     */
    private static final String LIMITS = "set lock_timeout = '3s'; set idle_in_transaction_session_timeout = '60s'";

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private static final String SNAPSHOT = "set transaction isolation level repeatable read, read only";
    /**
     * A plan that fits every value reads a whole table for a rare one, and compiling one takes longer than most run.
     */
    private static final String LOOKING = """
            select set_config('transaction_read_only', 'on', true), set_config('statement_timeout', $1, true),
                   set_config('plan_cache_mode', 'force_custom_plan', true), set_config('jit', 'off', true)
            """;

    private static final String LOCK_LIMIT = "select set_config('lock_timeout', $1, true)";

    private static final String STATEMENT_LIMIT = "select set_config('statement_timeout', $1, true)";

    private final Pool pool;

    public Database(Pool pool) {
        this.pool = pool;
    }

    /** Opens a pool; connections are made when they are needed. */
    public static Database open(Vertx vertx, PgConnectOptions options) {
        return open(vertx, options, 0);
    }

    /** The same with room for {@code more} connections that are held for long. */
    public static Database open(Vertx vertx, PgConnectOptions options, int more) {
        PoolOptions size = new PoolOptions()
                .setMaxSize(CONNECTIONS + more)
                .setMaxWaitQueueSize(WAITING)
                .setConnectionTimeout(WAIT_SECONDS)
                .setConnectionTimeoutUnit(TimeUnit.SECONDS);
        return new Database(PgBuilder.pool()
                .connectingTo(options)
                .with(size)
                .using(vertx)
                .withConnectHandler(Database::limited)
                .build());
    }

    private static void limited(SqlConnection connection) {
        connection
                .query(LIMITS)
                .execute()
                .onFailure(failure -> LOG.atWarn().setCause(failure).log("a connection has no time limits"))
                .eventually(connection::close) // which gives it to the pool
                .onFailure(failure -> LOG.atDebug().setCause(failure).log("a connection was lost at once"));
    }

    public Queries queries() {
        return new ClientQueries(pool);
    }

    /**
     * Runs {@code work} in one READ COMMITTED transaction: committed when its future succeeds, else rolled back. Nothing
     * may be announced inside.
     */
    public <T> Future<T> inTransaction(Function<Queries, Future<T>> work) {
        return pool.withTransaction(connection -> work.apply(new ClientQueries(connection)))
                .recover(DatabaseFailure::explained);
    }

    /** Like {@link #inTransaction(Function)}, in which no lock is waited for longer than {@code longest}. */
    public <T> Future<T> inTransaction(Duration longest, Function<Queries, Future<T>> work) {
        return inTransaction(
                queries -> queries.list(LOCK_LIMIT, Tuple.of(Long.toString(longest.toMillis())), row -> true)
                        .compose(set -> work.apply(queries)));
    }

    /** Runs {@code work} in a transaction whose every statement ends, refused, after {@code longest}. */
    public <T> Future<T> within(Duration longest, Function<Queries, Future<T>> work) {
        return inTransaction(queries -> limit(queries, longest).compose(set -> work.apply(queries)));
    }

    /**
     * Runs {@code work} in a read-only transaction whose every statement is planned for its own values and ends, refused,
     * after {@code longest}.
     */
    public <T> Future<T> looking(Duration longest, Function<Queries, Future<T>> work) {
        return inTransaction(queries -> queries.list(LOOKING, Tuple.of(Long.toString(longest.toMillis())), row -> true)
                .compose(set -> work.apply(queries)));
    }

    /** Runs {@code work} in one read-only snapshot (REPEATABLE READ): what commits meanwhile is not seen. */
    public <T> Future<T> inSnapshot(Duration longest, Function<Queries, Future<T>> work) {
        return inTransaction(queries -> queries.execute(SNAPSHOT, Tuple.tuple())
                .compose(begun -> limit(queries, longest))
                .compose(set -> work.apply(queries)));
    }

    /** Like {@link #inSnapshot(Duration, Function)}, in the snapshot that a {@link CopyOut#share} named, while it is open. */
    public <T> Future<T> inSnapshot(String shared, Duration longest, Function<Queries, Future<T>> work) {
        if (!CopyOut.isName(shared)) {
            throw new IllegalArgumentException("no name of a snapshot: " + shared);
        }
        return inTransaction(queries -> queries.execute(SNAPSHOT, Tuple.tuple())
                .compose(begun -> queries.execute("set transaction snapshot '" + shared + "'", Tuple.tuple()))
                .compose(joined -> limit(queries, longest))
                .compose(set -> work.apply(queries)));
    }

    private static Future<?> limit(Queries queries, Duration longest) {
        return queries.list(STATEMENT_LIMIT, Tuple.of(Long.toString(longest.toMillis())), row -> true);
    }

    /** Succeeds when the database answers. */
    public Future<Void> ping() {
        return pool.query("select 1").execute().<Void>mapEmpty().recover(DatabaseFailure::explained);
    }

    public Future<Void> close() {
        return pool.close();
    }
}
