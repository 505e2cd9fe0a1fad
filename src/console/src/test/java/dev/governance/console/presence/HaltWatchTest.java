package dev.governance.console.presence;

import static dev.governance.console.testing.People.ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.contract.Doorbell;
import dev.governance.console.contract.Presence;
import dev.governance.console.testing.Eventually;
import dev.governance.console.testing.Stage;
import dev.governance.console.wire.AgentPresence;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whether halted agents obey, and halts that lose their marker. */
class HaltWatchTest {
    private final String agent = "agent-" + UUID.randomUUID();
    private Stage stage;

    @BeforeEach
    void deploy() {
        stage = Stage.open();
        stage.deploy(HaltTest.verticle(stage));
        stage.execute("insert into governance_agent_presence (agent_id, operator_id) values (?, 'x')", agent);
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void anAgentThatBeginsWorkAfterItsHaltIsStillActive() {
        logged("tool.call");
        haltedAMinuteAgo();
        assertThat(halt().observation()).isEqualTo("no_activity_since");
        assertThat(halt().lastActivityAt()).isNull();

        logged("tool.call");
        ring();

        Eventually.holds("the halt is watched", () -> halt().lastActivityAt() != null);
        assertThat(halt().observation()).isEqualTo("still_active");
    }

    @Test
    void refusalsAndResultsAreNoNewWork() {
        haltedAMinuteAgo();
        logged("scope.violation");
        logged("llm.result");
        logged("budget.exceeded");
        logged("refund.end");
        ring();
        logged("refund.start");
        Map<String, Object> work = stage.one("select max(chain_seq) as seq from governance_audit_events");
        logged("tool.error");
        ring();

        Eventually.holds("the halt is watched", () -> halt().lastActivityAt() != null);
        assertThat(stage.one("select active_seq from governance_console.halts"))
                .containsEntry("active_seq", work.get("seq"));
    }

    @Test
    void aFreshHaltSaysNothingYet() {
        stage.ask(Presence.HALT, new Presence.Halt(agent, ADMIN, "stop", null));

        assertThat(halt().observation()).isNull();
    }

    @Test
    void aHaltThatAnSdkWroteIsWatchedFromWhenItIsNoticed() {
        stage.execute(
                "update governance_agent_presence set halted_by = 'sdk', halted_at = now() where agent_id = ?", agent);
        ring();

        Eventually.holds(
                "the halt is watched",
                () -> stage.rows("select 1 from governance_console.halts where not issued_here")
                                .size()
                        == 1);

        stage.execute(
                "update governance_agent_presence set halted_by = null, halted_at = null, metadata_json = '{}'"
                        + " where agent_id = ?",
                agent);
        ring();

        Eventually.holds("the halt is watched", () -> kinds().equals("agent.halt_cleared"));
        assertThat(stage.one("select count(*) as n from governance_console.halts where resumed_at is null"))
                .containsEntry("n", 0L);
    }

    @Test
    void aMarkerClearedWithoutAResumeIsSetAgainAndRecorded() {
        stage.ask(Presence.HALT, new Presence.Halt(agent, ADMIN, "stop", null));
        stage.execute(
                "update governance_agent_presence set halted_by = null, halted_at = null, halt_reason = null,"
                        + " metadata_json = '{}' where agent_id = ?",
                agent);

        ring();

        Eventually.holds("the halt is watched", () -> kinds().equals("agent.halted agent.halt_restored"));
        assertThat(halt())
                .extracting(AgentPresence.Halt::haltedBy, AgentPresence.Halt::reason)
                .containsExactly("operator-1", "stop");
        UUID session = (UUID) stage.one("select distinct session_id from governance_audit_events")
                .get("session_id");
        assertThat(stage.verdict(session).isVerified()).isTrue();
    }

    @Test
    void aMarkerThatNoAuditRowCanHoldDoesNotKeepOthersFromBeingSetAgain() {
        stage.execute("insert into governance_agent_presence (agent_id, halted_by, halted_at) values"
                + " ('never', 'sdk', 'infinity'), ('always', 'sdk', '-infinity'), ('far', 'sdk', '294276-12-31')");
        stage.execute("insert into governance_agent_presence (agent_id, metadata_json)"
                + " values ('long', jsonb_build_object('_halted_by', repeat('x', 200000)))");
        ring();
        Eventually.holds(
                "the halts are watched",
                () -> stage.rows("select 1 from governance_console.halts").size() == 4);
        stage.ask(Presence.HALT, new Presence.Halt(agent, ADMIN, "stop", null));
        stage.execute("update governance_agent_presence"
                + " set halted_by = null, halted_at = null, halt_reason = null, metadata_json = '{}'");

        ring();

        Eventually.holds("the halt is set again", () -> kinds().equals("agent.halted agent.halt_restored"));
        Eventually.holds(
                "the others are told",
                () -> stage.rows("select 1 from governance_audit_events where kind = 'agent.halt_cleared'")
                                .size()
                        == 4);
    }

    @Test
    void aResumeIsNoLostMarker() {
        stage.ask(Presence.HALT, new Presence.Halt(agent, ADMIN, "stop", null));
        stage.ask(Presence.RESUME, new Presence.Resume(agent, ADMIN, "fixed", null));
        ring();
        String other = "other-" + agent;
        stage.execute(
                "insert into governance_agent_presence (agent_id, halted_by, halted_at) values (?, 'sdk', now())",
                other);
        ring();

        Eventually.holds(
                "the halt is watched",
                () -> stage.rows("select 1 from governance_console.halts where agent_id = ?", other)
                                .size()
                        == 1);
        assertThat(kinds()).isEqualTo("agent.halted agent.resumed");
    }

    private void haltedAMinuteAgo() {
        stage.ask(Presence.HALT, new Presence.Halt(agent, ADMIN, "stop", null));
        stage.execute("update governance_console.halts set since = since - interval '1 minute'");
    }

    private void ring() {
        stage.bus().announce(Doorbell.HALT, new Doorbell.Rung(true));
        stage.bus().announce(Doorbell.APPENDED, new Doorbell.Rung(true));
    }

    private void logged(String kind) {
        stage.execute(
                "insert into governance_audit_events (event_id, session_id, agent_id, kind, hmac_value, created_at)"
                        + " values (gen_random_uuid(), gen_random_uuid(), ?, ?, 'x', now() - interval '1 year')",
                agent,
                kind);
    }

    private String kinds() {
        return (String) stage.one(
                        "select coalesce(string_agg(kind, ' ' order by chain_seq), '') as kinds"
                                + " from governance_audit_events where agent_id = ?",
                        agent)
                .get("kinds");
    }

    private AgentPresence.Halt halt() {
        return stage.ask(Presence.AGENTS, new Presence.All()).agents().get(0).halt();
    }
}
