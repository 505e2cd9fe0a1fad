package dev.governance.console.posture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.governance.chain.Redaction;
import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Audit;
import dev.governance.console.contract.Cost;
import dev.governance.console.contract.Doorbell;
import dev.governance.console.contract.Postures;
import dev.governance.console.contract.Presence;
import dev.governance.console.db.AuditRows;
import dev.governance.console.testing.Eventually;
import dev.governance.console.testing.Stage;
import dev.governance.console.wire.AgentPresence;
import dev.governance.console.wire.Json;
import dev.governance.console.wire.MarksVerdict;
import dev.governance.console.wire.Posture;
import dev.governance.console.wire.Spend;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The posture as the API shows it, counted from a real log. */
class PostureTest {
    private static final String INSERT = """
            insert into governance_audit_events (event_id, session_id, agent_id, kind, hmac_value, created_at, metadata_json)
            select gen_random_uuid(), gen_random_uuid(), ?, ?, 'mac', now() - make_interval(secs => ?), ?::jsonb
            from generate_series(1, ?)
            """;

    private final List<Postures.Changed> changes = new CopyOnWriteArrayList<>();
    private volatile Future<Presence.Agents> presence = Future.succeededFuture(new Presence.Agents(List.of()));
    private volatile List<Spend> spend = List.of();
    private volatile Audit.Findings findings = Facts.nothingKnown();
    private Stage stage;

    @BeforeEach
    void open() {
        stage = Stage.open();
        stage.bus().answer(Presence.AGENTS, all -> presence);
        stage.bus().answer(Cost.AGENTS, today -> Future.succeededFuture(new Cost.Agents(spend)));
        stage.bus().answer(Audit.KNOWN, known -> Future.succeededFuture(findings));
        stage.bus().listen(Postures.CHANGED, changes::add);
        AuditRows rows = new AuditRows(new Redaction(Set.of())::json);
        stage.deploy(new PostureVerticle(stage.bus(), stage.database(), rows, "1.0", () -> 80));
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private void write(String agent, String kind, long secondsAgo, String metadata, int rows) {
        stage.execute(INSERT, agent, kind, (double) secondsAgo, metadata, rows);
    }

    private void ring() {
        stage.bus().announce(Doorbell.APPENDED, new Doorbell.Rung(true));
    }

    private Posture now() {
        return stage.ask(Postures.NOW, new Postures.Now());
    }

    @Test
    void everyModuleHasItsSixFieldsBesideTheOldOnes() {
        write("refund-agent", "tool.call", 1, "{}", 4);
        write("refund-agent", "scope.violation", 0, "{\"tool\": \"wire\"}", 2);
        write("refund-agent", "budget.exceeded", 0, "{\"cap\": \"per_session_usd\"}", 1);
        presence = Future.succeededFuture(new Presence.Agents(List.of(Facts.present("live", null))));
        spend = List.of(new Spend("refund-agent", new BigDecimal("1.25"), 50, null));

        JsonNode posture = Json.tree(Json.write(now()));
        JsonNode agent = posture.path("agents").path(0);

        assertThat(posture.fieldNames())
                .toIterable()
                .contains("timestamp", "version", "position", "agent_count", "verdict", "totals", "chain");
        assertThat(posture.path("timestamp").asText()).endsWith("Z");
        assertThat(posture.path("position").asLong()).isEqualTo(7);
        assertThat(agent.path("modules").fieldNames())
                .toIterable()
                .containsExactly("audit", "scope", "cost", "gates", "loop", "presence", "contracts", "compliance");
        assertThat(agent.path("modules"))
                .allSatisfy(lamp -> assertThat(lamp.fieldNames())
                        .toIterable()
                        .containsExactly("status", "value", "reason", "since", "event_id", "chain_seq"));
        JsonNode lamp = agent.path("modules").path("scope");
        assertThat(lamp.path("reason").asText()).isEqualTo("wire blocked 2×");
        assertThat(lamp.path("chain_seq").asLong()).isEqualTo(6);

        assertThat(agent.path("event_count").asLong()).isEqualTo(7);
        assertThat(agent.path("scope").path("status").asText()).isEqualTo("FAIL");
        assertThat(agent.path("scope").path("violations_today").asLong()).isEqualTo(2);
        assertThat(agent.path("scope").path("latest_violation").path("tool").asText())
                .isEqualTo("wire");
        assertThat(agent.path("scope").path("latest_violation").path("created_at"))
                .isEqualTo(lamp.path("since"));
        assertThat(agent.path("cost").path("status").asText()).isEqualTo("FAIL");
        assertThat(agent.path("cost").path("usd_today").asDouble()).isEqualTo(1.25);
        assertThat(agent.path("cost").path("tokens_today").asLong()).isEqualTo(50);
        assertThat(agent.path("cost").path("exceeded_today").asLong()).isEqualTo(1);
        assertThat(agent.path("gates").path("status").asText()).isEqualTo("PASS");
        assertThat(agent.path("gates").path("pending").asLong()).isZero();
        assertThat(agent.path("audit").path("status").asText()).isEqualTo("UNKNOWN");
        assertThat(agent.path("audit").path("events_total").asLong()).isEqualTo(7);
    }

    @Test
    void aLongLogIsCountedToTheRow() {
        write("old", "scope.violation", 200_000, "{}", 6_000); // more than two days ago
        write("busy", "tool.call", 0, "{}", 9_000);
        write("busy", "scope.violation", 0, "{\"tool\": \"x\"}", 3);
        Posture first = now();
        write("busy", "tool.call", 0, "{}", 5);
        ring();
        Eventually.holds("new rows are counted", () -> now().totals().events() == 15_008);

        assertThat(first.totals().events()).isEqualTo(15_003);
        assertThat(first.agents())
                .extracting(agent -> agent.agentId() + " " + agent.eventCount())
                .containsExactly("busy 9003", "old 6000");
        Posture.Agent old = first.agents().get(1);
        assertThat(old.modules().get("scope").value()).as("of another day").isNull();
        Posture.Agent busy = now().agents().get(0);
        assertThat(busy.eventCount()).isEqualTo(9_008);
        assertThat(busy.modules().get("scope").value()).isEqualTo("3");
        assertThat(now().totals().blockedToday()).isEqualTo(3);
    }

    @Test
    void onlyWhatChangedIsAnnouncedAndNothingWhenNothingDid() {
        write("a", "tool.call", 0, "{}", 1);
        write("b", "tool.call", 0, "{}", 1);
        now();

        write("b", "scope.violation", 0, "{\"tool\": \"wire\"}", 1);
        ring();
        Eventually.holds("the change is announced", () -> !changes.isEmpty());
        ring();
        ring();
        Eventually.holds("rings without a change are answered", () -> now().position() == 3);

        assertThat(changes).hasSize(1);
        assertThat(changes.get(0).posture().agents())
                .singleElement()
                .satisfies(card -> assertThat(card.agentId()).isEqualTo("b"))
                .satisfies(card -> assertThat(card.status()).isEqualTo("fail"));
        assertThat(changes.get(0).posture().verdict().headline()).isEqualTo("Action needed on 1 of 2 agents");
    }

    @Test
    void aHaltAndAFindingChangeTheVerdict() {
        write("refund-agent", "tool.call", 0, "{}", 1);
        findings = Facts.known(MarksVerdict.State.HOLDS, Facts.finding("tampered", "TAMPERED at event 8"));
        presence = Future.succeededFuture(new Presence.Agents(List.of(Facts.present("live", Facts.halt("enough")))));
        stage.bus()
                .announce(
                        Audit.CHECKED,
                        new Audit.Checked(
                                Facts.SESSION, "tampered", "TAMPERED at event 8", "Its kind changed.", Facts.EARLIER));

        Eventually.holds(
                "the halt is seen", () -> now().agents().get(0).status().equals("halted"));
        Posture posture = now();

        assertThat(posture.verdict().sentence()).isEqualTo("refund-agent is halted.");
        assertThat(posture.chain().status()).isEqualTo("tampered");
        assertThat(posture.agents().get(0).issues())
                .extracting(Posture.Issue::text)
                .containsExactly("enough", "TAMPERED at event 8. Its kind was modified after signing.");
    }

    @Test
    void waitingApprovalsAreCountedUntilTheyExpire() {
        String gate =
                "insert into governance_gates_pending (request_id, agent_id, kind, action_hash, token, expires_at,"
                        + " resolved_at) values (gen_random_uuid(), 'asker', 'refund', 'h', 't', now() + ?::interval, ?)";
        stage.execute(gate, "1 hour", null);
        stage.execute(gate, "2 hours", null);
        stage.execute(gate, "-1 second", null);
        stage.execute(gate, "1 hour", Stage.time(Facts.NOW));

        Posture posture = now();

        assertThat(posture.totals().pendingApprovals()).isEqualTo(2);
        assertThat(posture.totals().nextExpiry()).isAfter(posture.timestamp());
        assertThat(posture.agents().get(0).modules().get("gates").value()).isEqualTo("2");
    }

    @Test
    void withoutAnAnswerThePostureIsRefusedAndComesBack() {
        presence = Future.failedFuture(new Refusal(Fault.UNAVAILABLE, "no_database", "the database is away"));
        assertThat(stage.refused(Postures.NOW, new Postures.Now()).fault()).isEqualTo(Fault.UNAVAILABLE);

        AgentPresence agent = Facts.present("live", null);
        presence = Future.succeededFuture(new Presence.Agents(List.of(agent)));

        assertThat(now().agents()).extracting(Posture.Agent::presence).containsExactly(agent);
    }
}
