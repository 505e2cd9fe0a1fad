package dev.governance.console.cli;

import static dev.governance.console.cli.ServedConsole.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.testing.Eventually;
import dev.governance.console.testing.Relay;
import dev.governance.console.wire.Json;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tail}, {@code budget}, {@code nodes} and {@code report} against a running console. */
class FeedCommandsTest {
    private static final String INSERT = """
            insert into governance_audit_events
                (event_id, session_id, agent_id, kind, metadata_json, hmac_value, created_at)
            values (gen_random_uuid(), gen_random_uuid(), ?, ?, '{}', 'mac', now())
            """;

    private static ServedConsole console;
    private static String token;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        console = ServedConsole.start();
        console.forgetTries();
        token = Fed.run(
                        PASSWORD + "\n",
                        "tokens",
                        "create",
                        "--name",
                        "feed",
                        "--days",
                        "1",
                        "--scope",
                        "read",
                        "--server",
                        console.url(),
                        "--username",
                        "pierre",
                        "--password-stdin")
                .out()
                .strip();
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    @BeforeEach
    void forget() {
        console.forgetTries();
    }

    private static void write(String agent, String kind) {
        console.stage().execute(INSERT, agent, kind);
    }

    private Map<String, String> environment(String url) {
        return Map.of("GOVERNANCE_CONSOLE_URL", url, "GOVERNANCE_API_TOKEN", token);
    }

    private Program run(String... arguments) {
        return Program.run(folder, environment(console.url()), arguments);
    }

    private static List<String> agents(String lines) {
        return lines.lines()
                .map(line -> Json.tree(line).path("agent_id").asText())
                .filter(agent -> agent.startsWith("missed-"))
                .toList();
    }

    @Test
    void whatWasMissedWhileTheLineWasLostFollowsInOrderAndOnce() {
        URI server = URI.create(console.url());
        DatabaseUrl behind = new DatabaseUrl(server.getHost(), server.getPort(), "none", "none", "none", Map.of());
        try (Relay relay = new Relay()) {
            String url = "http://127.0.0.1:" + relay.to(behind).port();
            try (Program tail = Program.start(folder, environment(url), "tail", "--json", "--kind", "tool")) {
                Eventually.holds("it follows", () -> {
                    write("first", "tool.call");
                    return tail.out().contains("\"first\"");
                });

                relay.down();
                IntStream.rangeClosed(1, 40).forEach(n -> write("missed-" + n, "tool.call"));
                write("missed-other", "llm.call");
                Eventually.holds("it notices", () -> tail.err().contains("the line is lost"));
                relay.to(behind);

                List<String> all = IntStream.rangeClosed(1, 40)
                        .mapToObj(n -> "missed-" + n)
                        .toList();
                Eventually.holds("all follow", () -> agents(tail.out()).size() >= all.size());
                write("last", "tool.call");
                Eventually.holds("and it goes on", () -> tail.out().contains("\"last\""));
                assertThat(agents(tail.out())).isEqualTo(all);
            }
        }
    }

    @Test
    void whatAnAgentWritesStaysOnItsLine() {
        try (Program tail = Program.start(folder, environment(console.url()), "tail", "--agent", "sly\n\u001b[31m")) {
            Eventually.holds("it follows", () -> {
                write("sly\n\u001b[31m", "tool.call");
                write("honest", "tool.call");
                return !tail.out().isEmpty();
            });
            assertThat(tail.out()).doesNotContain("\u001b", "honest");
            assertThat(tail.out().lines()).allMatch(line -> line.contains("tool.call"));
        }
    }

    @Test
    void whoeverMayNotReadIsToldAndFollowsNothing() {
        Program tail = Program.run(
                folder,
                Map.of("GOVERNANCE_CONSOLE_URL", console.url(), "GOVERNANCE_API_TOKEN", "gvc_" + "x".repeat(43)),
                "tail");

        assertThat(tail.exitCode()).isEqualTo(1);
        assertThat(tail.out()).isEmpty();
        assertThat(tail.err()).contains("HTTP 401");
    }

    @Test
    void aBudgetIsShownWithWhatIsUsed() {
        console.stage()
                .execute("insert into governance_policies (agent_id, policy_type, policy_json)"
                        + " values ('capped', 'budget', '{\"per_agent_usd_daily\": 5}')");

        assertThat(run("budget", "--agent", "capped").out())
                .contains("per_agent_usd_daily", "0 of 5 usd used (0.0 %)", "no session of it has cost anything");
        JsonNode told = Json.tree(run("budget", "--agent", "capped", "--json").out());
        assertThat(told.at("/caps/0/caps/0/limit").asInt()).isEqualTo(5);
        assertThat(run("budget", "--agent", "nobody").out()).contains("no budget is stored for this agent");
    }

    @Test
    void aReportSaysWhatIsThereAndWhatIsMissing() {
        write("reported", "tool.call");

        Program report = run("report");

        assertThat(report.exitCode()).as(report.err()).isZero();
        assertThat(report.out()).contains("chain: ", "events of ", "12(");
        JsonNode told = Json.tree(
                run("report", "--json", "--from", "2026-01-01T00:00:00Z").out());
        assertThat(told.at("/window/start").asText()).startsWith("2026-01-01");
        assertThat(run("report", "--to", "2999-01-01T00:00:00Z").err()).contains("beyond now");
    }

    @Test
    void theNodesAreListedWithWhatTheyDo() {
        Eventually.holds("the node tells of itself", () -> run("nodes").out().contains("answers this"));

        assertThat(run("nodes").out()).contains("seen ", "does alerts, approvals", "waiting: ");
        JsonNode told = Json.tree(run("nodes", "--json").out());
        assertThat(told.at("/nodes/0/here").asBoolean()).isTrue();
        assertThat(told.at("/nodes/0/clustered").asBoolean()).isFalse();
    }

    @Test
    void aShellIsToldHowToCompleteEveryCommand() {
        Program script = run("generate-completion");

        assertThat(script.exitCode()).isZero();
        assertThat(script.out()).contains("tail", "--agent", "budget", "config");
    }
}
