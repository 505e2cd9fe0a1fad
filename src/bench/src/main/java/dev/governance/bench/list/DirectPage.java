package dev.governance.bench.list;

import dev.governance.bench.machine.Latencies;
import dev.governance.console.db.AuditRows;
import dev.governance.console.db.DatabaseUrl;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The first page straight from PostgreSQL: what no server between can be faster than. */
final class DirectPage implements AutoCloseable {
    private static final String PAGE = "select " + AuditRows.COLUMNS
            + " from governance_audit_events order by chain_seq desc, event_id desc limit " + Pages.SIZE;

    private final Connection connection;
    private final PreparedStatement statement;

    DirectPage(DatabaseUrl url) {
        this.connection = url.connect();
        try {
            this.statement = connection.prepareStatement(PAGE);
        } catch (SQLException e) {
            throw new IllegalStateException("the page cannot be prepared: " + e.getMessage(), e);
        }
    }

    void read(Latencies latencies) {
        long began = System.nanoTime();
        try (ResultSet rows = statement.executeQuery()) {
            int read = 0;
            while (rows.next()) {
                read += rows.getString("metadata").isEmpty() ? 0 : 1;
            }
            if (read != Pages.SIZE) {
                throw new IllegalStateException("a page of " + read + " rows");
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the page cannot be read: " + e.getMessage(), e);
        }
        latencies.add(System.nanoTime() - began);
    }

    @Override
    public void close() {
        try {
            statement.close();
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("a connection cannot be closed", e);
        }
    }
}
