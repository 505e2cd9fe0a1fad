package dev.governance.sdk;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the table of keys can be asked which one signs now. That it can is found out once; that it cannot, each minute anew. */
final class KeyGuard {
    private static final Logger LOG = LoggerFactory.getLogger(KeyGuard.class);

    /** No row when there is no such table, as in a database that {@code governance migrate} has not prepared. */
    private static final String READABLE = """
            select has_table_privilege(oid, 'select')
              from pg_class
             where oid = to_regclass('governance_audit_chain_keys')
            """;

    /** Somebody may migrate, or grant, while the process runs. */
    private static final long AGAIN_NANOS = Duration.ofMinutes(1).toNanos();

    private final LongSupplier nanoTime;
    private final AtomicLong lastAsked = new AtomicLong();
    private volatile boolean askable;
    private volatile boolean asked;

    /** Creates it. */
    KeyGuard(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    boolean isAskable(Connection connection) throws SQLException {
        if (askable) {
            return true;
        }
        long now = nanoTime.getAsLong();
        if (asked && now - lastAsked.get() < AGAIN_NANOS) {
            return false;
        }
        askable = isReadable(connection);
        if (!askable && !asked) {
            LOG.atWarn()
                    .log(
                            "governance_audit_chain_keys cannot be read: this process will not notice a rotation of the key"
                                    + " of the audit chain; run `governance migrate`, and grant select on the table");
        }
        lastAsked.set(now);
        asked = true;
        return askable;
    }

    private static boolean isReadable(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(READABLE)) {
            return rows.next() && rows.getBoolean(1);
        }
    }
}
