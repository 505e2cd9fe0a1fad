package dev.governance.console.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.db.AuditRows;
import dev.governance.console.testing.TestPostgres;
import dev.governance.console.wire.LogVerdict;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A few bytes of JSONB that stand for gigabytes of text, or cannot be printed at all, cost themselves only. */
class PoisonedRowTest {
    private static final String GIGABYTE = "('[' || repeat('1e131071,', 9000) || '1]')::jsonb";
    private static final String MANY_MEGABYTES = "('[' || repeat('1e131071,', 900) || '1]')::jsonb";
    private static final String SMALL_AND_LONG = "('[' || repeat('1e131071,', 25) || '1]')::jsonb";
    private static final String DEEP = "(repeat('[', 14000) || '1' || repeat(']', 14000))::jsonb";

    private AuditLog log;
    private LogConsole console;

    @BeforeEach
    void open() throws SQLException {
        log = new AuditLog();
        console = new LogConsole(log.url);
    }

    @AfterEach
    void close() throws SQLException {
        console.close();
        log.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {GIGABYTE, MANY_MEGABYTES, SMALL_AND_LONG, DEEP})
    void theSessionOfThatRowIsNamedAndAllOthersAreVerified(String metadata) throws SQLException {
        UUID[] poisoned = log.session(3);
        log.session(4);
        log.session(2);
        log.tamper(
                "update governance_audit_events set metadata_json = " + metadata + " where event_id = ?", poisoned[1]);

        LogVerdict verdict = console.verify();

        assertThat(verdict.headline()).isEqualTo("TAMPERED in 1 of 3 sessions");
        assertThat(verdict.verifiedSessions()).isEqualTo(2);
        assertThat(verdict.events()).isEqualTo(9);
    }

    @Test
    void theOtherRowsOfAPageAreRead() throws SQLException {
        UUID[] poisoned = log.session(3);
        log.tamper(
                "update governance_audit_events set metadata_json = " + GIGABYTE + " where event_id = ?", poisoned[1]);

        List<String> texts = TestPostgres.ask(
                log.url,
                "select coalesce(metadata, 'left out') from (select " + AuditRows.COLUMNS
                        + " from governance_audit_events order by chain_seq) page");

        assertThat(texts).hasSize(3).containsOnlyOnce("left out");
    }
}
