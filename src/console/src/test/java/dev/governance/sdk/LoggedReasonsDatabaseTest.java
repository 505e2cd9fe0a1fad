package dev.governance.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.sdk.degraded.Reason;
import dev.governance.sdk.errors.StoreException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an event says belongs in the audit log, and in no log beside it. */
class LoggedReasonsDatabaseTest {
    private static final String SECRET = "sesame-4711";

    private final SdkDatabase database = new SdkDatabase();

    private static AuditEvent event(UUID session) {
        return AuditEvent.of("talker", "refused").session(session).model(SECRET).with("text", SECRET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alter table governance_audit_events add constraint no_refused check (kind <> 'refused')",
                "alter table governance_audit_events rename column hmac_value to no_refused",
            })
    void whatTheDatabaseSaysOfAnEventIsToldWithoutTheEvent(String change) {
        database.execute(change);
        AuditResult result;
        List<String> lines;
        try (SdkLog log = new SdkLog();
                Governance governance = database.governance()) {
            result = governance.audit().log(event(UUID.randomUUID()));
            lines = List.copyOf(log.lines());
        }

        assertThat(result.stored()).isFalse();
        assertThat(result.problem()).get().asString().contains("SQLSTATE").doesNotContain(SECRET);
        assertThat(lines).anyMatch(line -> line.contains("SQLSTATE "));
        assertThat(lines).noneMatch(line -> line.contains(SECRET));
    }

    /** Two at once are a batch, whose message shows all its values. */
    @ParameterizedTest
    @ValueSource(strings = {"23514", "42501", "XX000", "57P03"})
    void aDrainThatFailsIsToldWithoutTheEvents(String state) {
        AtomicReference<DataSource> source = new AtomicReference<>(SdkDatabase.nowhere());
        database.execute("create function refuse() returns trigger language plpgsql as $$ begin"
                + " raise exception 'no thanks' using errcode = '" + state + "', detail = new::text; end $$");
        database.execute("create trigger refuse before insert on governance_audit_events for each row"
                + " when (new.kind = 'refused') execute function refuse()");
        List<String> lines;
        try (SdkLog log = new SdkLog();
                Governance governance = SdkDatabase.governance(Connections.changing(source))) {
            UUID session = UUID.randomUUID();
            governance.audit().log(event(session));
            governance.audit().log(event(session));
            source.set(database.dataSource());
            SdkDatabase.eventually(() -> log.lines().stream().anyMatch(line -> line.contains(state)));
            lines = List.copyOf(log.lines());
        }

        assertThat(lines).anyMatch(line -> line.contains(state));
        assertThat(lines).noneMatch(line -> line.contains(SECRET));
    }

    @Test
    void ofABatchTheServersFirstLineIsTold() {
        SQLException said = new SQLException("ERROR: no thanks\n  Detail: Failing row contains (sesame).", "23514");
        BatchUpdateException batch =
                new BatchUpdateException("Batch entry 0 insert ('sesame') was aborted", "23514", 0, new int[0], said);
        batch.setNextException(said);

        assertThat(reason(batch)).isEqualTo("ERROR: no thanks (SQLSTATE 23514)");
        assertThat(reason(said)).isEqualTo("ERROR: no thanks (SQLSTATE 23514)");
        assertThat(reason(new SQLException(batch))).isEqualTo("ERROR: no thanks (SQLSTATE 23514)");
        assertThat(reason(new IllegalStateException("pool: " + batch, batch)))
                .isEqualTo("IllegalStateException: ERROR: no thanks (SQLSTATE 23514)");
        assertThat(reason(new BatchUpdateException("insert ('sesame')", "XX000", new int[0])))
                .isEqualTo("a batch was not taken (SQLSTATE XX000)");
        assertThat(reason(new StoreException("what led to it could not be read", batch)))
                .isEqualTo("what led to it could not be read");
        assertThat(reason(new IllegalStateException("closed"))).isEqualTo("closed");
    }

    private static String reason(Throwable problem) {
        return Reason.of(problem);
    }
}
