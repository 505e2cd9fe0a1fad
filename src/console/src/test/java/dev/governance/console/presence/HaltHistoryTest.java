package dev.governance.console.presence;

import static dev.governance.console.testing.People.ADMIN;
import static dev.governance.console.testing.People.OTHER_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.contract.Presence;
import dev.governance.console.testing.Stage;
import dev.governance.console.wire.AgentHalts;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What became of each halt of an agent, also after it was resumed. */
class HaltHistoryTest {
    private static Stage stage;

    private final String agent = "agent-" + UUID.randomUUID();

    @BeforeAll
    static void deploy() {
        stage = Stage.open();
        stage.deploy(HaltTest.verticle(stage));
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    @Test
    void everyHaltIsToldWithItsEndTheNewestFirst() {
        halt("first");
        stage.ask(Presence.RESUME, new Presence.Resume(agent, OTHER_ADMIN, "looked into it", null));
        halt("second");

        AgentHalts told = halts(10);

        assertThat(told.complete()).isTrue();
        assertThat(told.halts()).extracting(AgentHalts.Past::reason).containsExactly("second", "first");
        assertThat(told.halts().get(0).end()).isNull();
        assertThat(told.halts().get(1).end())
                .extracting(AgentHalts.End::by, AgentHalts.End::reason)
                .containsExactly("operator-2", "looked into it");
        assertThat(told.halts())
                .allMatch(halt -> halt.issuedHere() && halt.proof().equals("issued"));
    }

    @Test
    void oneThatEndedIsJudgedByWhatWasSeenWhileItStood() {
        halt("runs wild");
        stage.execute(
                "update governance_console.halts set since = now() - interval '1 hour',"
                        + " active_at = now() - interval '59 minutes', acknowledged_at = now() - interval '1 hour',"
                        + " acknowledged_delay_ms = 412, acknowledged_by = 2, acknowledged_event = ?"
                        + " where agent_id = ?",
                UUID.randomUUID(),
                agent);
        stage.ask(Presence.RESUME, new Presence.Resume(agent, ADMIN, "fixed", null));

        AgentHalts.Past past = halts(10).halts().get(0);

        assertThat(past.proof()).isEqualTo("still_active");
        assertThat(past.acknowledgement().delayMs()).isEqualTo(412);
        assertThat(past.acknowledgement().processes()).isEqualTo(2);
        assertThat(past.firstRefusal()).isNull();
    }

    @Test
    void whatWasLeftOutIsSaidAndOthersAreNotTold() {
        halt("first");
        stage.ask(Presence.RESUME, new Presence.Resume(agent, ADMIN, "fixed", null));
        halt("second");
        stage.ask(Presence.HALT, new Presence.Halt("other-" + agent, ADMIN, "another one", null));

        AgentHalts told = halts(1);

        assertThat(told.halts()).extracting(AgentHalts.Past::reason).containsExactly("second");
        assertThat(told.complete()).isFalse();
        assertThat(stage.ask(Presence.HALTS, new Presence.HaltsOf("never-" + agent, 1))
                        .halts())
                .isEmpty();
    }

    @Test
    void whatSomebodyWroteIntoTheTableHidesNoHalt() {
        stage.execute(
                "insert into governance_console.halts (agent_id, halted_by, halted_at, reason, issued_here, halted_seq,"
                        + " resumed_at) values (?, repeat('x', 5000), 'infinity', repeat('y', 5000), false, 0, now())",
                agent);

        AgentHalts.Past past = halts(1).halts().get(0);

        assertThat(past.haltedAt()).isNull();
        assertThat(past.haltedBy()).hasSize(256);
        assertThat(past.reason()).hasSize(2000);
        assertThat(past.end().by()).isNull();
    }

    private void halt(String reason) {
        stage.ask(Presence.HALT, new Presence.Halt(agent, ADMIN, reason, null));
    }

    private AgentHalts halts(int limit) {
        return stage.ask(Presence.HALTS, new Presence.HaltsOf(agent, limit));
    }
}
