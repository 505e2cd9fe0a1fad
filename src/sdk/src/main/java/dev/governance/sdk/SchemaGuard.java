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

/**
 * Whether the database has what a statement needs. That it was seen is remembered; that it is missing, for a minute; where
 * there is nothing to look at, nothing is.
 */
final class SchemaGuard {
    private static final Logger LOG = LoggerFactory.getLogger(SchemaGuard.class);

    /** No row when there is no such table, as in a database that {@code governance migrate} has not prepared. */
    private static final String KEYS = """
            select has_table_privilege(oid, 'select'), true
              from pg_class
             where oid = to_regclass('governance_audit_chain_keys')
            """;

    /** A log that is not there at all says nothing: to append to it shall fail. */
    private static final String SIGNATURES = """
            select log is null
                or 3 = (select count(*)
                          from pg_attribute
                         where attrelid = log
                           and attname in ('signature', 'signing_key_fingerprint', 'signature_status')
                           and not attisdropped),
                   log is not null
              from to_regclass('governance_audit_events') as log
            """;

    /** Somebody may migrate, or grant, while the process runs. */
    private static final long AGAIN_NANOS = Duration.ofMinutes(1).toNanos();

    /** Asks whether it holds, and whether that was seen. */
    private final String question;

    private final String warning;
    private final LongSupplier nanoTime;
    private final AtomicLong lastAsked = new AtomicLong();
    private volatile boolean holds;
    private volatile boolean asked;

    private SchemaGuard(String question, String warning, LongSupplier nanoTime) {
        this.question = question;
        this.warning = warning;
        this.nanoTime = nanoTime;
    }

    /** Whether the table of the chain's keys can be asked which one signs now. */
    static SchemaGuard ofKeys(LongSupplier nanoTime) {
        return new SchemaGuard(
                KEYS,
                "governance_audit_chain_keys cannot be read: this process will not notice a rotation of the key of the"
                        + " audit chain; run `governance migrate`, and grant select on the table",
                nanoTime);
    }

    /** Whether rows can bear signatures; before 0.6 of the Python SDK they cannot. */
    static SchemaGuard ofSignatures(LongSupplier nanoTime) {
        return new SchemaGuard(
                SIGNATURES,
                "governance_audit_events has no columns for signatures: events are recorded without; run"
                        + " `governance migrate`",
                nanoTime);
    }

    boolean holds(Connection connection) throws SQLException {
        if (holds) {
            return true;
        }
        long now = nanoTime.getAsLong();
        if (asked && now - lastAsked.get() < AGAIN_NANOS) {
            return false;
        }
        Answer answer = ask(connection);
        if (!answer.seen()) {
            return answer.holds();
        }
        holds = answer.holds();
        if (!holds && !asked) {
            LOG.atWarn().log(warning);
        }
        lastAsked.set(now);
        asked = true;
        return holds;
    }

    private Answer ask(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(question)) {
            return rows.next() ? new Answer(rows.getBoolean(1), rows.getBoolean(2)) : new Answer(false, true);
        }
    }

    private record Answer(boolean holds, boolean seen) {}
}
