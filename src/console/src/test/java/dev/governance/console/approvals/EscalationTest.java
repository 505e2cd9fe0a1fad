package dev.governance.console.approvals;

import static dev.governance.console.approvals.GateRow.aGate;
import static dev.governance.console.testing.People.ADMIN;
import static dev.governance.console.testing.People.OTHER_ADMIN;
import static dev.governance.console.testing.People.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Approvals;
import dev.governance.console.contract.Approvals.Claim;
import dev.governance.console.contract.Approvals.Context;
import dev.governance.console.contract.Approvals.Decide;
import dev.governance.console.contract.Approvals.Escalate;
import dev.governance.console.contract.Approvals.Escalated;
import dev.governance.console.testing.Stage;
import dev.governance.console.wire.Approval;
import dev.governance.console.wire.Caller;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Handing a request on. */
class EscalationTest {
    private static Stage stage;

    @BeforeAll
    static void deploy() {
        stage = ApprovalsStage.open();
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    @Test
    void whoClaimedHandsItOnAndGivesUpTheClaim() {
        GateRow gate = aGate(stage).insert();
        stage.ask(Approvals.CLAIM, new Claim(gate.id, ADMIN, null, null));
        UUID key = UUID.randomUUID();

        Escalated escalated = stage.ask(Approvals.ESCALATE, new Escalate(gate.id, ADMIN, "the CFO", null, key));
        Escalated again = stage.ask(Approvals.ESCALATE, new Escalate(gate.id, ADMIN, "the CFO", null, key));

        assertThat(again).isEqualTo(escalated);
        assertThat(shown(gate))
                .extracting(Approval::reviewerId, Approval::escalation)
                .containsExactly(null, new Approval.Escalation("the CFO", "operator-1", escalated.escalatedAt()));
        assertThat(audited(gate))
                .last()
                .satisfies(event -> assertThat(event)
                        .containsEntry("kind", "gates.escalated")
                        .containsEntry("to", "the CFO")
                        .containsEntry("before", ADMIN.userId().toString())
                        .containsEntry("after", "null")
                        .containsEntry("by_user_id", ADMIN.userId().toString())
                        .containsEntry("role", "admin")
                        .containsEntry("request_id", gate.id.toString())
                        .containsEntry("gate_kind", "refund"));
        assertThat(audited(gate)).hasSize(2);
        assertThat(stage.verdict(gate.session()).isVerified()).isTrue();
        assertThat(stage.ask(Approvals.DECIDE, new Decide(gate.id, OTHER_ADMIN, true, null, null, null))
                        .resolution())
                .isEqualTo("granted");
    }

    @Test
    void theLastEscalationIsShown() {
        GateRow gate = aGate(stage).insert();
        stage.ask(Approvals.ESCALATE, escalate(gate, ADMIN));

        stage.ask(Approvals.ESCALATE, new Escalate(gate.id, OTHER_ADMIN, "legal", null, null));

        assertThat(shown(gate).escalation()).extracting(Approval.Escalation::to).isEqualTo("legal");
    }

    @Test
    void anothersClaimIsEndedOnlyWithAReason() {
        GateRow gate = aGate(stage).insert();
        stage.ask(Approvals.CLAIM, new Claim(gate.id, OTHER_ADMIN, null, null));

        assertRefused(escalate(gate, ADMIN), Fault.FORBIDDEN, "claimed");
        assertThat(audited(gate)).hasSize(1);
        stage.ask(Approvals.ESCALATE, new Escalate(gate.id, ADMIN, "the CFO", "she went home", null));
        assertThat(audited(gate))
                .last()
                .extracting(event -> event.get("override"))
                .isEqualTo("she went home");
    }

    @Test
    void whatWaitsNoLongerOrHasNoAddresseeIsNotHandedOn() {
        GateRow expired = aGate(stage).expiring(Duration.ofMinutes(-1)).insert();
        GateRow decided = aGate(stage).insert();
        GateRow gate = aGate(stage).insert();
        stage.ask(Approvals.DECIDE, new Decide(decided.id, ADMIN, false, "no", null, null));

        assertRefused(escalate(expired, ADMIN), Fault.CONFLICT, "expired");
        assertRefused(escalate(decided, ADMIN), Fault.CONFLICT, "already_decided");
        assertRefused(escalate(gate, VIEWER), Fault.FORBIDDEN, "role");
        assertRefused(new Escalate(UUID.randomUUID(), ADMIN, "x", null, null), Fault.NOT_FOUND, "unknown");
        assertRefused(new Escalate(gate.id, ADMIN, " ", null, null), Fault.UNPROCESSABLE, "invalid_escalate_to");
        assertRefused(
                new Escalate(gate.id, ADMIN, "x".repeat(257), null, null), Fault.UNPROCESSABLE, "invalid_escalate_to");
    }

    private static Approval shown(GateRow gate) {
        return stage.ask(Approvals.CONTEXT, new Context(gate.id, ADMIN)).approval();
    }

    private static List<Map<String, Object>> audited(GateRow gate) {
        return stage.rows(
                "select kind, metadata_json ->> 'escalated_to' as to, metadata_json ->> 'reviewer_id_before' as before,"
                        + " (metadata_json -> 'reviewer_id_after')::text as after,"
                        + " metadata_json ->> 'request_id' as request_id, metadata_json ->> 'gate_kind' as gate_kind,"
                        + " metadata_json ->> 'by_user_id' as by_user_id, metadata_json ->> 'role' as role,"
                        + " metadata_json ->> 'override' as override"
                        + " from governance_audit_events where session_id = ? order by chain_seq",
                gate.session());
    }

    private static void assertRefused(Escalate escalate, Fault fault, String code) {
        Refusal refusal = stage.refused(Approvals.ESCALATE, escalate);
        assertThat(refusal.code()).isEqualTo(code);
        assertThat(refusal.fault()).isEqualTo(fault);
    }

    private static Escalate escalate(GateRow gate, Caller by) {
        return new Escalate(gate.id, by, "the CFO", null, null);
    }
}
