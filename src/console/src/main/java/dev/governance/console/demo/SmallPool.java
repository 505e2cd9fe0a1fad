package dev.governance.console.demo;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Keeps a few connections of a DataSource open between uses, so that the sample agents do not sign in for each event. */
final class SmallPool implements DataSource, AutoCloseable {
    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(SmallPool.class);

    private static final int IDLE = 4;
    private static final Duration TRUSTED = Duration.ofSeconds(2); // after that the server may have gone
    private static final int PROBE_SECONDS = 2;

    private record Resting(Connection connection, long since) {}

    private final DataSource source;
    private final ConcurrentLinkedDeque<Resting> resting = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    SmallPool(DataSource source) {
        this.source = source;
    }

    @Override
    public Connection getConnection() throws SQLException {
        for (Resting next = resting.pollFirst(); next != null; next = resting.pollFirst()) {
            if (isUsable(next)) {
                return lent(next.connection);
            }
            leave(next.connection);
        }
        return lent(source.getConnection());
    }

    private static boolean isUsable(Resting next) throws SQLException {
        return System.nanoTime() - next.since < TRUSTED.toNanos() || next.connection.isValid(PROBE_SECONDS);
    }

    private Connection lent(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                SmallPool.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> call(connection, method, arguments));
    }

    private @Nullable Object call(Connection connection, Method method, Object @Nullable [] arguments)
            throws Throwable {
        if (method.getName().equals("close")) {
            giveBack(connection);
            return null;
        }
        try {
            return method.invoke(connection, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private void giveBack(Connection connection) throws SQLException {
        if (closed || connection.isClosed() || !connection.getAutoCommit() || resting.size() >= IDLE) {
            connection.close();
            return;
        }
        resting.addFirst(new Resting(connection, System.nanoTime()));
    }

    @Override
    public void close() {
        closed = true;
        for (Resting next = resting.pollFirst(); next != null; next = resting.pollFirst()) {
            leave(next.connection);
        }
    }

    private static void leave(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.atDebug().setCause(e).log("a connection was gone already");
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("one user only");
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return source.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        source.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        source.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return source.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return source.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return source.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return source.isWrapperFor(type);
    }
}
