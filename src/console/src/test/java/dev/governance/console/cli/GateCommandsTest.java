package dev.governance.console.cli;

import static dev.governance.console.approvals.GateRow.aGate;
import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.approvals.GateRow;
import dev.governance.console.auth.UsersVerticle;
import dev.governance.console.contract.Users;
import dev.governance.console.server.Console;
import dev.governance.console.server.config.Configuration;
import dev.governance.console.testing.Stage;
import dev.governance.console.testing.TestPostgres;
import dev.governance.console.wire.Role;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code gates list}, {@code grant} and {@code deny} against a running console. */
class GateCommandsTest {
    private static final String PASSWORD = "polonium and radium";

    private static Stage stage;
    private static Console console;

    /** What a command left behind. */
    private record Ran(int exit, String out, String err) {}

    @BeforeAll
    static void start() throws IOException {
        stage = Stage.on(TestPostgres.migrated());
        stage.deploy(new UsersVerticle(stage.bus(), stage.database(), stage.ledger()));
        stage.ask(Users.ADD, new Users.Add("marie", Role.ADMIN, PASSWORD, "a test"));
        stage.ask(Users.ADD, new Users.Add("irene", Role.ADMIN, PASSWORD, "a test"));
        stage.ask(Users.ADD, new Users.Add("pierre", Role.VIEWER, PASSWORD, "a test"));
        Path folder = Files.createDirectories(Path.of("target", "gate-commands").toAbsolutePath());
        Path config = Files.writeString(
                folder.resolve("console.json"), "{\"approvals\": {\"second_approver\": [\"payout\"]}}");
        console = Console.serve(
                Configuration.read(config, Map.of(), Map.of("http.port", "0")),
                Files.createTempDirectory(folder, "data"),
                Map.of("GOVERNANCE_DATABASE_URL", stage.url().withPassword(), "GOVERNANCE_AUDIT_SECRET", Stage.SECRET),
                line -> {});
    }

    @AfterAll
    static void stop() {
        console.close();
        stage.close();
    }

    /** Each test signs in more than once, and an address may only five times a minute. */
    @BeforeEach
    void forget() {
        stage.execute("delete from governance_console.sign_in_addresses");
        stage.execute("delete from governance_gates_pending");
    }

    private static Ran runAs(String username, String server, String... arguments) {
        List<String> all = new ArrayList<>(List.of("gates"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--server", server, "--username", username, "--password-stdin"));
        return start(PASSWORD + "\n", all.toArray(String[]::new));
    }

    private static Ran start(String typed, String... arguments) {
        InputStream in = System.in;
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        ByteArrayOutputStream talk = new ByteArrayOutputStream();
        System.setIn(new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)));
        System.setOut(new PrintStream(data, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(talk, true, StandardCharsets.UTF_8));
        try {
            int exit = Cli.run(arguments);
            return new Ran(exit, data.toString(StandardCharsets.UTF_8), talk.toString(StandardCharsets.UTF_8));
        } finally {
            System.setIn(in);
            System.setOut(out);
            System.setErr(err);
        }
    }

    private static Ran run(String... arguments) {
        return runAs("marie", console.url(), arguments);
    }

    private static Map<String, Object> row(GateRow gate) {
        return stage.one("select resolution, rationale from governance_gates_pending where request_id = ?", gate.id);
    }

    @Test
    void whatWaitsIsListedWithWhatKeepsOneFromIt() {
        GateRow free = aGate(stage).insert();
        GateRow own = aGate(stage).operatedBy("Marie").insert();
        GateRow claimed =
                aGate(stage).claimedBy(UUID.randomUUID(), Duration.ofSeconds(9)).insert();
        aGate(stage).of("agent\u001b[31m\nforged").insert();

        Ran listed = run("list");

        assertThat(listed.exit()).isZero();
        assertThat(listed.out().lines()).hasSize(5).first().asString().startsWith("REQUEST");
        assertThat(listed.out())
                .containsPattern(free.id + " .* refund +agent-" + free.id + " +\n")
                .containsPattern(own.id + " .*self_approval")
                .containsPattern(claimed.id + " .*claimed by somebody")
                .doesNotContain("\u001b");
        assertThat(listed.err()).isEmpty();
        assertThat(run("list", "--limit=2").err()).contains("there are more");
        assertThat(run("list", "--limit=0").exit()).isEqualTo(2);
    }

    @Test
    void aRequestIsGrantedOrDenied() {
        GateRow granted = aGate(stage).insert();
        GateRow denied = aGate(stage).insert();

        Ran grant = run("grant", granted.id.toString());
        Ran denial = run("deny", denied.id.toString(), "--rationale", "too much");

        assertThat(grant.exit()).isZero();
        assertThat(grant.out()).matches("granted " + granted.id + " at 20\\d\\d-[0-9T:.-]+Z\n");
        assertThat(denial.out()).startsWith("denied " + denied.id);
        assertThat(row(granted)).containsEntry("resolution", "granted");
        assertThat(row(denied)).containsEntry("resolution", "denied").containsEntry("rationale", "too much");
    }

    @Test
    void theFirstOfTwoGrantsIsNotTakenForTheSecond() {
        GateRow gate = aGate(stage).ofKind("payout").insert();
        assertThat(run("list").out()).containsPattern(gate.id + " .*takes two admins");

        Ran first = run("grant", gate.id.toString());

        assertThat(first.exit()).isEqualTo(4);
        assertThat(first.out()).isEqualTo("granted first " + gate.id + "; another admin has to grant it, too\n");
        assertThat(row(gate)).containsEntry("resolution", null);
        assertThat(run("list").out()).containsPattern(gate.id + " .*granted first by marie, takes another admin");
        assertThat(run("grant", gate.id.toString())).satisfies(again -> {
            assertThat(again.exit()).isEqualTo(1);
            assertThat(again.err()).contains("another admin has to grant it, too");
        });

        assertThat(runAs("irene", console.url(), "grant", gate.id.toString()).exit())
                .isZero();
        assertThat(row(gate)).containsEntry("resolution", "granted");
    }

    @Test
    void whatIsRefusedSaysWhy() {
        GateRow own = aGate(stage).operatedBy("marie").insert();
        GateRow gate =
                aGate(stage).claimedBy(UUID.randomUUID(), Duration.ofSeconds(9)).insert();

        assertThat(run("grant", own.id.toString())).satisfies(ran -> {
            assertThat(ran.exit()).isEqualTo(1);
            assertThat(ran.err()).contains("you operate this agent or own it");
        });
        assertThat(runAs("pierre", console.url(), "grant", gate.id.toString()).err())
                .contains("this needs the role admin");
        assertThat(run("grant", gate.id.toString()).err()).contains("claimed this");
        assertThat(row(gate)).containsEntry("resolution", null);
        assertThat(run("grant", gate.id.toString(), "--override", "on leave").exit())
                .isZero();
    }

    @Test
    void whoCameTooLateIsToldWhoDecidedWhatAndWhen() {
        GateRow gate = aGate(stage).insert();
        GateRow claimed =
                aGate(stage).claimedBy(UUID.randomUUID(), Duration.ofSeconds(9)).insert();
        GateRow outside = aGate(stage).insert();
        stage.execute(
                "update governance_gates_pending set resolved_at = now(), resolution = 'granted' where request_id = ?",
                outside.id);
        assertThat(run("deny", gate.id.toString(), "--rationale", "too\u001b[31m much")
                        .exit())
                .isZero();

        Ran late = run("grant", gate.id.toString());

        assertThat(late.exit()).isEqualTo(1);
        assertThat(late.err())
                .containsPattern("marie denied this .*; now denied at 20[0-9T:.-]+Z by marie: too.* much\n")
                .doesNotContain("\u001b[31m much");
        assertThat(run("grant", claimed.id.toString()).err())
                .containsPattern("; now claimed by somebody until 20[0-9T:.-]+Z\n");
        assertThat(run("grant", outside.id.toString()).err())
                .containsPattern("; now granted at 20[0-9T:.-]+Z outside the console\n");
    }

    @Test
    void aTokenStandsForNameAndPasswordAndDoesWhatItsScopesName() {
        GateRow gate = aGate(stage).insert();
        GateRow other = aGate(stage).insert();

        Ran listed = byToken(token("read"), "list");
        Ran refused = byToken(token("read"), "grant", gate.id.toString());
        Ran granted = byToken(token("approvals.decide"), "grant", gate.id.toString());
        Ran late = byToken(token("approvals.decide"), "deny", gate.id.toString(), "--rationale", "no");

        assertThat(listed.out()).contains(gate.id.toString(), other.id.toString());
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err()).contains("needs the scope approvals.decide");
        assertThat(granted.exit()).isZero();
        assertThat(granted.out()).startsWith("granted " + gate.id);
        assertThat(late.err()).contains("marie granted this");
        assertThat(row(other)).containsEntry("resolution", null);
        assertThat(stage.rows("select 1 from governance_console.sessions where ended_at is null"))
                .isEmpty();
    }

    @Test
    void aTokenIsNotTakenFromTheCommandLineNorBesideAName() {
        assertThat(start("x\n", "gates", "list", "--server", console.url(), "--token", "gvc_x")
                        .err())
                .contains("can be read by everybody on this machine")
                .doesNotContain("gvc_x");
        assertThat(start("no token\n", "gates", "list", "--server", console.url(), "--token-stdin")
                        .err())
                .contains("that is no API token")
                .doesNotContain("no token\n");
        assertThat(start("gvc_x\n", "gates", "list", "--token-stdin", "--username", "marie")
                        .exit())
                .isEqualTo(2);
    }

    private static String token(String scope) {
        stage.execute("delete from governance_console.sign_in_addresses");
        Ran made = start(
                PASSWORD + "\n",
                "tokens",
                "create",
                "--server",
                console.url(),
                "--username",
                "marie",
                "--password-stdin",
                "--name",
                "a script",
                "--scope",
                scope,
                "--days",
                "1");
        assertThat(made.exit()).as(made.err()).isZero();
        return made.out().strip();
    }

    private static Ran byToken(String token, String... arguments) {
        List<String> all = new ArrayList<>(List.of("gates"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--server", console.url(), "--token-stdin"));
        return start(token + "\n", all.toArray(String[]::new));
    }

    @Test
    void aLostAnswerIsAskedForAgainAndTheGrantDoneOnce() {
        GateRow gate = aGate(stage).insert();
        try (LossyProxy proxy = LossyProxy.before(console.url(), 2)) {
            assertThat(runAs("marie", proxy.url(), "grant", gate.id.toString()).exit())
                    .isZero();
        }

        assertThat(stage.rows(
                        "select 1 from governance_audit_events where metadata_json ->> 'request_id' = ?",
                        gate.id.toString()))
                .hasSize(1);
    }

    @Test
    void wrongUsageChangesNothing() {
        GateRow gate = aGate(stage).insert();

        assertThat(run("deny", gate.id.toString()).exit()).isEqualTo(2);
        assertThat(run("grant", "no-id").exit()).isEqualTo(2);
        assertThat(run("deny", gate.id.toString(), "--rationale", " ").exit()).isEqualTo(1);
        assertThat(row(gate)).containsEntry("resolution", null);
    }
}
