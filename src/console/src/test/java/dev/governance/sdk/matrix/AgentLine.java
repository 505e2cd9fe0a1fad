package dev.governance.sdk.matrix;

import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.testing.Relay;
import dev.governance.sdk.Connections;
import dev.governance.sdk.SdkDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** The line between an agent and its database, which a test troubles and mends. */
final class AgentLine implements AutoCloseable {
    private final Relay relay = new Relay();
    private final DataSource there;
    private final AtomicReference<DataSource> source;
    private final AtomicReference<@Nullable Connection> listening = new AtomicReference<>();

    AgentLine(DatabaseUrl database) {
        this.there = source(relay.to(database));
        this.source = new AtomicReference<>(there);
    }

    private static DataSource source(DatabaseUrl url) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {url.host()});
        source.setPortNumbers(new int[] {url.port()});
        source.setDatabaseName(url.database());
        source.setUser(url.user());
        source.setPassword(url.password());
        return source;
    }

    /** For all but hearing of halts. */
    DataSource source() {
        return Connections.changing(source);
    }

    /** For hearing of halts. */
    DataSource haltSource() {
        return Connections.prepared(source(), listening::set, connection -> {});
    }

    /** The connection stays, and hears nothing. */
    void unlisten() {
        try (Statement statement = listening.get().createStatement()) {
            statement.execute("unlisten *");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Each answer comes so much later from now on. */
    void delay(Duration late) {
        relay.delay(late);
    }

    /** No byte comes through from now on, and no connection ends. */
    void swallow() {
        relay.swallow();
    }

    /** Every connection ends, and nobody is let in. */
    void cut() {
        source.set(SdkDatabase.nowhere());
        relay.reset();
    }

    /** All is well again, on new connections. */
    void mend() {
        source.set(there);
        relay.reset();
    }

    @Override
    public void close() {
        relay.close();
    }
}
