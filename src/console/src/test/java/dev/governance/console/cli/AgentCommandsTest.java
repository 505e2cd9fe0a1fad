package dev.governance.console.cli;

import static dev.governance.console.cli.ServedConsole.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.testing.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code halt} and {@code resume} against a running console. */
class AgentCommandsTest {
    private static ServedConsole console;
    private static Stage stage;

    private final String agent = "agent-" + UUID.randomUUID();

    @BeforeAll
    static void start() {
        console = ServedConsole.start();
        stage = console.stage();
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    @BeforeEach
    void forgetTries() {
        console.forgetTries();
    }

    private Fed.Ran run(String verb, String server, String username, String password, String... more) {
        List<String> all = new ArrayList<>(
                List.of(verb, agent, "--reason", "spends too much", "--server", server, "--username", username));
        all.addAll(List.of(more));
        if (more.length == 0) {
            all.add("--password-stdin");
        }
        return Fed.run(password + "\n", all.toArray(String[]::new));
    }

    private Fed.Ran run(String verb) {
        return run(verb, console.url(), "marie", PASSWORD);
    }

    private String kinds() {
        return (String) stage.one(
                        "select coalesce(string_agg(kind || ' ' || (metadata_json ->> 'reason'), ', ' order by chain_seq),"
                                + " '') as kinds from governance_audit_events where agent_id = ?",
                        agent)
                .get("kinds");
    }

    private boolean isHalted() {
        return !stage.rows(
                        "select 1 from governance_agent_presence where agent_id = ? and halted_by is not null", agent)
                .isEmpty();
    }

    @Test
    void anAgentIsHaltedAndResumedAndBothAreInTheLog() {
        Fed.Ran halted = run("halt");

        assertThat(halted.exit()).isZero();
        assertThat(halted.out()).matches("halted " + agent + " at 20\\d\\d-[0-9T:.-]+Z\n");
        assertThat(halted.err()).isEmpty();
        assertThat(isHalted()).isTrue();
        Fed.Ran resumed = run("resume");
        assertThat(resumed.exit()).isZero();
        assertThat(resumed.out()).matches("resumed " + agent + " at 20\\d\\d-[0-9T:.-]+Z\n");
        assertThat(isHalted()).isFalse();
        assertThat(kinds()).isEqualTo("agent.halted spends too much, agent.resumed spends too much");
    }

    @Test
    void whatIsDoneAlreadyIsRefusedWithTheFacts() {
        assertThat(run("resume").err()).contains("this agent is not halted");
        run("halt");

        Fed.Ran again = run("halt");

        assertThat(again.exit()).isEqualTo(1);
        assertThat(again.err()).contains("already halted, by marie");
        assertThat(again.out()).isEmpty();
    }

    @Test
    void nobodyStaysSignedIn() {
        run("halt");

        assertThat(stage.rows("select 1 from governance_console.sessions where ended_at is null"))
                .isEmpty();
    }

    @Test
    void aWrongPasswordAndAViewerHaltNobody() {
        Fed.Ran wrong = run("halt", console.url(), "marie", "radium and polonium");
        Fed.Ran viewer = run("halt", console.url(), "pierre", PASSWORD);

        assertThat(List.of(wrong.exit(), viewer.exit())).containsExactly(1, 1);
        assertThat(viewer.err()).contains("this needs the role admin");
        assertThat(wrong.err()).doesNotContain("radium");
        assertThat(isHalted()).isFalse();
    }

    @Test
    void anIdWithAnyCharactersIsTakenAsItIs() {
        String odd = "team a/ä%2Fb?c#" + UUID.randomUUID();

        Fed.Ran halted = Fed.run(
                PASSWORD + "\n",
                "halt",
                odd,
                "--reason=r",
                "--server=" + console.url() + "/",
                "--username=marie",
                "--password-stdin");

        assertThat(halted.exit()).isZero();
        assertThat(stage.rows("select 1 from governance_agent_presence where agent_id = ?", odd))
                .hasSize(1);
    }

    @Test
    void aLostAnswerIsAskedForAgainAndTheActDoneOnce() {
        try (LossyProxy proxy = LossyProxy.before(console.url(), 2)) {
            Fed.Ran halted = run("halt", proxy.url(), "marie", PASSWORD);

            assertThat(halted.exit()).isZero();
        }
        assertThat(kinds()).isEqualTo("agent.halted spends too much");
    }

    @Test
    void whatIsNotKnownIsNeitherCalledDoneNorRefused() {
        try (LossyProxy proxy = LossyProxy.before(console.url(), 9)) {
            Fed.Ran unknown = run("halt", proxy.url(), "marie", PASSWORD);

            assertThat(unknown.exit()).isEqualTo(3);
            assertThat(unknown.out()).isEmpty();
            assertThat(unknown.err()).contains("NOT KNOWN");
        }
        assertThat(isHalted()).isTrue();
    }

    @Test
    void aConsoleThatDoesNotAnswerIsNamed() {
        Fed.Ran refused = run("halt", "http://127.0.0.1:1", "marie", PASSWORD);

        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err()).contains("no answer", "http://127.0.0.1:1").doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://console.example.org:8766",
                "ftp://127.0.0.1",
                "127.0.0.1:8766",
                "https://marie:secret@console.example.org",
                "http://127.0.0.1.example.org"
            })
    void anAddressThatWouldBetrayThePasswordIsRefused(String server) {
        assertThat(run("halt", server, "marie", PASSWORD).exit()).isEqualTo(2);
    }

    @Test
    void wrongUsageIsToldWithTheWayOut() {
        assertThat(run("halt", console.url(), "marie", "", "--password=x").err())
                .contains("--password-stdin")
                .doesNotContain("=x");
        assertThat(Fed.run("", "halt", agent, "--username=marie").exit()).isEqualTo(2);
        assertThat(Fed.run("x\n", "halt", agent, "--reason=r", "--password-stdin")
                        .err())
                .contains("--username");
        assertThat(run("halt", console.url(), "marie", "", "--password-stdin").err())
                .contains("no password on stdin");
        assertThat(isHalted()).isFalse();
    }
}
