package dev.governance.console.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.governance.chain.Redaction;
import dev.governance.console.audit.AuditLog;
import dev.governance.console.deploy.LeastRights.Role;
import dev.governance.console.server.Console;
import dev.governance.console.server.DatabaseSource;
import dev.governance.console.server.LogProof;
import dev.governance.console.server.MarksUpkeep;
import dev.governance.console.server.config.Configuration;
import dev.governance.console.testing.Eventually;
import dev.governance.console.testing.TestPostgres;
import dev.governance.console.wire.LogVerdict;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code deploy/sql/retention.sql} takes out of the log is missed until somebody adopts the rest, and the rest holds. */
class RetentionTest {
    @TempDir
    Path folder;

    private final LeastRights database = new LeastRights();
    private final UUID over = UUID.randomUUID();
    private final UUID goesOn = UUID.randomUUID();
    private Map<String, String> environment = Map.of();
    private AuditLog log;
    private long upTo;

    @BeforeEach
    void twoSessionsAreMarked() throws SQLException {
        environment = Map.of(
                "GOVERNANCE_DATABASE_URL",
                database.as(Role.CONSOLE).withPassword(),
                "GOVERNANCE_AUDIT_SECRET",
                AuditLog.SECRET);
        adopt("first start");
        log = new AuditLog(database.superuser());
        log.append(over, "{}");
        log.append(goesOn, "{}");
        log.append(over, "{}");
        upTo = Long.parseLong(log.text("select max(chain_seq) from governance_audit_events"));
        log.append(goesOn, "{}");
        mark();
    }

    @AfterEach
    void end() throws SQLException {
        log.close();
        database.close();
    }

    private Path data() {
        return folder.resolve("data");
    }

    private void adopt(String reason) {
        try (DatabaseSource source = DatabaseSource.forCommand(null, data(), false, environment, line -> {})) {
            new MarksUpkeep(source, environment, List.of()).adopt(reason, "a test");
        }
    }

    /** By a console that runs until it has seen everything. */
    private void mark() {
        Console console = Console.serve(
                Configuration.read(null, Map.of(), Map.of("http.port", "0")), data(), environment, line -> {});
        try {
            Eventually.holds(
                    "everything is marked",
                    () -> !TestPostgres.ask(database.superuser(), """
                    select number
                      from governance_console.mark_heads
                     where up_to_seq >= (select max(chain_seq) from governance_audit_events)
                    """).isEmpty());
        } finally {
            console.close();
        }
    }

    private LogVerdict verdict() {
        try (DatabaseSource source = DatabaseSource.forCommand(null, data(), false, environment, line -> {});
                LogProof proof =
                        LogProof.of(source, environment, new Redaction(Set.of()), null, List.of(), progress -> {})) {
            return proof.all(1);
        }
    }

    private void takenBy(Role role) {
        PsqlScript.run(database.as(role), "retention.sql", Map.of("sdk", "public", "upto", Long.toString(upTo)));
    }

    private List<String> sessions() {
        return TestPostgres.ask(
                database.superuser(),
                "select distinct session_id from governance_audit_events where agent_id = 'agent-one'");
    }

    @Test
    void whatIsTakenIsMissedUntilTheRestIsAdopted() throws SQLException {
        assertThat(verdict().verdict()).isEqualTo("verified");
        assertThatThrownBy(() -> takenBy(Role.CONSOLE)).hasMessageMatching("(?s).*(permission denied|must be owner).*");

        takenBy(Role.OWNER);

        assertThat(sessions()).containsExactly(goesOn.toString());
        assertThatThrownBy(() -> log.execute("delete from governance_audit_events"))
                .hasMessageContaining("append-only");
        LogVerdict missed = verdict();
        assertThat(missed.verdict()).isEqualTo("truncated");
        assertThat(missed.damaged()).extracting(damaged -> damaged.sessionId()).containsExactly(over);

        adopt("sessions up to " + upTo + " are archived");
        mark();

        assertThat(verdict().verdict()).isEqualTo("verified");
        assertThat(log.text("select metadata_json ->> 'reason' from governance_audit_events"
                        + " where kind = 'marks.adopted' order by chain_seq desc limit 1"))
                .isEqualTo("sessions up to " + upTo + " are archived");
        assertThat(log.text("select count(*) from governance_console.row_parts"))
                .isEqualTo(log.text("select count(*) from governance_audit_events"));
    }
}
