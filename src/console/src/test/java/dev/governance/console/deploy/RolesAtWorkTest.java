package dev.governance.console.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.governance.console.auth.UsersVerticle;
import dev.governance.console.cli.Program;
import dev.governance.console.contract.Users;
import dev.governance.console.deploy.LeastRights.Role;
import dev.governance.console.interop.PythonRelease;
import dev.governance.console.interop.PythonRun;
import dev.governance.console.server.Console;
import dev.governance.console.server.DatabaseSource;
import dev.governance.console.server.MarksUpkeep;
import dev.governance.console.server.config.Configuration;
import dev.governance.console.testing.Browser;
import dev.governance.console.testing.Eventually;
import dev.governance.console.testing.Stage;
import dev.governance.console.testing.TestPostgres;
import dev.governance.sdk.Action;
import dev.governance.sdk.ApprovalRequest;
import dev.governance.sdk.AuditEvent;
import dev.governance.sdk.Budget;
import dev.governance.sdk.Governance;
import dev.governance.sdk.Heartbeat;
import dev.governance.sdk.LoopPolicy;
import dev.governance.sdk.PendingApproval;
import dev.governance.sdk.Reservation;
import dev.governance.sdk.ScopePolicy;
import dev.governance.sdk.errors.AgentHaltedException;
import dev.governance.sdk.errors.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** A whole console and the SDKs on a database in which each has no more than {@code deploy/sql} gives. */
class RolesAtWorkTest {
    private static final String AGENT = "refund-agent";
    private static final String ADMIN = "marie";
    private static final String PASSWORD = "polonium and radium";
    private static final String NEXT = "fedcba9876543210-the-secret-that-comes-next";

    @TempDir
    Path folder;

    private final DeniedLog denied = new DeniedLog();
    private final LeastRights database = new LeastRights();
    private Map<String, String> environment = Map.of();
    private Console console;
    private Browser browser;

    @BeforeEach
    void start() {
        environment = Map.of(
                "GOVERNANCE_DATABASE_URL",
                database.as(Role.CONSOLE).withPassword(),
                "GOVERNANCE_HALT_DATABASE_URL",
                database.as(Role.HALTER).withPassword(),
                "GOVERNANCE_AUDIT_SECRET",
                Stage.SECRET,
                "GOVERNANCE_AUDIT_SECRET_NEXT",
                NEXT);
        Path data = folder.resolve("data");
        try (DatabaseSource source = DatabaseSource.forCommand(null, data, false, environment, line -> {})) {
            new MarksUpkeep(source, environment, List.of()).adopt("first start", "a test");
        }
        addUser();
        console = Console.serve(
                Configuration.read(null, Map.of(), Map.of("http.port", "0")), data, environment, line -> {});
        browser = Browser.signedIn(console.url(), ADMIN, PASSWORD);
    }

    /** As {@code console add-user} does, with the console's own role. */
    private void addUser() {
        try (Stage stage = Stage.on(database.as(Role.CONSOLE))) {
            stage.deploy(new UsersVerticle(stage.bus(), stage.database(), stage.ledger()));
            stage.ask(Users.ADD, new Users.Add(ADMIN, dev.governance.console.wire.Role.ADMIN, PASSWORD, "a test"));
        }
    }

    @AfterEach
    void stop() {
        console.close();
        database.close();
        denied.close();
    }

    private Governance governance(Path held) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(database.as(Role.AGENT).jdbcUrl());
        source.setUser(database.as(Role.AGENT).user());
        source.setPassword(database.as(Role.AGENT).password());
        return Governance.builder(source)
                .auditSecret(Stage.SECRET)
                .holdingFolder(held)
                .build();
    }

    @Test
    void consoleAndAgentDoAllOfTheirWork() {
        UUID session = UUID.randomUUID();
        try (Governance governance = governance(folder.resolve("held"))) {
            work(governance, session);
            decide(governance, session);
            haltAndResume(governance);
        }

        changePolicy();
        people();
        evidence(session);
        assertThat(denied.lines()).isEmpty();
    }

    private void work(Governance governance, UUID session) {
        governance.scope().register(ScopePolicy.of(AGENT).allowTools("refund"));
        governance.cost().register(Budget.of(AGENT).perAgentUsdDaily(new BigDecimal("5.00")));
        governance.loop().register(LoopPolicy.of(AGENT).maxCalls(10));
        assertThat(governance.presence().heartbeat(Heartbeat.of(AGENT).operator("pierre")))
                .isTrue();
        governance.scope().check(AGENT, Action.tool("refund"));
        governance.loop().record(session, AGENT, "refund");
        try (Reservation budget = governance.cost().reserve(AGENT, session, "gpt-4o-mini", 100, 100)) {
            assertThat(budget.settle(90, 10)).isTrue();
        }
        assertThat(governance.coverage().note(AGENT, "openai")).isTrue();
        assertThat(governance
                        .audit()
                        .log(AuditEvent.of(AGENT, "tool.call").session(session))
                        .stored())
                .isTrue();
        assertThat(governance.presence().idle(AGENT)).isTrue();
    }

    private void decide(Governance governance, UUID session) {
        PendingApproval granted =
                governance.gates().request(ApprovalRequest.of(AGENT, "refund").session(session));
        PendingApproval withdrawn =
                governance.gates().request(ApprovalRequest.of(AGENT, "refund").session(session));
        String place = "/api/gates/" + granted.requestId();
        browser.send("POST", place + "/claim", Map.of());
        browser.send("POST", place + "/escalate", Map.of("escalate_to", "finance"));
        browser.send("POST", place + "/grant", Map.of("rationale", "looked at it"));
        governance.gates().await(granted, Duration.ofSeconds(30));
        assertThat(governance.gates().cancel(withdrawn)).isTrue();
    }

    private void haltAndResume(Governance governance) {
        String place = "/api/agents/" + AGENT;
        browser.send("POST", place + "/halt", Map.of("reason", "spends too much"));
        Eventually.holds("the halt is seen", () -> isHalted(governance));
        assertThatThrownBy(() -> governance.presence().haltSelf("another", "I am told to"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("NOTHING WAS HALTED");
        browser.send("POST", place + "/resume", Map.of("reason", "was a mistake", "password", PASSWORD));
        Eventually.holds("the resume is seen", () -> !isHalted(governance));
        assertThat(governance.presence().close(AGENT)).isTrue();
        denied.lines().removeIf(line -> line.contains("NOTHING WAS HALTED"));
    }

    private static boolean isHalted(Governance governance) {
        try {
            governance.scope().check(AGENT, Action.tool("refund"));
            return false;
        } catch (AgentHaltedException e) {
            return true;
        }
    }

    private void changePolicy() {
        String version = "";
        for (JsonNode policy : browser.get("/api/policies/" + AGENT).path("policies")) {
            version = policy.path("policy_type").asText().equals("loop")
                    ? policy.path("version").asText()
                    : version;
        }
        browser.send(
                "PUT",
                "/api/policies/" + AGENT + "/loop",
                Map.of(
                        "policy",
                        Map.of("window_seconds", 60, "max_calls", 5, "action", "raise"),
                        "version",
                        version,
                        "reason",
                        "loops too long"));
        browser.send(
                "PUT",
                "/api/agents/" + AGENT + "/owners",
                Map.of("owners", List.of("pierre"), "version", 0, "reason", "it is his"));
    }

    private void people() {
        browser.send(
                "POST",
                "/api/auth/users",
                Map.of("username", "pierre", "role", "viewer", "password_of_caller", PASSWORD));
        String token = browser.send(
                        "POST",
                        "/api/auth/tokens",
                        Map.of(
                                "name",
                                "a script",
                                "scopes",
                                List.of("read"),
                                "expires_in_days",
                                1,
                                "password_of_caller",
                                PASSWORD),
                        "token")
                .path("token_id")
                .asText();
        browser.send("DELETE", "/api/auth/tokens/" + token, null);
        browser.get("/api/auth/sessions?all=true");
    }

    private void evidence(UUID session) {
        Eventually.holds(
                "everything is marked",
                () -> !TestPostgres.ask(database.superuser(), """
                select number
                  from governance_console.mark_heads
                 where up_to_seq >= (select max(chain_seq) from governance_audit_events)
                """).isEmpty());
        assertThat(browser.get("/api/session/" + session + "/verify")
                        .path("verdict")
                        .asText())
                .isEqualTo("verified");
        String job = browser.send("POST", "/api/verifications", Map.of("all", true), "id")
                .asText();
        Eventually.holds(
                "the job ends",
                () -> browser.get("/api/verifications/" + job)
                        .path("state")
                        .asText()
                        .equals("done"));
        Eventually.holds(
                "a round of the watch ends",
                () -> !TestPostgres.ask(
                                database.superuser(),
                                "select 1 from governance_console.sweep where finished_at is not null")
                        .isEmpty());
        assertThat(browser.text("/api/metrics")).contains("governance_marks_state{state=\"holds\"} 1");
        browser.send("POST", "/api/events/export", Map.of("format", "ndjson"));
        browser.get("/api/posture");
        browser.get("/api/cost/today");
        browser.get("/api/coverage");
        browser.get("/api/keys");
        browser.get("/api/compliance/report");
        assertThat(browser.get("/health/governance")
                        .path("append_only_grants_ok")
                        .asBoolean())
                .isTrue();
    }

    /** PostgreSQL 17 brought the right that this takes; older ones leave it to the owner. */
    @Test
    void theConsoleRotatesTheKey() {
        JsonNode version = browser.send(
                "POST", "/api/keys/rotate", Map.of("reason", "scheduled", "password_of_caller", PASSWORD), "version");

        assertThat(version.asInt()).isPositive();
        assertThat(denied.lines()).isEmpty();
    }

    @Test
    void anAuditorVerifiesAndSeesTheMarks() {
        Map<String, String> auditor = Map.of(
                "GOVERNANCE_DATABASE_URL", database.as(Role.AUDITOR).withPassword(),
                "GOVERNANCE_AUDIT_SECRET", Stage.SECRET,
                "GOVERNANCE_MARKS_PUBLIC_KEY_FILE", publicKey());
        try (Governance governance = governance(folder.resolve("held"))) {
            governance.audit().log(AuditEvent.of(AGENT, "tool.call"));
        }
        Eventually.holds("the log verifies", () -> {
            Program verified = Program.run(folder, auditor, "verify", "--all");
            return verified.exitCode() == 0 && verified.out().startsWith("Verified");
        });
        Program keys = Program.run(folder, auditor, "keys", "list");
        assertThat(keys.exitCode()).as(keys.err()).isZero();
        Program marks = Program.run(folder, auditor, "marks", "status");
        assertThat(marks.exitCode()).as(marks.err() + marks.out()).isZero();
    }

    private String publicKey() {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.endsWith("marks-key.pub"))
                    .findFirst()
                    .orElseThrow()
                    .toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @Tag("interop")
    void agentsOfThePythonPackageDoTheirWork() {
        try (PythonRun run = PythonRelease.V0_7_3.script(database.as(Role.AGENT), "write.py", AGENT)) {
            assertThat(run.await("scope").path("allowed").isNull()).isTrue();
            assertThat(run.await("budget").path("beyond").asText()).isEqualTo("BudgetExceeded");
            run.await("wrote");
        }
        try (PythonRun run = PythonRelease.V0_7_3.script(database.as(Role.AGENT), "approve.py", AGENT)) {
            String request = run.await("requested").path("request_id").asText();
            browser.send("POST", "/api/gates/" + request + "/grant", Map.of("rationale", "looked at it"));
            assertThat(run.await("answered").path("outcome").asText()).isEqualTo("granted");
        }
        assertThat(TestPostgres.ask(
                        database.superuser(),
                        "select operator_id || ' ' || (select count(*) from governance_cost_model_daily)"
                                + " from governance_agent_presence"))
                .containsExactly("maria 1");
    }
}
