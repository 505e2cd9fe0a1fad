package dev.governance.sdk;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;

/** DataSources as pools and drivers hand them out, good and bad. */
public final class Connections {
    /** Changes each connection before it is handed out. */
    public interface Preparation {
        void prepare(Connection connection) throws SQLException;
    }

    /** Sees each connection before it is closed. */
    public interface Farewell {
        void see(Connection connection) throws SQLException;
    }

    public static DataSource prepared(DataSource source, Preparation preparation, Farewell farewell) {
        return dataSource(() -> {
            Connection connection = source.getConnection();
            preparation.prepare(connection);
            return connection(connection, farewell, true);
        });
    }

    /** A pool that hides which driver it is made of. */
    static DataSource opaque(DataSource source) {
        return dataSource(() -> connection(source.getConnection(), connection -> {}, false));
    }

    /** A source that can be exchanged while it is used. */
    public static DataSource changing(AtomicReference<DataSource> source) {
        return dataSource(() -> source.get().getConnection());
    }

    /** A server whose answer to a commit is lost when {@code cut} says so; what it was asked for is done. */
    static DataSource cutAfterCommit(DataSource source, BooleanSupplier cut) {
        return dataSource(() -> {
            Connection connection = source.getConnection();
            return (Connection) Proxy.newProxyInstance(
                    Connections.class.getClassLoader(),
                    new Class<?>[] {Connection.class},
                    (proxy, method, arguments) -> {
                        try {
                            Object answer = method.invoke(connection, arguments);
                            if (method.getName().equals("commit") && cut.getAsBoolean()) {
                                connection.close();
                                throw new SQLException("the line went dead", "08006");
                            }
                            return answer;
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        });
    }

    private interface Opening {
        Connection open() throws SQLException;
    }

    private static DataSource dataSource(Opening opening) {
        return (DataSource) Proxy.newProxyInstance(
                Connections.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getConnection")) {
                        return opening.open();
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    private static Connection connection(Connection connection, Farewell farewell, boolean unwraps) {
        return (Connection) Proxy.newProxyInstance(
                Connections.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (!unwraps && method.getName().equals("isWrapperFor")) {
                        return false;
                    }
                    if (method.getName().equals("close")) {
                        farewell.see(connection);
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private Connections() {}
}
