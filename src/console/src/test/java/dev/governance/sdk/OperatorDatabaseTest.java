package dev.governance.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.governance.chain.SessionIds;
import dev.governance.sdk.errors.AgentHaltedException;
import dev.governance.sdk.errors.ApprovalDeniedException;
import dev.governance.sdk.errors.GateException;
import dev.governance.sdk.errors.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** What a person's program does to agents, on a real database. */
class OperatorDatabaseTest {
    private static final SdkDatabase DATABASE = new SdkDatabase();
    private static final Governance GOVERNANCE = DATABASE.governance();
    private static final Operator OPERATOR = operator("reviewer");
    private static final Duration BRIEFLY = Duration.ofSeconds(10);

    @AfterAll
    static void close() {
        GOVERNANCE.close();
    }

    private static Operator operator(String name) {
        return new Operator(name, DATABASE.dataSource(), SdkDatabase.SECRET);
    }

    /** Of an agent that somebody else runs. */
    private static PendingApproval requested(String agentId) {
        GOVERNANCE.presence().heartbeat(Heartbeat.of(agentId).operator("somebody else"));
        return GOVERNANCE
                .gates()
                .request(ApprovalRequest.of(agentId, "refund.large").with("amount_usd", 480));
    }

    private static String resolution(PendingApproval approval) {
        return DATABASE.list(
                        "select coalesce(resolution, 'none') from governance_gates_pending where request_id = ?",
                        approval.requestId())
                .get(0);
    }

    private static List<String> decisions(PendingApproval approval) {
        return DATABASE.list(
                "select kind from governance_audit_events where session_id = ?",
                SessionIds.md5(approval.requestId().toString()));
    }

    private static void isRefused(PendingApproval approval, String why) {
        assertThatThrownBy(() -> OPERATOR.grant(approval.requestId(), null))
                .isInstanceOf(GateException.class)
                .hasMessageContaining(why);
        assertThat(resolution(approval)).isNotEqualTo("granted");
        assertThat(decisions(approval)).isEmpty();
    }

    @Test
    void whatIsGrantedGoesOnAndIsRecorded() {
        PendingApproval approval = requested("granted-agent");

        OPERATOR.grant(approval.requestId(), "checked the order");

        assertThatCode(() -> GOVERNANCE.gates().await(approval, BRIEFLY)).doesNotThrowAnyException();
        assertThat(DATABASE.metadata("granted-agent", "approval.granted"))
                .singleElement()
                .asString()
                .contains(
                        "\"granted_by\": \"reviewer\"",
                        "\"rationale\": \"checked the order\"",
                        approval.requestId().toString());
        assertThat(DATABASE.verify(SessionIds.md5(approval.requestId().toString()))
                        .isVerified())
                .isTrue();
    }

    @Test
    void whatIsDeniedIsToldWithItsReason() {
        PendingApproval approval = requested("denied-agent");

        OPERATOR.deny(approval.requestId(), "not in this quarter");

        assertThatThrownBy(() -> GOVERNANCE.gates().await(approval, BRIEFLY))
                .isInstanceOf(ApprovalDeniedException.class)
                .hasMessageContaining("not in this quarter");
        assertThat(decisions(approval)).containsExactly("approval.denied");
    }

    @ParameterizedTest
    @ValueSource(strings = {"reviewer", "Reviewer", " REVIEWER "})
    void nobodyDecidesForAnAgentOfTheirOwn(String runBy) {
        PendingApproval approval = requested("own-agent");
        DATABASE.execute("update governance_agent_presence set operator_id = ? where agent_id = 'own-agent'", runBy);

        isRefused(approval, "who runs its agent");
    }

    @Test
    void nobodyDecidesForAnAgentThatNobodyRuns() {
        PendingApproval approval = GOVERNANCE.gates().request(ApprovalRequest.of("nobodys-agent", "refund.large"));

        isRefused(approval, "nobody knows who runs its agent");
    }

    @Test
    void whatIsDecidedOrOverOrUnknownStaysSo() {
        PendingApproval denied = requested("decided-agent");
        OPERATOR.deny(denied.requestId(), "no");
        PendingApproval over = requested("late-agent");
        DATABASE.execute(
                "update governance_gates_pending set expires_at = now() - interval '1 second' where request_id = ?",
                over.requestId());

        assertThatThrownBy(() -> OPERATOR.grant(denied.requestId(), null))
                .hasMessageContaining("decided before: denied");
        assertThat(resolution(denied)).isEqualTo("denied");
        isRefused(over, "expired");
        assertThatThrownBy(() -> OPERATOR.grant(UUID.randomUUID(), null)).hasMessageContaining("is unknown");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "payload_json = '{\"amount_usd\": 1}'",
                "action_hash = repeat('a', 64)",
                "expires_at = expires_at + interval '1 day'",
                "token = ''",
                "token = (select token from governance_gates_pending other"
                        + " where other.request_id <> governance_gates_pending.request_id limit 1)"
            })
    void aRowThatIsNotWhatWasAskedForIsNotGranted(String change) {
        requested("other-agent");
        PendingApproval approval = requested("changed-agent");
        DATABASE.execute(
                "update governance_gates_pending set " + change + " where request_id = ?", approval.requestId());

        isRefused(approval, "cannot be trusted");
    }

    @Test
    void ofManyWhoDecideAtOnceOneDoes() {
        PendingApproval approval = requested("raced-agent");
        CountDownLatch start = new CountDownLatch(1);
        List<CompletableFuture<Boolean>> all = IntStream.range(0, 8)
                .mapToObj(number -> CompletableFuture.supplyAsync(() -> decides(start, approval, number)))
                .toList();

        start.countDown();

        assertThat(all.stream().filter(CompletableFuture::join).count()).isOne();
        assertThat(decisions(approval)).hasSize(1);
    }

    private static boolean decides(CountDownLatch start, PendingApproval approval, int number) {
        try {
            start.await();
            if (number % 2 == 0) {
                operator("reviewer-" + number).grant(approval.requestId(), null);
            } else {
                operator("reviewer-" + number).deny(approval.requestId(), "no");
            }
            return true;
        } catch (GateException e) {
            return false;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aHaltStopsTheAgentOnceAndIsRecorded() {
        assertThat(OPERATOR.halt("runaway", "it loops")).isTrue();
        assertThat(operator("another").halt("runaway", "too")).isFalse();

        assertThat(SdkDatabase.eventually(() -> isHalted("runaway"))).isTrue();
        assertThatThrownBy(() -> GOVERNANCE.assertNotHalted("runaway"))
                .isInstanceOfSatisfying(AgentHaltedException.class, halted -> {
                    assertThat(halted.haltedBy()).isEqualTo("reviewer");
                    assertThat(halted.reason()).contains("it loops");
                });
        assertThat(DATABASE.metadata("runaway", "agent.halted"))
                .singleElement()
                .asString()
                .contains("it loops");
    }

    @Test
    void anAgentStopsItselfAndOnlyAPersonLetsItGoOn() {
        GOVERNANCE.presence().heartbeat(Heartbeat.of("self-stopper"));

        assertThat(GOVERNANCE.presence().haltSelf("self-stopper", "the tool answers nonsense"))
                .isTrue();

        assertThat(SdkDatabase.eventually(() -> isHalted("self-stopper"))).isTrue();
        assertThat(GOVERNANCE.presence().haltSelf("self-stopper", "again")).isFalse();
        assertThat(GOVERNANCE.presence().close("self-stopper")).isFalse();
        GOVERNANCE.presence().heartbeat(Heartbeat.of("self-stopper"));
        assertThat(isHalted("self-stopper")).isTrue();
        assertThat(DATABASE.metadata("self-stopper", "agent.halted"))
                .singleElement()
                .asString()
                .contains("\"halted_by\": \"self-stopper\"", "nonsense");
    }

    private static boolean isHalted(String agentId) {
        try {
            GOVERNANCE.assertNotHalted(agentId);
            return false;
        } catch (AgentHaltedException e) {
            return true;
        }
    }

    @Test
    void aHaltThatTheDatabaseDoesNotTakeIsALoudError() {
        DATABASE.execute("create role weak_operator login password 'weak'");
        PGSimpleDataSource weak = (PGSimpleDataSource) DATABASE.dataSource();
        weak.setUser("weak_operator");
        weak.setPassword("weak");

        assertThatThrownBy(() -> new Operator("weak", weak, SdkDatabase.SECRET).halt("untouched", "no rights"))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("NOTHING WAS HALTED");
        assertThatCode(() -> GOVERNANCE.assertNotHalted("untouched")).doesNotThrowAnyException();
    }

    @Test
    void wordsOfTheWrongLengthAreRefusedBeforeAnythingHappens() {
        PendingApproval approval = requested("worded-agent");

        assertThatThrownBy(() -> OPERATOR.deny(approval.requestId(), " ")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> OPERATOR.deny(approval.requestId(), "x".repeat(2_001)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> OPERATOR.halt("worded-agent", "a\0b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> operator(" ")).isInstanceOf(IllegalArgumentException.class);
        assertThat(resolution(approval)).isEqualTo("none");
    }
}
