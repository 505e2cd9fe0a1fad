package dev.governance.console.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One read-only snapshot over a connection of its own, out of which rows are copied as fast as PostgreSQL gives them:
 * each as the bytes of one message of COPY, handed over on the thread that reads. Memory is one message. Used by one
 * thread at a time; only {@link #cancel} may come from another.
 */
public final class CopyOut implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CopyOut.class);

    /** A server that sends nothing for longer is taken for gone; it may have to pass over many dead rows. */
    private static final int SILENCE_MS = 600_000;

    /**
     * A role's own limits are for its statements, not for reading a whole log. And a table is read from its beginning, by
     * one process, so that who was interrupted knows where.
     */
    private static final List<String> SETTINGS = List.of(
            "set local statement_timeout = 0",
            "set local idle_in_transaction_session_timeout = 0",
            "set local synchronize_seqscans = off",
            "set local max_parallel_workers_per_gather = 0");

    private final Connection connection;
    private volatile boolean cancelled;

    private CopyOut(Connection connection) {
        this.connection = connection;
    }

    /**
     * Opens a new snapshot (REPEATABLE READ, READ ONLY).
     *
     * @throws DatabaseProblem when the database cannot be reached
     */
    public static CopyOut open(DatabaseUrl url) throws SQLException {
        return opened(url, "");
    }

    /** Opens another connection on the snapshot that {@link #share} named, while that one is still open. */
    public static CopyOut openOn(DatabaseUrl url, String shared) throws SQLException {
        if (!isName(shared)) {
            throw new IllegalArgumentException("no name of a snapshot: " + shared);
        }
        return opened(url, shared);
    }

    /** Names cannot be parameters of a statement, so they are looked at. */
    static boolean isName(String shared) {
        return shared.matches("[0-9A-Fa-f-]+");
    }

    private static CopyOut opened(DatabaseUrl url, String shared) throws SQLException {
        Connection connection = url.connectWide();
        try {
            connection.setNetworkTimeout(Runnable::run, SILENCE_MS);
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            if (!shared.isEmpty()) {
                Jdbc.execute(connection, "set transaction snapshot '" + shared + "'");
            }
            for (String setting : SETTINGS) {
                Jdbc.execute(connection, setting);
            }
            return new CopyOut(connection);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** A name under which others may open this snapshot as long as it is open. */
    public String share() throws SQLException {
        return Jdbc.words(connection, "select pg_export_snapshot()").get(0);
    }

    /** Runs an ordinary query in the snapshot. */
    public <T> List<T> list(String sql, Jdbc.Mapper<T> mapper, Object... values) throws SQLException {
        refuseCancelled();
        return Jdbc.list(connection, sql, mapper, values);
    }

    /** Runs an ordinary query of any length, {@code rows} rows of it in memory at a time. */
    public void each(String sql, int rows, Jdbc.Reader reader, Object... values) throws SQLException {
        refuseCancelled();
        Jdbc.each(
                connection,
                sql,
                rows,
                row -> {
                    refuseCancelled();
                    reader.read(row);
                },
                values);
    }

    /**
     * Copies what a query gives in PostgreSQL's binary form.
     *
     * @param select a whole query; COPY takes no parameters, so only numbers and UUIDs of ours may stand in it
     * @param taker hears each message: the first begins with the header, the last is the trailer
     * @throws CancellationException when {@link #cancel} was called; the connection is of no more use
     */
    public void copy(String select, Consumer<byte[]> taker) throws SQLException {
        refuseCancelled();
        org.postgresql.copy.CopyOut rows = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("copy (" + select + ") to stdout (format binary)");
        try {
            for (byte[] message = rows.readFromCopy(); message != null; message = rows.readFromCopy()) {
                refuseCancelled();
                taker.accept(message);
            }
        } catch (SQLException e) {
            refuseCancelled(); // what the server says to a cancelled query is no news
            throw e;
        } finally {
            if (rows.isActive()) {
                end(rows);
            }
        }
    }

    /** The server stops in the middle, or the connection is given up; whoever threw has the reason. */
    private static void end(org.postgresql.copy.CopyOut rows) {
        try {
            rows.cancelCopy();
        } catch (SQLException e) {
            LOG.atDebug().setCause(e).log("a copy ended with its connection");
        }
    }

    private void refuseCancelled() {
        if (cancelled) {
            throw new CancellationException("the reading was cancelled");
        }
    }

    /** Ends what is being read, promptly, even when the server has not sent a row yet. Safe from any thread. */
    public void cancel() {
        cancelled = true;
        try {
            connection.unwrap(PGConnection.class).cancelQuery();
        } catch (SQLException e) {
            LOG.atDebug().setCause(e).log("a reading was cancelled whose connection is gone");
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.atDebug().setCause(e).log("a snapshot ended with its connection");
        }
    }
}
