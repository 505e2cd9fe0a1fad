package dev.governance.console.posture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.chain.Redaction;
import dev.governance.console.bus.Fault;
import dev.governance.console.contract.Audit;
import dev.governance.console.contract.Cost;
import dev.governance.console.contract.Doorbell;
import dev.governance.console.contract.Postures;
import dev.governance.console.contract.Presence;
import dev.governance.console.db.AuditRows;
import dev.governance.console.testing.Eventually;
import dev.governance.console.testing.Stage;
import dev.governance.console.wire.AgentActivity;
import dev.governance.console.wire.Posture;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who wrote to a real log, and how much: listed right, however many there are. */
class ActivityTest {
    /** Agent n writes its n-th event n seconds ago, all of them before. */
    private static final String MANY = """
            insert into governance_audit_events (event_id, session_id, agent_id, kind, hmac_value, created_at)
            select gen_random_uuid(), gen_random_uuid(), 'agent-' || lpad(agent::text, 4, '0'), 'tool.call', 'mac',
                   now() - interval '1 minute' * (agent + event)
              from generate_series(1, ?) as agent, generate_series(0, agent % 3) as event
             order by event desc, agent desc
            """;

    private static final String ONE = """
            insert into governance_audit_events (event_id, session_id, agent_id, kind, hmac_value, created_at)
            values (gen_random_uuid(), gen_random_uuid(), ?, 'tool.call', 'mac', now() + make_interval(secs => ?))
            """;

    private Stage stage;

    @BeforeEach
    void open() {
        stage = Stage.open();
        stage.bus().answer(Presence.AGENTS, all -> Future.succeededFuture(new Presence.Agents(List.of())));
        stage.bus().answer(Cost.AGENTS, today -> Future.succeededFuture(new Cost.Agents(List.of())));
        stage.bus().answer(Audit.KNOWN, known -> Future.succeededFuture(Facts.nothingKnown()));
        AuditRows rows = new AuditRows(new Redaction(Set.of())::json);
        stage.deploy(new PostureVerticle(stage.bus(), stage.database(), rows, "1.0", () -> 80));
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private List<AgentActivity> active(int limit) {
        return stage.ask(Postures.ACTIVE, new Postures.Active(limit)).agents();
    }

    private static List<String> agents(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj("agent-%04d"::formatted)
                .toList();
    }

    @Test
    void ofSixHundredAgentsTheFiveHundredThatWroteLastAreListedEachWithAllItsEvents() {
        stage.execute(MANY, 600);

        List<AgentActivity> active = active(500);

        assertThat(active).extracting(AgentActivity::agentId).containsExactlyElementsOf(agents(1, 500));
        assertThat(active)
                .allSatisfy(agent -> assertThat(agent.eventCount())
                        .as(agent.agentId())
                        .isEqualTo(Integer.parseInt(agent.agentId().substring(6)) % 3 + 1));
        assertThat(active)
                .isSortedAccordingTo((one, other) -> other.lastActive().compareTo(one.lastActive()));
        assertThat(active(3)).extracting(AgentActivity::agentId).containsExactlyElementsOf(agents(1, 3));
        assertThat(active(9_999)).hasSize(500);
    }

    @Test
    void thePostureListsFiveHundredAndSaysThatThereAreSixHundred() {
        stage.execute(MANY, 600);

        Posture posture = stage.ask(Postures.NOW, new Postures.Now());

        assertThat(posture.agents()).hasSize(500);
        assertThat(posture.agentCount()).isEqualTo(600);
        assertThat(posture.totals().events()).isEqualTo(1_200);
        assertThat(posture.agents())
                .allSatisfy(agent -> assertThat(agent.eventCount())
                        .isEqualTo(Integer.parseInt(agent.agentId().substring(6)) % 3 + 1));
    }

    @Test
    void whoeverWritesAgainComesFirst() {
        stage.execute(MANY, 60);
        assertThat(active(1)).extracting(AgentActivity::agentId).containsExactly("agent-0001");

        stage.execute(ONE, "agent-0050", 0.0);
        stage.bus().announce(Doorbell.APPENDED, new Doorbell.Rung(true));
        Eventually.holds("the list is new", () -> active(1).get(0).agentId().equals("agent-0050"));

        assertThat(active(1).get(0).eventCount()).isEqualTo(4);
    }

    @Test
    void aClockThatIsAheadIsNotBelieved() {
        stage.execute(ONE, "ahead", 86_400.0);

        assertThat(active(1).get(0).lastActive()).isBefore(Instant.now().plusSeconds(60));
    }

    @Test
    void theConsolesOwnNamesAreNoAgents() {
        stage.execute(ONE, "governance-console", 0.0);
        stage.execute(ONE, "refund-agent", 0.0);

        assertThat(active(50)).extracting(AgentActivity::agentId).containsExactly("refund-agent");
    }

    @Test
    void nobodyWroteYet() {
        assertThat(active(50)).isEmpty();
    }

    @Test
    void withoutTheDatabaseNothingIsSaid() {
        stage.execute("alter table governance_audit_events rename to elsewhere");

        assertThat(stage.refused(Postures.ACTIVE, new Postures.Active(50)).fault())
                .isNotEqualTo(Fault.INVALID);
    }
}
