package dev.governance.console.presence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.contract.Presence;
import dev.governance.console.testing.Stage;
import dev.governance.console.wire.AgentPresence;
import dev.governance.console.wire.Json;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who lives, as people see it. */
class AgentsTest {
    private Stage stage;

    @BeforeEach
    void deploy() {
        stage = Stage.open();
        stage.deploy(HaltTest.verticle(stage));
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void haltedAgentsComeFirstThenWhoBeatLast() {
        beat("old", 4000, "live", "{}");
        beat("fresh", 1, "live", "{}");
        beat("silent", 100, "live", "{}");
        beat("marked", 9000, "live", "{\"_halted_by\": \"x\"}");

        List<AgentPresence> agents = agents();

        assertThat(agents).extracting(AgentPresence::agentId).containsExactly("marked", "fresh", "silent", "old");
        assertThat(agents)
                .extracting(AgentPresence::status)
                .containsExactly("unresponsive", "live", "idle", "unresponsive");
    }

    @Test
    void metadataIsShownWithoutSecrets() {
        beat("a", 1, "live", "{\"api_key\": \"k-1\", \"url\": \"postgres://u:p@h/d\", \"version\": 2}");
        beat("b", 2, "live", null);
        beat("c", 3, "live", "{\"blob\": \"" + "x".repeat(70_000) + "\"}");

        List<AgentPresence> agents = agents();

        assertThat(Json.write(agents))
                .contains("***REDACTED***", "\"version\":2")
                .doesNotContain("k-1", "u:p");
        assertThat(agents.get(1).metadata().isEmpty()).isTrue();
        assertThat(agents.get(2).metadata().has("governance.unreadable")).isTrue();
    }

    @Test
    void aHaltsReasonIsShownWithoutSecretsAndEndsSomewhere() {
        stage.execute("insert into governance_agent_presence (agent_id, halted_by, halted_at, halt_reason)"
                + " values ('a', 'x', now(), 'it printed postgres://u:p@h/d twice')");
        beat(
                "b",
                1,
                "live",
                "{\"_halted_by\": \"" + "y".repeat(70_000) + "\", \"_halt_reason\": \"" + "z".repeat(70_000) + "\"}");

        List<AgentPresence> agents = agents();

        assertThat(agents.get(0).halt().reason()).isEqualTo("it printed [REDACTED] twice");
        assertThat(Json.write(agents)).hasSizeLessThan(5_000);
    }

    private void beat(String agent, int secondsAgo, String status, String metadata) {
        stage.execute(
                "insert into governance_agent_presence (agent_id, status, last_heartbeat, metadata_json)"
                        + " values (?, ?, now() - make_interval(secs => ?), ?::jsonb)",
                agent,
                status,
                secondsAgo,
                metadata);
    }

    private List<AgentPresence> agents() {
        return stage.ask(Presence.AGENTS, new Presence.All()).agents();
    }
}
