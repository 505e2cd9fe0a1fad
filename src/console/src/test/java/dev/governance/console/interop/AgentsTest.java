package dev.governance.console.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.governance.sdk.AuditEvent;
import dev.governance.sdk.Governance;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Agents of the real Python SDK on a database that our migrations made, with our console over it. */
@Tag("interop")
class AgentsTest {
    private static final int APPENDED_BY_EACH = 60;

    private final InteropConsole console = InteropConsole.open();

    @AfterEach
    void stop() {
        console.close();
    }

    @ParameterizedTest
    @EnumSource
    void everySessionThatThePackageWroteIsVerified(PythonRelease release) {
        JsonNode scope;
        JsonNode budget;
        try (PythonRun run = release.script(console.database(), "write.py", "agent")) {
            scope = run.await("scope");
            budget = run.await("budget");
            run.finish();
        }

        assertThat(scope.get("allowed").isNull()).isTrue();
        assertThat(scope.get("forbidden").asText()).isEqualTo("ScopeViolation");
        assertThat(scope.get("unknown").asText()).isEqualTo("PolicyNotRegistered");
        assertThat(budget.get("within").isNull()).isTrue();
        assertThat(budget.get("beyond").asText()).isEqualTo("BudgetExceeded");
        Rows rows = console.rows();
        assertThat(rows.texts("select kind || coalesce(' ' || model, '') from governance_audit_events"
                        + " where agent_id <> 'governance-console' order by chain_seq"))
                .containsExactly(
                        "agent.start",
                        "tool.call",
                        "llm.call gpt-4o-mini",
                        "report.start",
                        "report.end",
                        "scope.violation",
                        "scope.violation",
                        "budget.exceeded");
        assertThat(rows.texts("select policy_type from governance_policies order by 1"))
                .containsExactly("budget", "scope");
        assertThat(rows.texts("select operator_id from governance_agent_presence"))
                .containsExactly("maria");
        assertThat(rows.texts("select usd_used || ' ' || tokens_used from governance_cost_model_daily"))
                .containsExactly("0.0625 1200");
        assertThat(console.verdicts()).containsExactly("verified");
    }

    @ParameterizedTest
    @EnumSource
    void aGrantInTheConsoleReleasesTheWaiter(PythonRelease release) {
        assertThat(answerTo(release, true)).isEqualTo("granted");
        assertThat(console.rows().texts("select resolution from governance_gates_pending"))
                .containsExactly("granted");
        assertThat(console.verdicts()).containsExactly("verified");
    }

    @ParameterizedTest
    @EnumSource
    void aDenialInTheConsoleReachesTheWaiter(PythonRelease release) {
        assertThat(answerTo(release, false)).isEqualTo("ApprovalDenied");
    }

    private String answerTo(PythonRelease release, boolean granted) {
        try (PythonRun run = release.script(console.database(), "approve.py", "agent")) {
            UUID request =
                    UUID.fromString(run.await("requested").get("request_id").asText());
            console.decide(request, granted);
            return run.await("answered").get("outcome").asText();
        }
    }

    @ParameterizedTest
    @EnumSource
    void javaAndPythonAppendToOneChain(PythonRelease release) {
        UUID session = UUID.randomUUID();
        List<String> lost = new ArrayList<>();
        try (PythonRun run = release.script(
                        console.database(),
                        "interleave.py",
                        "agent",
                        session.toString(),
                        "" + APPENDED_BY_EACH,
                        "gpt-4o");
                Governance governance = governance()) {
            run.await("ready");
            run.proceed();
            for (int number = 0; number < APPENDED_BY_EACH; number++) {
                AuditEvent event = AuditEvent.of("agent", "tool.call")
                        .session(session)
                        .model("claude-haiku-4-5")
                        .with("from", "java")
                        .with("share", number / 7.0);
                if (!governance.audit().log(event).stored()) {
                    lost.add("event " + number);
                }
            }
            run.await("appended");
            run.finish();
        }

        assertThat(lost).isEmpty();
        JsonNode verdict = console.verify(session);
        assertThat(verdict.get("verdict").asText()).isEqualTo("verified");
        assertThat(verdict.get("event_count").asInt()).isEqualTo(2 * APPENDED_BY_EACH);
        assertThat(changesOfWriter(session)).as("how often the writer changed").isGreaterThan(1);
        JsonNode judgement = judged(release, session);
        assertThat(judgement.get("events").asInt()).isEqualTo(2 * APPENDED_BY_EACH);
        assertThat(judgement.get("verify_chain").isNull()).isTrue();
        assertThat(judgement.get("trace_session_chain").isNull()).isTrue();
    }

    private Governance governance() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(console.database().jdbcUrl());
        source.setUser(console.database().user());
        source.setPassword(console.database().password());
        return Governance.builder(source)
                .auditSecret(PythonRelease.SECRET)
                .holdingFolder(Path.of("target", "held", "agents"))
                .build();
    }

    private long changesOfWriter(UUID session) {
        List<String> writers = console.rows()
                .texts(
                        "select metadata_json ->> 'from' from governance_audit_events where session_id = ? order by chain_seq",
                        session);
        long changes = 0;
        for (int i = 1; i < writers.size(); i++) {
            changes += writers.get(i).equals(writers.get(i - 1)) ? 0 : 1;
        }
        return changes;
    }

    private JsonNode judged(PythonRelease release, UUID session) {
        try (PythonRun run = release.script(console.database(), "verify.py", session.toString())) {
            return run.await("verified");
        }
    }
}
