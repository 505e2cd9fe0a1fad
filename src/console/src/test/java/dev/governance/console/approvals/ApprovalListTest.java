package dev.governance.console.approvals;

import static dev.governance.console.approvals.GateRow.aGate;
import static dev.governance.console.testing.People.ADMIN;
import static dev.governance.console.testing.People.OTHER_ADMIN;
import static dev.governance.console.testing.People.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.contract.Approvals;
import dev.governance.console.testing.Stage;
import dev.governance.console.wire.Approval;
import dev.governance.console.wire.Caller;
import dev.governance.console.wire.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What waits and what was decided, as people see it. */
class ApprovalListTest {
    private Stage stage;

    @BeforeEach
    void deploy() {
        stage = ApprovalsStage.open();
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void whatWaitsComesSoonestExpiryFirstAndSaysWhyTheCallerMayNot() {
        GateRow later = aGate(stage).expiring(Duration.ofHours(2)).insert();
        GateRow own = aGate(stage)
                .expiring(Duration.ofMinutes(5))
                .operatedBy("operator-1")
                .insert();
        GateRow nobodys =
                aGate(stage).expiring(Duration.ofMinutes(9)).operatedBy(null).insert();
        aGate(stage).expiring(Duration.ofMinutes(-1)).insert();

        List<Approval> pending = pending(ADMIN);

        assertThat(pending).extracting(Approval::requestId).containsExactly(own.id, nobodys.id, later.id);
        assertThat(pending).extracting(Approval::blocked).containsExactly("self_approval", "operator_unknown", null);
        assertThat(pending(VIEWER)).last().extracting(Approval::blocked).isEqualTo("role");
    }

    @Test
    void secretsAndTokensStayBehind() {
        aGate(stage)
                .payload("{\"amount\":49.50,\"card_token\":\"tok-1\",\"dsn\":\"postgres://u:p@h/d\","
                        + "\"note\":\"<img onerror=alert(1)>\"}")
                .insert();

        List<Approval> pending = pending(ADMIN);

        String json = Json.write(pending);
        assertThat(json)
                .contains("***REDACTED***", "[REDACTED]", "<img onerror=alert(1)>")
                .doesNotContain("tok-1", "u:p", "v2:");
        assertThat(pending)
                .singleElement()
                .extracting(approval -> approval.payload().path("amount").asText())
                .isEqualTo("49.5");
    }

    @Test
    void aPayloadTooLargeIsLeftOutAndSaid() {
        aGate(stage).payload("{\"blob\":\"" + "x".repeat(200_000) + "\"}").insert();

        assertThat(pending(ADMIN))
                .singleElement()
                .satisfies(approval -> assertThat(
                                approval.payload().path("governance.unreadable").asText())
                        .isEqualTo("too large to be shown"));
    }

    @Test
    void aPayloadThatCannotBePrintedHidesNoOther() {
        aGate(stage).insert();
        GateRow poisoned = aGate(stage).insert();
        stage.execute(
                "update governance_gates_pending set payload_json = ('[' || repeat('1e131071,', 9000) || '1]')::jsonb"
                        + " where request_id = ?",
                poisoned.id);

        assertThat(pending(ADMIN))
                .hasSize(2)
                .filteredOn(approval -> approval.payload().has("governance.unreadable"))
                .extracting(Approval::requestId)
                .containsExactly(poisoned.id);
    }

    @Test
    void whatWasDecidedComesLatestFirstWithWhoDecided() {
        GateRow expired = aGate(stage).expiring(Duration.ofMinutes(-1)).insert();
        GateRow granted = aGate(stage).insert();
        GateRow bySdk = aGate(stage).insert();
        GateRow waiting = aGate(stage).insert();
        stage.execute(
                "update governance_gates_pending set resolution = 'denied', resolved_at = now() - interval '5 minutes'"
                        + " where request_id = ?",
                bySdk.id);
        stage.ask(
                Approvals.DECIDE,
                new Approvals.Decide(granted.id, OTHER_ADMIN, true, "fine, like postgres://u:p@h/d", null, null));

        List<Approval> recent =
                stage.ask(Approvals.RECENT, new Approvals.Recent(ADMIN, 10)).approvals();

        assertThat(recent).extracting(Approval::requestId).containsExactly(granted.id, expired.id, bySdk.id);
        assertThat(recent).extracting(Approval::resolution).containsExactly("granted", null, "denied");
        assertThat(recent).extracting(Approval::resolvedBy).containsExactly("operator-2", null, null);
        assertThat(recent).extracting(Approval::state).containsExactly("granted", "expired", "denied");
        assertThat(recent).extracting(Approval::decidedOutside).containsExactly(false, false, true);
        assertThat(recent).extracting(Approval::rationale).containsExactly("fine, like [REDACTED]", null, null);
        assertThat(pending(ADMIN)).extracting(Approval::requestId).containsExactly(waiting.id);
    }

    @Test
    void whoWritesTheLogDecidesNothingByIt() {
        GateRow forged = aGate(stage).insert();
        GateRow overwritten = aGate(stage).insert();
        stage.execute(
                "update governance_gates_pending set resolution = 'granted', resolved_at = now() where request_id = ?",
                forged.id);
        stage.ask(Approvals.DECIDE, new Approvals.Decide(overwritten.id, OTHER_ADMIN, true, null, null, null));
        says(forged, "{\"granted_by\": \"carol, like postgres://u:p@h/d\"}");
        says(overwritten, "{\"granted_by\": \"carol\"}");

        Map<UUID, Approval> recent = recent();

        assertThat(recent.get(forged.id).decidedOutside()).isTrue();
        assertThat(recent.get(forged.id).resolvedBy()).isEqualTo("carol, like [REDACTED]");
        assertThat(recent.get(overwritten.id).decidedOutside()).isFalse();
        assertThat(recent.get(overwritten.id).resolvedBy()).isEqualTo("operator-2");
    }

    @Test
    void whoTurnsADecisionRoundIsNotTheOneWhoDecided() {
        GateRow turned = aGate(stage).insert();
        stage.ask(Approvals.DECIDE, new Approvals.Decide(turned.id, OTHER_ADMIN, false, "no", null, null));
        stage.execute("update governance_gates_pending set resolution = 'granted' where request_id = ?", turned.id);

        assertThat(recent().get(turned.id).decidedOutside()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"granted_by\": [1e131071, 1e131071]}", "{\"granted_by\": 7}", "[]", "\"granted_by\""})
    void aNameInTheLogThatIsNoneIsNobody(String metadata) {
        GateRow gate = aGate(stage).insert();
        stage.execute(
                "update governance_gates_pending set resolution = 'granted', resolved_at = now() where request_id = ?",
                gate.id);
        says(gate, metadata);

        assertThat(recent().get(gate.id).resolvedBy()).isNull();
    }

    private Map<UUID, Approval> recent() {
        return stage.ask(Approvals.RECENT, new Approvals.Recent(ADMIN, 10)).approvals().stream()
                .collect(Collectors.toMap(Approval::requestId, Function.identity()));
    }

    private void says(GateRow gate, String metadata) {
        stage.execute(
                "insert into governance_audit_events (event_id, session_id, agent_id, kind, metadata_json, hmac_value,"
                        + " created_at)"
                        + " values (gen_random_uuid(), ?, ?, 'approval.granted', ?::jsonb, 'none', now())",
                gate.session(),
                gate.agentId(),
                metadata);
    }

    @Test
    void listsEndWhereTheyWereAskedTo() {
        for (int i = 0; i < 4; i++) {
            aGate(stage).insert();
            aGate(stage).expiring(Duration.ofMinutes(-1)).insert();
        }

        assertThat(stage.ask(Approvals.PENDING, new Approvals.Pending(ADMIN, 3, false, null))
                        .approvals())
                .hasSize(3);
        assertThat(stage.ask(Approvals.RECENT, new Approvals.Recent(ADMIN, 3)).approvals())
                .hasSize(3);
    }

    @Test
    void pagesHoldEveryRequestOnceInTheirOrder() {
        List<GateRow> gates = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            gates.add(aGate(stage).expiring(Duration.ofMinutes(10 + i)).insert());
        }
        stage.execute("update governance_gates_pending set created_at = now() - interval '1 minute'");
        stage.execute(
                "update governance_gates_pending set created_at = 'infinity', expires_at = 'infinity'"
                        + " where request_id = ?",
                gates.get(6).id);
        List<UUID> ids = gates.stream().map(gate -> gate.id).toList();

        List<UUID> soonest = pages(true, 3);
        List<UUID> newest = pages(false, 1);

        assertThat(soonest).isEqualTo(ids);
        assertThat(newest).startsWith(ids.get(6)).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(newest.subList(1, 7).stream().map(UUID::toString)).isSorted();
    }

    private List<UUID> pages(boolean soonest, int limit) {
        List<UUID> ids = new ArrayList<>();
        String cursor = null;
        do {
            Approvals.Page page = stage.ask(Approvals.PENDING, new Approvals.Pending(ADMIN, limit, soonest, cursor));
            assertThat(page.approvals()).hasSizeBetween(1, limit);
            page.approvals().forEach(approval -> ids.add(approval.requestId()));
            cursor = page.nextCursor();
        } while (cursor != null);
        return ids;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "x", "2026-11-28T14:32:00Z", "|", "2026-11-28T14:32:00Z|1|2", "+99999-01-01T00:00:00Z|x"})
    void whatIsNoCursorIsRefused(String cursor) {
        assertThat(stage.refused(Approvals.PENDING, new Approvals.Pending(ADMIN, 3, false, cursor))
                        .code())
                .isEqualTo("invalid_cursor");
    }

    private List<Approval> pending(Caller by) {
        return stage.ask(Approvals.PENDING, new Approvals.Pending(by, 500, true, null))
                .approvals();
    }
}
