package dev.governance.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Tables that are made, or may be read, only later. */
class SchemaGuardDatabaseTest {
    private final SdkDatabase database = new SdkDatabase();

    @Test
    void thatItCannotBeAskedIsForgottenAfterAMinute() throws SQLException {
        AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1);
        SchemaGuard guard = SchemaGuard.ofKeys(now::get);
        database.execute("alter table governance_audit_chain_keys rename to elsewhere");
        try (Connection connection = database.url().connect()) {
            assertThat(guard.holds(connection)).isFalse();
            database.execute("alter table elsewhere rename to governance_audit_chain_keys");
            now.addAndGet(TimeUnit.SECONDS.toNanos(59));
            assertThat(guard.holds(connection)).isFalse();
            now.addAndGet(TimeUnit.SECONDS.toNanos(1));
            assertThat(guard.holds(connection)).isTrue();
        }
    }

    @Test
    void thatItCanIsRemembered() throws SQLException {
        SchemaGuard guard = SchemaGuard.ofKeys(System::nanoTime);
        try (Connection connection = database.url().connect()) {
            assertThat(guard.holds(connection)).isTrue();
            database.execute("drop table governance_audit_chain_keys");

            assertThat(guard.holds(connection)).isTrue();
        }
    }

    @Test
    void ofALogThatIsNotThereNothingIsRemembered() throws SQLException {
        SchemaGuard guard = SchemaGuard.ofSignatures(System::nanoTime);
        database.execute("alter table governance_audit_events rename to elsewhere");
        try (Connection connection = database.url().connect()) {
            assertThat(guard.holds(connection)).isTrue();
            database.execute("create table governance_audit_events (event_id uuid)");
            assertThat(guard.holds(connection)).isFalse();
        }
    }

    @Test
    void columnsForSignaturesAreRememberedOnceTheyWereSeen() throws SQLException {
        SchemaGuard guard = SchemaGuard.ofSignatures(System::nanoTime);
        try (Connection connection = database.url().connect()) {
            assertThat(guard.holds(connection)).isTrue();
            database.execute("alter table governance_audit_events rename column signature to elsewhere");

            assertThat(guard.holds(connection)).isTrue();
        }
    }
}
