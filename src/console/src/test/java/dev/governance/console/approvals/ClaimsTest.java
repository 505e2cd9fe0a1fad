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
import dev.governance.console.contract.Approvals.Claimed;
import dev.governance.console.contract.Approvals.Decide;
import dev.governance.console.contract.Approvals.Release;
import dev.governance.console.db.RedactedJson;
import dev.governance.console.testing.Stage;
import dev.governance.console.wire.Approval;
import dev.governance.console.wire.Caller;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Looking at a request so that nobody else does. */
class ClaimsTest {
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
    void aClaimIsStoredAuditedAndShown() {
        GateRow gate = aGate(stage).insert();

        Claimed claimed = stage.ask(Approvals.CLAIM, claim(gate, ADMIN));

        assertThat(claimed.reviewerId()).isEqualTo(ADMIN.userId());
        assertThat(shown(gate).reviewingSince()).isEqualTo(claimed.reviewingSince());
        assertThat(audited(gate))
                .singleElement()
                .satisfies(event -> assertThat(event)
                        .containsEntry("kind", "gates.claimed")
                        .containsEntry("by", "operator-1")
                        .containsEntry("request_id", gate.id.toString()));
        assertThat(stage.verdict(gate.session()).isVerified()).isTrue();
    }

    @Test
    void whatIsClaimedIsNotClaimedAgain() {
        GateRow gate = aGate(stage).insert();
        UUID key = UUID.randomUUID();
        Claimed first = stage.ask(Approvals.CLAIM, new Claim(gate.id, ADMIN, null, key));

        assertThat(stage.ask(Approvals.CLAIM, new Claim(gate.id, ADMIN, null, key)))
                .isEqualTo(first);
        assertRefused(stage.refused(Approvals.CLAIM, claim(gate, ADMIN)), Fault.CONFLICT, "claimed");
        assertRefused(stage.refused(Approvals.CLAIM, claim(gate, OTHER_ADMIN)), Fault.CONFLICT, "claimed");
        stage.ask(Approvals.CLAIM, new Claim(gate.id, OTHER_ADMIN, "she went home", null));
        assertThat(shown(gate).reviewerId()).isEqualTo(OTHER_ADMIN.userId());
        assertThat(audited(gate)).extracting(event -> event.get("override")).containsExactly(null, "she went home");
    }

    @Test
    void whoMayNotDecideMayNotClaim() {
        GateRow own = aGate(stage).operatedBy("operator-1").insert();
        GateRow nobodys = aGate(stage).operatedBy(null).insert();
        GateRow expired = aGate(stage).expiring(Duration.ofMinutes(-1)).insert();
        GateRow decided = aGate(stage).insert();
        stage.ask(Approvals.DECIDE, new Decide(decided.id, ADMIN, true, null, null, null));

        assertRefused(stage.refused(Approvals.CLAIM, claim(own, ADMIN)), Fault.FORBIDDEN, "self_approval");
        assertRefused(stage.refused(Approvals.CLAIM, claim(nobodys, ADMIN)), Fault.FORBIDDEN, "operator_unknown");
        assertRefused(stage.refused(Approvals.CLAIM, claim(expired, ADMIN)), Fault.CONFLICT, "expired");
        assertRefused(stage.refused(Approvals.CLAIM, claim(decided, ADMIN)), Fault.CONFLICT, "already_decided");
        assertRefused(stage.refused(Approvals.CLAIM, claim(nobodys, VIEWER)), Fault.FORBIDDEN, "role");
        assertRefused(
                stage.refused(Approvals.CLAIM, new Claim(UUID.randomUUID(), ADMIN, null, null)),
                Fault.NOT_FOUND,
                "unknown");
    }

    @Test
    void onlyTheClaimantReleasesOrWhoeverSaysWhy() {
        GateRow gate = aGate(stage).insert();
        assertRefused(stage.refused(Approvals.RELEASE, release(gate, ADMIN)), Fault.CONFLICT, "not_claimed");
        stage.ask(Approvals.CLAIM, claim(gate, ADMIN));

        assertRefused(stage.refused(Approvals.RELEASE, release(gate, OTHER_ADMIN)), Fault.FORBIDDEN, "claimed");
        stage.ask(Approvals.RELEASE, release(gate, ADMIN));
        assertThat(shown(gate).reviewerId()).isNull();
        stage.ask(Approvals.CLAIM, claim(gate, ADMIN));
        stage.ask(Approvals.RELEASE, new Release(gate.id, OTHER_ADMIN, "she went home", null));

        assertThat(shown(gate).reviewerId()).isNull();
        assertThat(audited(gate))
                .extracting(event -> event.get("kind") + " " + event.get("by"))
                .containsExactly(
                        "gates.claimed operator-1",
                        "gates.released operator-1",
                        "gates.claimed operator-1",
                        "gates.released operator-2");
        assertThat(stage.verdict(gate.session()).isVerified()).isTrue();
    }

    @Test
    void claimsThatAreOverAreShownAsNoneAndReleasedOnceByTwoNodes() {
        GateRow fresh = aGate(stage).insert();
        stage.ask(Approvals.CLAIM, claim(fresh, ADMIN));
        UUID gone = UUID.randomUUID();
        List<GateRow> over = List.of(
                aGate(stage).claimedBy(gone, Duration.ofSeconds(301)).insert(),
                aGate(stage).claimedBy(gone, Duration.ofDays(3)).insert());
        assertThat(shown(over.get(0)).reviewerId()).isNull();

        Future<Integer> one = claims().releaseStale(stage.database());
        Future<Integer> other = claims().releaseStale(stage.database());

        assertThat(Stage.wait(one) + Stage.wait(other)).isEqualTo(2);
        assertThat(stage.rows("select request_id from governance_gates_pending where reviewer_id is not null"))
                .extracting(row -> row.get("request_id"))
                .containsExactly(fresh.id);
        for (GateRow gate : over) {
            assertThat(audited(gate))
                    .singleElement()
                    .satisfies(event -> assertThat(event)
                            .containsEntry("kind", "gates.released")
                            .containsEntry("before", gone.toString())
                            .containsEntry("reason", "stale"));
        }
    }

    private Claims claims() {
        GateStore gates = new GateStore();
        ApprovalStore approvals = new ApprovalStore(new RedactedJson(text -> text), new SecondApprover(List.of()));
        return new Claims(gates, new WaitingGates(gates, approvals), stage.ledger());
    }

    private Approval shown(GateRow gate) {
        return stage.ask(Approvals.PENDING, new Approvals.Pending(ADMIN, 500, true, null)).approvals().stream()
                .filter(approval -> approval.requestId().equals(gate.id))
                .findFirst()
                .orElseThrow();
    }

    private List<Map<String, Object>> audited(GateRow gate) {
        return stage.rows(
                "select kind, metadata_json ->> 'by' as by, metadata_json ->> 'request_id' as request_id,"
                        + " metadata_json ->> 'override' as override, metadata_json ->> 'reason' as reason,"
                        + " metadata_json ->> 'reviewer_id_before' as before"
                        + " from governance_audit_events where session_id = ? order by chain_seq",
                gate.session());
    }

    private static void assertRefused(Refusal refusal, Fault fault, String code) {
        assertThat(refusal.code()).isEqualTo(code);
        assertThat(refusal.fault()).isEqualTo(fault);
    }

    private static Claim claim(GateRow gate, Caller by) {
        return new Claim(gate.id, by, null, null);
    }

    private static Release release(GateRow gate, Caller by) {
        return new Release(gate.id, by, null, null);
    }
}
