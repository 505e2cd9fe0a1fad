package dev.governance.console.cli;

import static dev.governance.console.cli.ServedConsole.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.governance.console.testing.Stage;
import dev.governance.console.wire.Json;
import dev.governance.sdk.Governance;
import dev.governance.sdk.Heartbeat;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** {@code halt --matching}, {@code --all} and {@code --wait} against a running console. */
class FleetHaltCommandTest {
    private static ServedConsole console;

    private final String team = "team-" + UUID.randomUUID();

    @BeforeAll
    static void start() {
        console = ServedConsole.start();
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    @BeforeEach
    void beat() {
        console.forgetTries();
        for (String name : List.of("-1", "-2", "-3")) {
            beat(team + name);
        }
    }

    private static void beat(String agent) {
        console.stage().execute("insert into governance_agent_presence (agent_id) values (?)", agent);
    }

    private static Fed.Ran runAs(String server, String username, String... more) {
        List<String> all = new ArrayList<>(List.of("halt", "--reason=r", "--server=" + server));
        all.addAll(List.of("--username=" + username, "--password-stdin"));
        all.addAll(List.of(more));
        return Fed.run(PASSWORD + "\n", all.toArray(String[]::new));
    }

    private static Fed.Ran run(String... more) {
        return runAs(console.url(), "marie", more);
    }

    private List<String> halted() {
        return console
                .stage()
                .rows(
                        "select agent_id from governance_agent_presence where starts_with(agent_id, ?)"
                                + " and halted_by is not null order by agent_id",
                        team)
                .stream()
                .map(row -> ((String) row.get("agent_id")).substring(team.length()))
                .toList();
    }

    private long halts() {
        return (Long) console.stage()
                .one(
                        "select count(*) as n from governance_audit_events"
                                + " where starts_with(agent_id, ?) and kind = 'agent.halted'",
                        team)
                .get("n");
    }

    @Test
    void allThatAPatternMeansAreHaltedAndEachIsTold() {
        run(team + "-3");

        Fed.Ran ran = run("--matching", team + "-*", "--yes", "--expect=2");

        assertThat(ran.exit()).isZero();
        assertThat(ran.out().lines())
                .hasSize(2)
                .allMatch(line -> line.matches("halted " + team + "-[12] at 20\\d\\d-[0-9T:.-]+Z"));
        assertThat(ran.err())
                .contains("would halt 2 agents: " + team + "-1, " + team + "-2")
                .contains("is halted already: 1 agent: " + team + "-3");
        assertThat(halted()).containsExactly("-1", "-2", "-3");
        assertThat(halts()).isEqualTo(3);
    }

    @Test
    void asManyAsExpectedOrNobody() {
        Fed.Ran grown = run("--matching", team + "-*", "--yes", "--expect=2");
        Fed.Ran none = run("--matching", team, "--yes", "--expect=3");

        assertThat(grown.exit()).isEqualTo(1);
        assertThat(grown.out()).isEmpty();
        assertThat(grown.err()).contains("would halt 3 agents", "not the 2 that were expected", "nothing was changed");
        assertThat(none.exit()).isEqualTo(1);
        assertThat(none.err()).contains("would halt 0 agents", "nothing was changed");
        assertThat(halted()).isEmpty();
    }

    @Test
    void asManyAsExpectedOrMoreWhereThatIsFine() {
        Fed.Ran fewer = run("--matching", team + "-*", "--yes", "--expect=4", "--or-more");
        Fed.Ran more = run("--matching", team + "-*", "--yes", "--expect=2", "--or-more");

        assertThat(fewer.exit()).isEqualTo(1);
        assertThat(fewer.err()).contains("not the 4 or more that were expected", "nothing was changed");
        assertThat(more.exit()).isZero();
        assertThat(halted()).containsExactly("-1", "-2", "-3");
    }

    @Test
    void moreThanOneRequestTakesAreHaltedByFurtherOnes() {
        console.stage()
                .execute("insert into governance_agent_presence (agent_id)" + " select '" + team
                        + "-more-' || n from generate_series(1, 1001) as n");

        Fed.Ran ran = run("--matching", team + "-*", "--yes", "--expect=1004", "--json");

        assertThat(ran.exit()).isZero();
        assertThat(ran.err()).contains("1000 are halted; 4 are left");
        JsonNode told = Json.tree(ran.out());
        assertThat(told.path("agents").findValuesAsText("outcome"))
                .hasSize(1_004)
                .containsOnly("halted");
        assertThat(told.path("remaining").asLong(-1)).isZero();
        assertThat(halts()).isEqualTo(1_004);
    }

    @Test
    void theWholeFleetIsAllAndNothingLess() {
        long known = (Long) console.stage()
                .one("select count(*) as n from governance_agent_presence where halted_by is null")
                .get("n");

        Fed.Ran wrong = run("--all", "--yes", "--expect=" + (known + 1));
        Fed.Ran all = run("--all", "--yes", "--expect=" + known);

        assertThat(wrong.exit()).isEqualTo(1);
        assertThat(all.exit()).isZero();
        assertThat(all.out().lines()).hasSize((int) known);
        assertThat(halted()).containsExactly("-1", "-2", "-3");
    }

    @Test
    void oneThatIsLockedIsToldAndTheOthersAreHalted() throws SQLException {
        Fed.Ran ran;
        try (Connection holder = console.stage().connect()) {
            holder.setAutoCommit(false);
            try (var statement = holder.createStatement()) {
                statement.execute(
                        "select 1 from governance_agent_presence where agent_id = '" + team + "-2' for update");
            }
            ran = run("--matching", team + "-*", "--yes", "--expect=3", "--json");
            holder.rollback();
        }

        assertThat(ran.exit()).isEqualTo(4);
        JsonNode told = Json.tree(ran.out());
        assertThat(told.path("pattern").asText()).isEqualTo(team + "-*");
        assertThat(told.path("agents").findValuesAsText("outcome")).containsExactly("halted", "failed", "halted");
        assertThat(told.path("agents").get(1).path("code").asText()).isEqualTo("locked");
        assertThat(halted()).containsExactly("-1", "-3");
    }

    @Test
    void aLostAnswerIsAskedForAgainAndEachAgentHaltedOnce() {
        try (LossyProxy proxy = LossyProxy.before(console.url(), 2)) {
            Fed.Ran ran = runAs(proxy.url(), "marie", "--matching", team + "-*", "--yes", "--expect=3");

            assertThat(ran.exit()).isZero();
            assertThat(ran.out().lines()).hasSize(3).allMatch(line -> line.startsWith("halted "));
        }
        assertThat(halts()).isEqualTo(3);
    }

    @Test
    void aViewerHaltsNobody() {
        Fed.Ran viewer = runAs(console.url(), "pierre", "--matching", team + "-*", "--yes", "--expect=3");

        assertThat(viewer.exit()).isEqualTo(1);
        assertThat(viewer.err()).contains("this needs the role admin");
        assertThat(halted()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--matching=*",
                "--all",
                "--all --yes",
                "--all --expect=3",
                "--all --matching=* --yes --expect=3",
                "some-agent --all --yes --expect=3",
                "some-agent --yes --expect=1",
                "some-agent --or-more",
                "--all --or-more",
                "--all --or-more --yes --expect=0",
                "--all --yes --expect=many",
                "some-agent --wait=0",
                "some-agent --wait=601"
            })
    void wrongUsageHaltsNobody(String options) {
        Fed.Ran ran = run(options.isEmpty() ? new String[0] : options.split(" "));

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(halted()).isEmpty();
    }

    @Test
    void withoutATerminalItSaysHowAScriptDoesIt() {
        assertThat(run("--all").err()).contains("no terminal", "--yes --expect N");
    }

    @Test
    void waitingTellsWhichAgentsAcknowledgedAndAfterHowLong() {
        try (Governance agents = sdk()) {
            agents.presence().heartbeat(Heartbeat.of(team + "-1"));
            agents.presence().heartbeat(Heartbeat.of(team + "-2"));

            Fed.Ran ran = run("--matching", team + "-*", "--yes", "--expect=3", "--wait=10", "--json");

            assertThat(ran.exit()).isZero();
            JsonNode told = Json.tree(ran.out()).path("agents");
            assertThat(told.findValuesAsText("proof")).containsExactly("acknowledged", "acknowledged", "issued");
            assertThat(told.get(0).path("acknowledged_after_ms").asLong(-1)).isBetween(0L, 5_000L);
            assertThat(told.get(2).path("acknowledged_after_ms").isNull()).isTrue();
        }
    }

    @Test
    void waitingForOneEndsWithItsAcknowledgement() {
        try (Governance agent = sdk()) {
            agent.presence().heartbeat(Heartbeat.of(team + "-1"));

            Fed.Ran ran = run(team + "-1", "--wait=600"); // far longer than any test may take

            assertThat(ran.exit()).isZero();
            assertThat(ran.out()).matches("halted \\S+ at \\S+\nacknowledged " + team + "-1 after \\d+ ms\n");
        }
    }

    @Test
    void whatIsSeenToWorkOnIsAnAlarm() {
        console.stage()
                .execute("create or replace function public.work_on() returns trigger language plpgsql as $$ begin"
                        + " update governance_console.halts set since = now() - interval '1 minute', active_seq = 1,"
                        + " active_at = now() where agent_id = new.agent_id; return null; end $$");
        console.stage()
                .execute("create trigger work_on after insert on governance_console.halts for each row"
                        + " when (new.agent_id = '" + team + "-1') execute function public.work_on()");

        Fed.Ran ran = run(team + "-1", "--wait");

        assertThat(ran.exit()).isEqualTo(4);
        assertThat(ran.out()).contains("STILL ACTIVE " + team + "-1");
    }

    @Test
    void aHaltThatIsLiftedMeanwhileIsAnAlarm() {
        console.stage()
                .execute("create or replace function public.lift() returns trigger language plpgsql as $$ begin"
                        + " update governance_agent_presence set halted_by = null, halted_at = null, halt_reason = null,"
                        + " metadata_json = '{}' where agent_id = new.agent_id;"
                        + " update governance_console.halts set resumed_at = now() where halt_id = new.halt_id;"
                        + " return null; end $$");
        console.stage()
                .execute("create constraint trigger lift after insert on governance_console.halts"
                        + " deferrable initially deferred for each row"
                        + " when (new.agent_id = '" + team + "-1') execute function public.lift()");

        Fed.Ran ran = run(team + "-1", "--wait");

        assertThat(ran.exit()).isEqualTo(4);
        assertThat(ran.out()).contains("resumed " + team + "-1: somebody lifted the halt meanwhile");
    }

    private static Governance sdk() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(console.stage().url().jdbcUrl());
        source.setUser(console.stage().url().user());
        source.setPassword(console.stage().url().password());
        return Governance.builder(source)
                .auditSecret(Stage.SECRET)
                .holdingFolder(Path.of("target", "held", "fleet-halt"))
                .build();
    }
}
