package dev.governance.sdk;

import dev.governance.sdk.degraded.Reason;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs short transactions on the host's DataSource and gives each connection back as it was. */
final class Store {
    private static final Logger LOG = LoggerFactory.getLogger(Store.class);

    /**
     * A process that freezes inside a transaction holds its locks for so long at most: less than others wait for them, or
     * the one that froze would make all of them give up. Not less than a garbage collection takes.
     */
    private static final Duration LONGEST_IDLE = Duration.ofSeconds(3);

    private static final Duration SHORTEST_IDLE = Duration.ofSeconds(1);

    /** Lets the server's own timeout speak first. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private static final String NO_CONNECTION = "08001";

    /** What a transaction does. */
    interface Work<T> {
        T in(Connection connection) throws SQLException;
    }

    private final DataSource dataSource;
    private final String begin;
    private final int networkMillis;

    /**
     * Creates the store.
     *
     * @param patience how long one statement may take, waiting for locks included
     */
    Store(DataSource dataSource, Duration patience) {
        this.dataSource = dataSource;
        // One round trip, and nothing that outlives the transaction: there is no isolation level to put back.
        this.begin = "set transaction isolation level read committed, read write; set local statement_timeout = "
                + patience.toMillis() + "; set local idle_in_transaction_session_timeout = "
                + idle(patience).toMillis();
        this.networkMillis = Math.toIntExact(patience.plus(GRACE).toMillis());
    }

    private static Duration idle(Duration patience) {
        Duration some = patience.multipliedBy(3).dividedBy(5);
        Duration most = some.compareTo(LONGEST_IDLE) < 0 ? some : LONGEST_IDLE;
        return most.compareTo(SHORTEST_IDLE) < 0 ? SHORTEST_IDLE : most;
    }

    /**
     * Runs {@code work} at READ COMMITTED, whatever the DataSource's defaults are, and commits.
     *
     * @throws SQLException when it was not committed, or that is not known
     */
    <T> T transaction(Work<T> work) throws SQLException {
        try (Connection connection = open()) {
            boolean autoCommit = connection.getAutoCommit();
            int networkTimeout = limit(connection, networkMillis);
            boolean committed = false;
            try {
                connection.setAutoCommit(false);
                begin(connection);
                T result = work.in(connection);
                connection.commit();
                committed = true;
                return result;
            } finally {
                restore(connection, autoCommit, networkTimeout, committed);
            }
        }
    }

    /** Whatever a pool throws: when it gives no connection, the store cannot be reached. */
    private Connection open() throws SQLException {
        try {
            return dataSource.getConnection();
        } catch (SQLException | RuntimeException e) {
            if (e instanceof SQLException sql && Outage.is(sql)) {
                throw sql;
            }
            throw new SQLTransientConnectionException("no connection to the store: " + Reason.of(e), NO_CONNECTION, e);
        }
    }

    private void begin(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(begin);
        }
    }

    /** Bounds what the server's timeouts cannot: a network that swallows packets. */
    static int limit(Connection connection, int millis) throws SQLException {
        try {
            int before = connection.getNetworkTimeout();
            connection.setNetworkTimeout(Runnable::run, millis);
            return before;
        } catch (SQLFeatureNotSupportedException e) {
            return 0;
        }
    }

    private static void restore(Connection connection, boolean autoCommit, int networkTimeout, boolean committed) {
        try {
            if (!committed) {
                connection.rollback();
            }
            connection.setAutoCommit(autoCommit);
            limit(connection, networkTimeout);
        } catch (SQLException e) {
            // The connection is broken, which the pool sees by itself; what the work reported counts.
            LOG.atDebug().addKeyValue("reason", Reason.of(e)).log("a connection could not be put back as it was");
        }
    }
}
