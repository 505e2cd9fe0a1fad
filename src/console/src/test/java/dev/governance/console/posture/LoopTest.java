package dev.governance.console.posture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.chain.Redaction;
import dev.governance.console.contract.Audit;
import dev.governance.console.contract.Cost;
import dev.governance.console.contract.Postures;
import dev.governance.console.contract.Presence;
import dev.governance.console.db.AuditRows;
import dev.governance.console.testing.Stage;
import dev.governance.console.wire.Lamp;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How near an agent is to its limit of loops, by what the SDKs store of calls and policies. */
class LoopTest {
    private static final UUID SESSION = new UUID(1, 1);
    private static final UUID OTHER_SESSION = new UUID(1, 2);
    private static final String TWENTY =
            "{\"agent_id\": \"a\", \"window_seconds\": 60, \"max_calls\": 20, \"action\": \"raise\"}";
    private static final String NOT_KNOWN = "how near its limit a loop is is not known";

    private Stage stage;

    @BeforeEach
    void open() {
        stage = Stage.open();
        stage.bus().answer(Presence.AGENTS, all -> Future.succeededFuture(new Presence.Agents(List.of())));
        stage.bus().answer(Cost.AGENTS, today -> Future.succeededFuture(new Cost.Agents(List.of())));
        stage.bus().answer(Audit.KNOWN, known -> Future.succeededFuture(Facts.nothingKnown()));
        stage.deploy(new PostureVerticle(
                stage.bus(), stage.database(), new AuditRows(new Redaction(Set.of())::json), "1.0", () -> 80));
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private void policy(String agent, String json) {
        stage.execute(
                "insert into governance_policies (agent_id, policy_type, policy_json) values (?, 'loop', ?::jsonb)",
                agent,
                json);
    }

    private void calls(String agent, UUID session, String tool, int rows, String ago) {
        stage.execute(
                "insert into governance_loop_tracking (session_id, agent_id, tool_name, called_at)"
                        + " select ?, ?, ?, now() - ?::interval from generate_series(1, ?)",
                session,
                agent,
                tool,
                ago,
                rows);
    }

    private Lamp lamp(String agent) {
        return stage.ask(Postures.NOW, new Postures.Now()).agents().stream()
                .filter(card -> card.agentId().equals(agent))
                .findFirst()
                .orElseThrow()
                .modules()
                .get("loop");
    }

    @Test
    void theToolCalledMostOftenInASessionIsCountedBesideTheLimit() {
        policy("a", TWENTY);
        calls("a", SESSION, "search", 3, "1 second");
        calls("a", SESSION, "search", 9, "61 seconds");
        calls("a", OTHER_SESSION, "search", 2, "1 second");
        calls("a", SESSION, "refund", 1, "1 second");

        Lamp lamp = lamp("a");

        assertThat(lamp.status()).isEqualTo(Lamp.Status.PASS);
        assertThat(lamp.value()).isEqualTo("3 of 20");
        assertThat(lamp.reason()).isEqualTo("search called, 3 of 20 times in 60 s");
    }

    @Test
    void callsOfOthersInTheSessionCountAsTheSdkCountsThem() {
        policy("a", TWENTY);
        calls("a", SESSION, "search", 1, "1 second");
        calls("b", SESSION, "search", 6, "1 second");
        calls("b", OTHER_SESSION, "search", 12, "1 second");

        assertThat(lamp("a").value()).isEqualTo("7 of 20");
    }

    @Test
    void whoCalledNothingLatelyIsFarFromItsLimit() {
        policy("a", TWENTY);
        calls("a", SESSION, "search", 4, "2 minutes");

        assertThat(lamp("a").value()).isEqualTo("0 of 20");
        assertThat(lamp("a").reason()).isEqualTo("no tool called, 0 of 20 times in 60 s");
    }

    @Test
    void whatAPolicyLeavesOutIsAsTheSdkHasIt() {
        policy("a", "{\"alert_threshold_pct\": 80, \"max_calls\": null}");
        calls("a", SESSION, "search", 2, "59 seconds");

        assertThat(lamp("a").value()).isEqualTo("2 of 5");
    }

    @Test
    void anAgentWhoseLimitIsNotStoredIsNotJudgedByAnyOther() {
        policy("a", TWENTY);
        stage.execute(
                "insert into governance_policies (agent_id, policy_type, policy_json) values ('b', 'scope', '{}')");
        calls("b", SESSION, "search", 3, "1 second");

        assertThat(lamp("b")).isEqualTo(new Lamp(Lamp.Status.PASS, null, NOT_KNOWN, null, null, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"max_calls\": \"NaN\"}",
                "{\"max_calls\": \"20\"}",
                "{\"max_calls\": -1}",
                "{\"max_calls\": 1001}",
                "{\"max_calls\": 4.5}",
                "{\"max_calls\": 1e131071}",
                "{\"max_calls\": [20]}",
                "{\"window_seconds\": 0}",
                "{\"window_seconds\": 99999999999999999999}",
                "{\"action\": \"<img src=x onerror=alert(1)>\"}",
                "{\"agent_id\": \"another\"}",
                "{\"limit\": 3}",
                "[20]",
                "null",
                "\"20\""
            })
    void aPolicyThatTheSdkWouldNotReadTellsNoLimit(String json) {
        policy("a", json);
        policy("b", "{\"max_calls\": 20}");
        calls("a", SESSION, "search", 3, "1 second");
        calls("b", OTHER_SESSION, "search", 4, "1 second");

        assertThat(lamp("a").value()).isNull();
        assertThat(lamp("a").reason()).isEqualTo(NOT_KNOWN);
        assertThat(lamp("b").value()).isEqualTo("4 of 20");
    }

    @Test
    void aPolicyTooLongToBeReadTellsNoLimit() {
        policy("a", "{\"action\": \"" + "x".repeat(100_000) + "\"}");

        assertThat(lamp("a").value()).isNull();
    }

    @Test
    void aToolsNameCannotBreakTheLine() {
        policy("a", TWENTY);
        calls("a", SESSION, "<img src=x\n onerror=alert(1)>\u202e" + "x".repeat(200), 3, "1 second");

        assertThat(lamp("a").reason())
                .startsWith("<img src=x  onerror=alert(1)> xxx")
                .endsWith(" called, 3 of 20 times in 60 s")
                .doesNotContain("\n", "\u202e")
                .hasSizeLessThanOrEqualTo(120);
    }

    @Test
    void whoCallsMoreThanIsCountedIsNotCountedInPart() {
        policy("a", TWENTY);
        policy("b", TWENTY.replace("\"a\"", "\"b\""));
        calls("a", SESSION, "search", 1_000, "1 second");
        calls("b", OTHER_SESSION, "search", 1_001, "1 second");

        assertThat(lamp("a").value()).isEqualTo("1000 of 20");
        assertThat(lamp("b").value()).isNull();
    }

    @Test
    void theCallsOfAnAgentAreFoundByAnIndex() {
        assertThat(stage.one("select indexdef from pg_indexes where indexname = 'governance_console_loop_agent'")
                        .get("indexdef"))
                .asString()
                .contains("(agent_id, called_at DESC)");
    }
}
