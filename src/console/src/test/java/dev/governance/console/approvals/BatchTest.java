package dev.governance.console.approvals;

import static dev.governance.console.approvals.GateRow.aGate;
import static dev.governance.console.testing.People.ADMIN;
import static dev.governance.console.testing.People.OTHER_ADMIN;
import static dev.governance.console.testing.People.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.contract.Approvals;
import dev.governance.console.contract.Approvals.Decide;
import dev.governance.console.contract.Approvals.Failed;
import dev.governance.console.contract.Approvals.GrantAll;
import dev.governance.console.contract.Approvals.GrantedAll;
import dev.governance.console.testing.Stage;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Granting several requests at once. */
class BatchTest {
    private static Stage stage;

    @BeforeAll
    static void deploy() {
        stage = ApprovalsStage.open();
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    private static GateRow low() {
        return aGate(stage).payload("{\"risk\":\"LOW\"}");
    }

    private static GrantedAll grant(UUID key, UUID... ids) {
        return stage.ask(Approvals.GRANT_ALL, new GrantAll(List.of(ids), ADMIN, key));
    }

    @Test
    void eachIsGrantedForItselfAndRefusedInTheReferencesWords() {
        GateRow first = low().insert();
        GateRow own = low().operatedBy("operator-1").insert();
        GateRow nobodys = low().operatedBy(null).insert();
        GateRow high = aGate(stage).payload("{\"risk\":\"high\"}").insert();
        GateRow silent = aGate(stage).insert();
        GateRow claimed =
                low().claimedBy(UUID.randomUUID(), Duration.ofSeconds(9)).insert();
        GateRow expired = low().expiring(Duration.ofMinutes(-1)).insert();
        GateRow forged = low().withToken(token -> "").insert();
        GateRow decided = low().insert();
        stage.ask(Approvals.DECIDE, new Decide(decided.id, OTHER_ADMIN, false, "no", null, null));
        UUID unknown = UUID.randomUUID();
        GateRow last = low().insert();

        GrantedAll done = grant(
                null,
                first.id,
                own.id,
                nobodys.id,
                high.id,
                silent.id,
                claimed.id,
                expired.id,
                forged.id,
                decided.id,
                unknown,
                last.id,
                first.id);

        assertThat(done.approved()).containsExactly(first.id, last.id);
        assertThat(done.failed())
                .containsExactly(
                        new Failed(own.id, "self_approval_blocked"),
                        new Failed(nobodys.id, "self_approval_blocked"),
                        new Failed(high.id, "risk_high_not_eligible_for_batch"),
                        new Failed(silent.id, "risk_UNKNOWN_not_eligible_for_batch"),
                        new Failed(claimed.id, "claimed_by_other_reviewer"),
                        new Failed(expired.id, "expired"),
                        new Failed(forged.id, "token_invalid"),
                        new Failed(decided.id, "already_resolved"),
                        new Failed(unknown, "not_found"));
        assertThat(stage.rows(
                        "select kind, metadata_json ->> 'batch' as batch from governance_audit_events"
                                + " where session_id = ?",
                        last.session()))
                .singleElement()
                .satisfies(event -> assertThat(event)
                        .containsEntry("kind", "approval.granted")
                        .containsEntry("batch", "true"));
        assertThat(stage.verdict(first.session()).events()).isEqualTo(1);
        assertThat(stage.verdict(own.session()).events()).isZero();
    }

    @Test
    void aBatchThatIsSentAgainGrantsNothingTwice() {
        GateRow one = low().insert();
        GateRow other = low().insert();
        UUID key = UUID.randomUUID();
        grant(key, one.id);

        GrantedAll again = grant(key, one.id, other.id);

        assertThat(again.approved()).containsExactly(one.id, other.id);
        assertThat(grant(UUID.randomUUID(), one.id).failed()).containsExactly(new Failed(one.id, "already_resolved"));
        assertThat(stage.verdict(one.session()).events()).isEqualTo(1);
    }

    @Test
    void aBatchHasOneToFiftyRequestsOfAnAdmin() {
        List<UUID> many = Stream.generate(UUID::randomUUID).limit(51).toList();

        assertThat(stage.refused(Approvals.GRANT_ALL, new GrantAll(many, ADMIN, null))
                        .code())
                .isEqualTo("invalid_request_ids");
        assertThat(stage.refused(Approvals.GRANT_ALL, new GrantAll(List.of(), ADMIN, null))
                        .code())
                .isEqualTo("invalid_request_ids");
        assertThat(stage.refused(Approvals.GRANT_ALL, new GrantAll(many, VIEWER, null))
                        .code())
                .isEqualTo("role");
    }
}
