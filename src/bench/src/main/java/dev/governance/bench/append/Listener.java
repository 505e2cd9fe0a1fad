package dev.governance.bench.append;

import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.db.Jdbc;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;

/** Somebody who listens: without a listener a NOTIFY costs less than it does in the field. */
final class Listener {
    private static final int LOOK_MS = 200;

    private final Connection connection;
    private final Thread thread;
    private volatile boolean ended;

    /** Does something while somebody listens to each database. */
    static void whileOn(List<DatabaseUrl> urls, Runnable work) {
        List<Listener> listeners = new ArrayList<>();
        try {
            urls.forEach(url -> listeners.add(new Listener(url)));
            work.run();
        } finally {
            listeners.forEach(Listener::close);
        }
    }

    private Listener(DatabaseUrl url) {
        this.connection = url.connect();
        this.thread = new Thread(this::listen, "listener");
        thread.setDaemon(true);
        try {
            Jdbc.execute(connection, "listen governance_doorbell");
            Jdbc.execute(connection, "listen governance_events");
        } catch (SQLException e) {
            throw new IllegalStateException("nobody can listen: " + e.getMessage(), e);
        }
        thread.start();
    }

    private void listen() {
        try {
            PGConnection postgres = connection.unwrap(PGConnection.class);
            while (!ended) {
                postgres.getNotifications(LOOK_MS);
            }
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("listening ended: " + e.getMessage(), e);
        }
    }

    private void close() {
        ended = true;
        try {
            thread.join(10L * LOOK_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
