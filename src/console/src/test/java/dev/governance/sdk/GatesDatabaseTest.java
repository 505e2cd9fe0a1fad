package dev.governance.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.governance.chain.ChainKey;
import dev.governance.chain.GateToken;
import dev.governance.sdk.errors.ApprovalCancelledException;
import dev.governance.sdk.errors.ApprovalDeniedException;
import dev.governance.sdk.errors.ApprovalExpiredException;
import dev.governance.sdk.errors.ApprovalTimeoutException;
import dev.governance.sdk.errors.GateException;
import dev.governance.sdk.errors.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Approvals on a real database. */
class GatesDatabaseTest {
    private static final SdkDatabase DATABASE = new SdkDatabase();
    private static final Governance GOVERNANCE = DATABASE.governance();
    private static final Duration BRIEFLY = Duration.ofMillis(300);

    @AfterAll
    static void close() {
        GOVERNANCE.close();
    }

    private static PendingApproval requested(String agentId) {
        return GOVERNANCE
                .gates()
                .request(ApprovalRequest.of(agentId, "refund.large").with("amount_usd", 480));
    }

    private static void resolve(PendingApproval approval, String resolution) {
        DATABASE.execute(
                "update governance_gates_pending set resolved_at = now(), resolution = ?, rationale = 'because'"
                        + " where request_id = ?",
                resolution,
                approval.requestId());
    }

    @Test
    void aRequestIsStoredAsThePythonSdkStoresIt() {
        UUID session = UUID.randomUUID();

        PendingApproval approval = GOVERNANCE
                .gates()
                .request(ApprovalRequest.of("asker", "refund.large")
                        .with("amount_usd", 1e5)
                        .with("order", "ORD-1")
                        .session(session));

        // printf '{"amount_usd":100000.0,"order":"ORD-1"}' | sha256sum
        String hash = "f9d9724fe69487d5cbcb23fdd0f847defecc46f12d497ebdaa72089cdb610a73";
        assertThat(approval.actionHash()).isEqualTo(hash);
        assertThat(DATABASE.list(
                        "select concat_ws('|', agent_id, kind, action_hash, payload_json::text, resolution,"
                                + " extract(epoch from expires_at - created_at)::int between 3598 and 3602)"
                                + " from governance_gates_pending where request_id = ?",
                        approval.requestId()))
                .containsExactly("asker|refund.large|" + hash + "|{\"order\": \"ORD-1\", \"amount_usd\": 100000.0}|t");
        assertThat(DATABASE.metadata("asker", "approval.requested"))
                .containsExactly("{\"request_id\": \"" + approval.requestId() + "\", \"action_hash\": \"" + hash
                        + "\", \"approval_kind\": \"refund.large\"}");
        assertThat(DATABASE.verify(session).isVerified()).isTrue();
    }

    @Test
    void theTokenFitsTheRowAndIsShownNowhere() {
        PendingApproval approval = requested("token-holder");

        String token = DATABASE.list(
                        "select token from governance_gates_pending where request_id = ?", approval.requestId())
                .get(0);

        GateToken read = GateToken.verify(
                token, ChainKey.ofSecret(SdkDatabase.SECRET), prefix -> Optional.empty(), null, Instant.now());
        assertThat(read.requestId()).isEqualTo(approval.requestId());
        assertThat(read.actionHash()).isEqualTo(approval.actionHash());
        assertThat(read.expiresAt()).isEqualTo(approval.expiresAt());
        assertThat(token).startsWith("v2:");
        assertThat(approval.toString()).doesNotContain(token.substring(token.lastIndexOf(':') + 1));
        assertThat(DATABASE.list("select metadata_json::text from governance_audit_events"))
                .noneMatch(metadata -> metadata.contains(token.substring(token.lastIndexOf(':') + 1)));
    }

    @Test
    void aPlainUpdateReleasesWhoWaits() {
        PendingApproval approval = requested("waiter");
        CompletableFuture<Void> wait =
                CompletableFuture.runAsync(() -> GOVERNANCE.gates().await(approval, Duration.ofSeconds(20)));

        assertThat(wait).isNotDone();
        resolve(approval, "granted");

        assertThatCode(wait::join).doesNotThrowAnyException();
    }

    @Test
    void aDenialCarriesItsReason() {
        PendingApproval approval = requested("denied");

        resolve(approval, "denied");

        assertThatThrownBy(() -> GOVERNANCE.gates().await(approval, BRIEFLY))
                .isInstanceOfSatisfying(
                        ApprovalDeniedException.class,
                        denied -> assertThat(denied.rationale()).contains("because"));
    }

    @Test
    void timeIsNeverPermission() {
        PendingApproval undecided = requested("undecided");
        PendingApproval odd = requested("odd");
        PendingApproval expired = requested("expired");
        resolve(odd, "GRANTED");
        resolve(expired, "granted");
        DATABASE.execute(
                "update governance_gates_pending set expires_at = now() where request_id = ?", expired.requestId());

        assertThatThrownBy(() -> GOVERNANCE.gates().await(undecided, BRIEFLY))
                .isInstanceOf(ApprovalTimeoutException.class);
        assertThatThrownBy(() -> GOVERNANCE.gates().await(odd, BRIEFLY)).isInstanceOf(ApprovalTimeoutException.class);
        assertThatThrownBy(() -> GOVERNANCE.gates().await(expired, BRIEFLY))
                .isInstanceOf(ApprovalExpiredException.class);
    }

    @Test
    void aRequestIsTakenBackOnce() {
        PendingApproval approval = requested("regretful");

        assertThat(GOVERNANCE.gates().cancel(approval)).isTrue();

        assertThat(GOVERNANCE.gates().cancel(approval)).isFalse();
        assertThatThrownBy(() -> GOVERNANCE.gates().await(approval, BRIEFLY))
                .isInstanceOf(ApprovalCancelledException.class);
        assertThat(DATABASE.metadata("regretful", "approval.cancelled")).hasSize(1);
    }

    @Test
    void aRequestThatIsGoneIsNoPermission() {
        PendingApproval approval = requested("erased");

        DATABASE.execute("delete from governance_gates_pending where request_id = ?", approval.requestId());

        assertThatThrownBy(() -> GOVERNANCE.gates().await(approval, BRIEFLY))
                .isInstanceOf(GateException.class)
                .hasMessageContaining("unknown");
    }

    @Test
    void anInterruptedThreadStopsWaiting() throws InterruptedException {
        PendingApproval approval = requested("interrupted");
        CompletableFuture<Boolean> marked = new CompletableFuture<>();
        Thread waiting = new Thread(() -> {
            Throwable thrown = catchThrowable(() -> GOVERNANCE.gates().await(approval, Duration.ofSeconds(20)));
            marked.complete(
                    thrown instanceof GateException && Thread.currentThread().isInterrupted());
        });
        waiting.start();

        waiting.interrupt();

        assertThat(marked.join()).isTrue();
    }

    @Test
    void aRequestThatWasNotStoredIsSaidSo() {
        SdkDatabase broken = new SdkDatabase();
        try (Governance governance = broken.governance()) {
            broken.execute("alter table governance_audit_events rename to elsewhere");

            assertThatThrownBy(() -> governance.gates().request(ApprovalRequest.of("nobody-asked", "refund")))
                    .isInstanceOf(StoreException.class);

            assertThat(broken.list("select request_id from governance_gates_pending"))
                    .isEmpty();
        }
    }

    @Test
    void whatTheHashWouldNotCoverIsRefused() {
        assertThatThrownBy(() -> GOVERNANCE
                        .gates()
                        .request(ApprovalRequest.of("smuggler", "refund").with("note", "x".repeat(70_000))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ApprovalRequest.of("smuggler", "refund").expiresIn(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ApprovalRequest.of("", "refund")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ApprovalRequest.of("smuggler", "k".repeat(129)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
