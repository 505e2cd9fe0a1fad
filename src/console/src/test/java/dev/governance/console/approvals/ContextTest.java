package dev.governance.console.approvals;

import static dev.governance.console.approvals.GateRow.aGate;
import static dev.governance.console.testing.People.ADMIN;
import static dev.governance.console.testing.People.OTHER_ADMIN;
import static dev.governance.console.testing.People.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.contract.Approvals;
import dev.governance.console.contract.Approvals.Context;
import dev.governance.console.contract.Approvals.Decide;
import dev.governance.console.contract.Presence;
import dev.governance.console.ledger.AuditEntry;
import dev.governance.console.testing.Stage;
import dev.governance.console.wire.AgentPresence;
import dev.governance.console.wire.ApprovalContext;
import dev.governance.console.wire.ApprovalContext.Approver;
import dev.governance.console.wire.Json;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What somebody is told before they decide. */
class ContextTest {
    private static final Instant BEAT = Instant.parse("2026-11-28T14:32:00Z");
    private static Stage stage;

    @BeforeAll
    static void deploy() {
        stage = ApprovalsStage.open();
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    private static ApprovalContext context(GateRow gate) {
        return stage.ask(Approvals.CONTEXT, new Context(gate.id, VIEWER));
    }

    @Test
    void payloadAndRiskAreShownWithoutSecrets() {
        GateRow gate = aGate(stage)
                .payload("{\"amount\":49,\"api_token\":\"tok-1\",\"risk\":\"low\"}")
                .insert();

        ApprovalContext context = context(gate);

        assertThat(context.risk()).isEqualTo("low");
        assertThat(Json.write(context)).contains("***REDACTED***").doesNotContain("tok-1", "v2:");
        assertThat(context.approval().blocked()).isEqualTo("role");
    }

    @ParameterizedTest
    @CsvSource({"'{}',UNKNOWN", "'{\"risk\":7}',UNKNOWN", "'{\"risk\":\"<b>\"}',UNKNOWN", "'{\"risk\":\"High\"}',High"})
    void aRiskIsAWord(String payload, String risk) {
        assertThat(context(aGate(stage).payload(payload).insert()).risk()).isEqualTo(risk);
    }

    @Test
    void whatTheAgentDidAndSpentIsItsOwn() {
        GateRow gate = aGate(stage).insert();
        UUID session = UUID.randomUUID();
        for (int i = 0; i < 12; i++) {
            AuditEntry entry = new AuditEntry(session, gate.agentId(), "tool.call." + i, Map.of());
            Stage.wait(
                    stage.database().inTransaction(transaction -> stage.ledger().append(transaction, entry)));
        }
        stage.execute(
                "insert into governance_cost_agent_daily (agent_id, day_utc, usd_used, tokens_used)"
                        + " values (?, (now() at time zone 'utc')::date, 1.25, 10), ('another', now(), 99, 1)",
                gate.agentId());

        ApprovalContext context = context(gate);

        assertThat(context.recentAgentEvents())
                .extracting(ApprovalContext.Event::kind)
                .hasSize(10)
                .startsWith("tool.call.11")
                .endsWith("tool.call.2");
        assertThat(context.agentCostTodayUsd()).isEqualByComparingTo("1.25");
        assertThat(context(aGate(stage).insert()).agentCostTodayUsd()).isZero();
    }

    @Test
    void earlierDecisionsOnTheSameAreShownWithWhoAndWhy() {
        GateRow same = aGate(stage).insert();
        stage.ask(Approvals.DECIDE, new Decide(same.id, OTHER_ADMIN, false, "not postgres://u:p@h/d", null, null));
        GateRow other =
                aGate(stage).of(same.agentId()).payload("{\"args\":[7]}").insert();
        stage.execute(
                "update governance_gates_pending set resolved_at = now() + interval '1 second', resolution = 'granted'"
                        + " where request_id = ?",
                other.id);
        aGate(stage).of(same.agentId()).insert();
        GateRow gate = aGate(stage).of(same.agentId()).insert();

        List<ApprovalContext.Decision> similar = context(gate).similarDecisions();

        assertThat(similar).extracting(ApprovalContext.Decision::requestId).containsExactly(other.id, same.id);
        assertThat(similar).extracting(ApprovalContext.Decision::sameAction).containsExactly(false, true);
        assertThat(similar).extracting(ApprovalContext.Decision::resolvedBy).containsExactly(null, "operator-2");
        assertThat(similar).extracting(ApprovalContext.Decision::rationale).containsExactly(null, "not [REDACTED]");
    }

    @Test
    void howTheAgentIsComesFromWhoeverKnows() {
        GateRow gate = aGate(stage).insert();
        assertThat(context(gate).agentPresence()).isNull();

        var answers = stage.bus()
                .answer(
                        Presence.MATCHING,
                        asked -> Future.succeededFuture(new Presence.Agents(List.of(
                                new AgentPresence("x", "live", BEAT, BEAT, null, Json.tree("{}"), null),
                                new AgentPresence(asked.pattern(), "idle", BEAT, BEAT, null, Json.tree("{}"), null)))));

        assertThat(context(gate).agentPresence()).isEqualTo(new ApprovalContext.Presence("idle", BEAT));
        Stage.wait(answers.unregister());
    }

    @Test
    void whatExpiredOrWasDecidedKeepsItsContext() {
        GateRow expired = aGate(stage).expiring(Duration.ofMinutes(-1)).insert();
        GateRow granted = aGate(stage).insert();
        stage.ask(Approvals.DECIDE, new Decide(granted.id, ADMIN, true, "fine", null, null));

        assertThat(context(expired).approval().state()).isEqualTo("expired");
        assertThat(context(granted).approval().resolvedBy()).isEqualTo("operator-1");
        assertThat(stage.refused(Approvals.CONTEXT, new Context(UUID.randomUUID(), ADMIN))
                        .code())
                .isEqualTo("unknown");
    }

    @Test
    void whoElseMayDecideIsToldToWhoeverMayDecideAtAll() {
        GateRow theirs = aGate(stage).operatedBy(ADMIN.username()).insert();
        GateRow others = aGate(stage).operatedBy(OTHER_ADMIN.username()).insert();
        GateRow nobodys = aGate(stage).operatedBy(" ").insert();

        assertThat(approvers(theirs)).containsExactly(new Approver(OTHER_ADMIN.userId(), "operator-2", true));
        assertThat(approvers(others)).isEmpty();
        assertThat(approvers(nobodys)).isEmpty();
        assertThat(context(theirs).approvers()).isNull();
    }

    @Test
    void whoIsAwayOrSignedOutIsNotOnline() {
        GateRow gate = aGate(stage).insert();
        stage.execute(
                "update governance_console.sessions set last_seen_at = now() - interval '11 minutes' where user_id = ?",
                OTHER_ADMIN.userId());

        assertThat(approvers(gate)).containsExactly(new Approver(OTHER_ADMIN.userId(), "operator-2", false));

        stage.execute(
                "update governance_console.sessions set last_seen_at = now() where user_id = ?", OTHER_ADMIN.userId());
        assertThat(approvers(gate)).extracting(Approver::online).containsExactly(true);
    }

    private static List<Approver> approvers(GateRow gate) {
        return stage.ask(Approvals.CONTEXT, new Context(gate.id, ADMIN)).approvers();
    }
}
