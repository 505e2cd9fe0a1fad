package dev.governance.bench.append;

import dev.governance.console.db.DatabaseUrl;
import java.io.PrintWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A fixed number of open connections, lent one at a time: the least that any pool of an agent does. */
final class KeptConnections implements DataSource, AutoCloseable {
    private static final long PATIENCE_S = 30;

    private final BlockingQueue<Connection> idle = new LinkedBlockingQueue<>();
    private final int count;

    KeptConnections(DatabaseUrl url, int count) {
        this.count = count;
        for (int i = 0; i < count; i++) {
            idle.add(url.connect());
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        try {
            Connection connection = idle.poll(PATIENCE_S, TimeUnit.SECONDS);
            if (connection == null) {
                throw new SQLException("all " + count + " connections are in use");
            }
            return lent(connection);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while waiting for a connection", e);
        }
    }

    /** Closing gives it back. */
    private Connection lent(Connection connection) {
        InvocationHandler handler = (proxy, method, values) -> {
            if (method.getName().equals("close")) {
                idle.add(connection);
                return null;
            }
            try {
                return method.invoke(connection, values);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
        return (Connection) Proxy.newProxyInstance(
                KeptConnections.class.getClassLoader(), new Class<?>[] {Connection.class}, handler);
    }

    @Override
    public Connection getConnection(@Nullable String user, @Nullable String password) throws SQLException {
        return getConnection();
    }

    @Override
    public void close() {
        for (Connection connection = idle.poll(); connection != null; connection = idle.poll()) {
            try {
                connection.close();
            } catch (SQLException e) {
                throw new IllegalStateException("a connection cannot be closed", e);
            }
        }
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter writer) {
        // nothing is logged
    }

    @Override
    public void setLoginTimeout(int seconds) {
        // connections are open already
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("not a " + type.getName());
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
