package dev.governance.console.approvals;

import static dev.governance.console.approvals.GateRow.aGate;
import static dev.governance.console.testing.People.ADMIN;
import static dev.governance.console.testing.People.OTHER_ADMIN;
import static dev.governance.console.testing.People.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.chain.SessionLock;
import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Approvals;
import dev.governance.console.contract.Approvals.Decide;
import dev.governance.console.contract.Approvals.Decided;
import dev.governance.console.contract.Approvals.Withdraw;
import dev.governance.console.testing.Eventually;
import dev.governance.console.testing.People;
import dev.governance.console.testing.Stage;
import dev.governance.console.wire.Approval;
import dev.governance.console.wire.Caller;
import dev.governance.console.wire.Role;
import dev.governance.console.wire.ScopedToken;
import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Requests that two different admins have to grant. */
class FourEyesTest {
    private static Stage stage;

    @BeforeAll
    static void deploy() {
        stage = ApprovalsStage.open("Ref*");
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    private static Decide grant(GateRow gate, Caller by) {
        return new Decide(gate.id, by, true, null, null, null);
    }

    private static Decided granted(GateRow gate, Caller by) {
        return stage.ask(Approvals.DECIDE, grant(gate, by));
    }

    private static Refusal refused(GateRow gate, Caller by) {
        return stage.refused(Approvals.DECIDE, grant(gate, by));
    }

    private static Approval approval(GateRow gate) {
        return stage.ask(Approvals.CONTEXT, new Approvals.Context(gate.id, VIEWER))
                .approval();
    }

    /** What an agent polls. */
    private static void assertWaits(GateRow gate) {
        assertThat(stage.one(
                        "select resolution, resolved_at, reviewer_id, rationale from governance_gates_pending"
                                + " where request_id = ?",
                        gate.id))
                .containsEntry("resolution", null)
                .containsEntry("resolved_at", null)
                .containsEntry("reviewer_id", null)
                .containsEntry("rationale", null);
        assertThat(stage.rows("select * from governance_console.decisions where request_id = ?", gate.id))
                .isEmpty();
    }

    private static List<Object> kinds(GateRow gate) {
        return stage
                .rows(
                        "select kind from governance_audit_events where session_id = ? order by chain_seq",
                        gate.session())
                .stream()
                .map(row -> row.get("kind"))
                .toList();
    }

    private static Caller admin() {
        Caller person = People.person("admin-" + UUID.randomUUID(), Role.ADMIN);
        stage.signIn(person);
        return person;
    }

    @Test
    void theFirstGrantLeavesTheAgentWaitingAndTheSecondLetsItGoOn() {
        GateRow gate = aGate(stage).insert();
        assertThat(approval(gate).fourEyes()).isEqualTo(new Approval.FourEyes(null, null, null, null));

        Decided first = stage.ask(Approvals.DECIDE, new Decide(gate.id, ADMIN, true, "fine by me", null, null));

        assertThat(first).isEqualTo(new Decided(gate.id, null, null));
        assertWaits(gate);
        Approval shown = approval(gate);
        assertThat(shown.state()).isEqualTo("pending");
        assertThat(shown.fourEyes().first()).isEqualTo("operator-1");
        assertThat(shown.fourEyes().firstId()).isEqualTo(ADMIN.userId());
        assertThat(shown.fourEyes().rationale()).isEqualTo("fine by me");

        assertThat(granted(gate, OTHER_ADMIN).resolution()).isEqualTo("granted");

        assertThat(kinds(gate)).containsExactly("gates.granted_first", "approval.granted");
        assertThat(stage.one(
                        "select metadata_json ->> 'granted_by' as second, metadata_json ->> 'first_granted_by' as first"
                                + " from governance_audit_events where session_id = ? and kind = 'approval.granted'",
                        gate.session()))
                .containsEntry("first", "operator-1")
                .containsEntry("second", "operator-2");
        assertThat(stage.verdict(gate.session()).isVerified()).isTrue();
        assertThat(approval(gate).resolvedBy()).isEqualTo("operator-2");
        assertThat(approval(gate).fourEyes().first()).isEqualTo("operator-1");
    }

    @Test
    void nobodyIsTheirOwnSecondApprover() {
        Caller first = People.person("straße", Role.ADMIN);
        Caller sameName = People.person("STRASSE", Role.ADMIN);
        stage.signIn(first, sameName);
        UUID token = UUID.randomUUID();
        stage.execute(
                "insert into governance_console.api_tokens (token_id, token_hash, user_id, name, scopes, expires_at)"
                        + " values (?, encode(sha256(?::text::bytea), 'hex'), ?, 'script', '{approvals.decide}',"
                        + " now() + interval '1 hour')",
                token,
                token,
                first.userId());
        Caller script = new Caller(
                first.userId(), first.username(), Role.ADMIN, null, new ScopedToken(token, Set.of("approvals.decide")));
        GateRow gate = aGate(stage).insert();
        granted(gate, first);

        for (Caller same : List.of(first, sameName, script)) {
            Refusal refusal = refused(gate, same);
            assertThat(refusal.fault()).isEqualTo(Fault.CONFLICT);
            assertThat(refusal.code()).isEqualTo("second_approver_wanted");
        }
        assertWaits(gate);
    }

    @Test
    void aFirstGrantOfARevokedTokenCountsNoMore() {
        Caller owner = admin();
        UUID token = UUID.randomUUID();
        stage.execute(
                "insert into governance_console.api_tokens (token_id, token_hash, user_id, name, scopes, expires_at)"
                        + " values (?, encode(sha256(?::text::bytea), 'hex'), ?, 'script', '{approvals.decide}',"
                        + " now() + interval '1 hour')",
                token,
                token,
                owner.userId());
        Caller script = new Caller(
                owner.userId(), owner.username(), Role.ADMIN, null, new ScopedToken(token, Set.of("approvals.decide")));
        GateRow gate = aGate(stage).insert();
        granted(gate, script);
        assertThat(approval(gate).fourEyes().first()).isEqualTo(owner.username());
        stage.execute("update governance_console.api_tokens set revoked_at = now() where token_id = ?", token);

        assertThat(granted(gate, OTHER_ADMIN).resolution()).isNull();
        assertWaits(gate);
    }

    @Test
    void selfApprovalHoldsForBoth() {
        GateRow own = aGate(stage).operatedBy("operator-1").insert();
        assertThat(refused(own, ADMIN).code()).isEqualTo("self_approval");
        granted(own, OTHER_ADMIN);
        assertThat(refused(own, ADMIN).code()).isEqualTo("self_approval");

        GateRow later = aGate(stage).insert();
        granted(later, ADMIN);
        stage.execute(
                "update governance_agent_presence set operator_id = 'operator-1' where agent_id = ?", later.agentId());

        assertThat(granted(later, OTHER_ADMIN).resolution()).isNull();
        assertThat(approval(later).fourEyes().first()).isEqualTo("operator-2");
        assertWaits(later);
    }

    @Test
    void whoWasDisabledOrDemotedMeanwhileGrantedNothing() {
        for (String lost : List.of("disabled = true", "role = 'viewer'")) {
            Caller leaver = admin();
            GateRow gate = aGate(stage).insert();
            granted(gate, leaver);
            stage.execute("update governance_console_users set " + lost + " where user_id = ?", leaver.userId());
            assertThat(approval(gate).fourEyes().first()).isNull();

            assertThat(granted(gate, ADMIN).resolution()).isNull();
            assertWaits(gate);
            assertThat(stage.one(
                            "select metadata_json ->> 'instead_of' as before from governance_audit_events"
                                    + " where session_id = ? order by chain_seq desc limit 1",
                            gate.session()))
                    .containsEntry("before", leaver.username());

            assertThat(granted(gate, OTHER_ADMIN).resolution()).isEqualTo("granted");
        }
    }

    @Test
    void whoIsDemotedWhileTheSecondGrantWaitsGrantedNothing() throws SQLException {
        Caller leaver = admin();
        GateRow gate = aGate(stage).insert();
        granted(gate, leaver);

        Future<Decided> second;
        try (Connection holder = locked(gate)) {
            second = stage.bus().ask(Approvals.DECIDE, grant(gate, ADMIN));
            Eventually.holds("statements wait for the lock", () -> stage.waiting() == 1);
            stage.execute("update governance_console_users set role = 'viewer' where user_id = ?", leaver.userId());
            holder.rollback();
        }

        assertThat(Stage.wait(second).resolution()).isNull();
        assertWaits(gate);
        assertThat(approval(gate).fourEyes().first()).isEqualTo("operator-1");
    }

    @Test
    void aFirstGrantIsOfWhatWasSeen() {
        GateRow gate = aGate(stage).insert();
        granted(gate, ADMIN);
        stage.execute("update governance_gates_pending set kind = 'refund.all' where request_id = ?", gate.id);

        assertThat(granted(gate, OTHER_ADMIN).resolution()).isNull();
        assertWaits(gate);
    }

    /** Its kind is the agent's word, and what a node calls for by its configuration. */
    @Test
    void whatWasGrantedFirstTakesTwoWhateverItSaysItIsNow() {
        GateRow gate = aGate(stage).payload("{\"risk\":\"LOW\"}").insert();
        granted(gate, ADMIN);
        stage.execute("update governance_gates_pending set kind = 'misc' where request_id = ?", gate.id);

        assertThat(stage.ask(Approvals.GRANT_ALL, new Approvals.GrantAll(List.of(gate.id), ADMIN, null))
                        .failed())
                .containsExactly(new Approvals.Failed(gate.id, "second_approver_wanted"));
        assertThat(granted(gate, ADMIN).resolution()).isNull();
        assertWaits(gate);
    }

    @Test
    void anAccountThatWasMadeOrChangedSinceTheRequestIsNoSecondPerson() {
        GateRow gate = aGate(stage).insert();
        Caller made = admin();
        stage.execute(
                "update governance_console_users set updated_at = now() + '1 second' where user_id = ?", made.userId());
        assertThat(refused(gate, made).code()).isEqualTo("account_changed");
        granted(gate, ADMIN);

        Refusal refusal = refused(gate, made);

        assertThat(refusal.fault()).isEqualTo(Fault.FORBIDDEN);
        assertThat(refusal.code()).isEqualTo("account_changed");
        assertWaits(gate);
        assertThat(granted(gate, OTHER_ADMIN).resolution()).isEqualTo("granted");
    }

    @Test
    void aFirstApproverWhoseAccountWasTakenOverSinceDoesNotCompleteIt() {
        Caller taken = admin();
        GateRow gate = aGate(stage).insert();
        granted(gate, taken);
        stage.execute(
                "update governance_console_users set updated_at = now() + '1 second' where user_id = ?",
                taken.userId());

        assertThat(refused(gate, ADMIN).code()).isEqualTo("account_changed");
        assertWaits(gate);
    }

    @Test
    void whoIsDemotedAfterTheFirstGrantWasConfirmedIsDemotedAfterTheDecision() throws SQLException {
        Caller leaver = admin();
        GateRow gate = aGate(stage).insert();
        granted(gate, leaver);

        try (Connection session = holding("select pg_advisory_xact_lock(" + SessionLock.key(gate.session()) + ")")) {
            Future<Decided> second = stage.bus().ask(Approvals.DECIDE, grant(gate, ADMIN));
            Eventually.holds("the decision waits for its session", () -> stage.waiting() == 1);
            CompletableFuture<Void> demoted = CompletableFuture.runAsync(() -> stage.execute(
                    "update governance_console_users set role = 'viewer' where user_id = ?", leaver.userId()));
            Eventually.holds("the demotion waits for the decision", () -> stage.waiting() == 2);
            session.rollback();

            assertThat(Stage.wait(second).resolution()).isEqualTo("granted");
            demoted.join();
        }
    }

    @Test
    void anyoneDeniesAtOnce() {
        GateRow byOther = aGate(stage).insert();
        GateRow bySame = aGate(stage).insert();
        granted(byOther, ADMIN);
        granted(bySame, ADMIN);

        assertThat(stage.ask(Approvals.DECIDE, new Decide(byOther.id, OTHER_ADMIN, false, "no", null, null))
                        .resolution())
                .isEqualTo("denied");
        assertThat(stage.ask(Approvals.DECIDE, new Decide(bySame.id, ADMIN, false, "on second thoughts", null, null))
                        .resolution())
                .isEqualTo("denied");
        assertThat(approval(byOther).fourEyes().first()).isEqualTo("operator-1");
    }

    @Test
    void whoGrantedFirstTakesItBack() {
        GateRow gate = aGate(stage).insert();
        granted(gate, ADMIN);
        assertThat(stage.refused(Approvals.WITHDRAW, new Withdraw(gate.id, OTHER_ADMIN, null))
                        .code())
                .isEqualTo("not_granted");
        assertThat(stage.refused(Approvals.WITHDRAW, new Withdraw(gate.id, VIEWER, null))
                        .code())
                .isEqualTo("role");
        assertThat(stage.refused(Approvals.WITHDRAW, new Withdraw(UUID.randomUUID(), ADMIN, null))
                        .code())
                .isEqualTo("unknown");

        stage.ask(Approvals.WITHDRAW, new Withdraw(gate.id, ADMIN, null));

        assertThat(approval(gate).fourEyes().first()).isNull();
        assertThat(granted(gate, OTHER_ADMIN).resolution()).isNull();
        assertThat(kinds(gate)).containsExactly("gates.granted_first", "gates.grant_withdrawn", "gates.granted_first");
        granted(gate, ADMIN);
        assertThat(stage.refused(Approvals.WITHDRAW, new Withdraw(gate.id, OTHER_ADMIN, null))
                        .code())
                .isEqualTo("already_decided");
    }

    @Test
    void theFirstGrantEndsAClaimSoThatTheSecondNeedsNoOverride() {
        GateRow gate = aGate(stage).insert();
        stage.ask(Approvals.CLAIM, new Approvals.Claim(gate.id, ADMIN, null, null));
        assertThat(refused(gate, OTHER_ADMIN).code()).isEqualTo("claimed");
        granted(gate, ADMIN);
        assertWaits(gate);

        assertThat(granted(gate, OTHER_ADMIN).resolution()).isEqualTo("granted");
    }

    @Test
    void whatExpiredIsGrantedByNobody() {
        GateRow gate = aGate(stage).insert();
        granted(gate, ADMIN);
        GateRow over = aGate(stage).expiring(Duration.ofMinutes(-1)).insert();

        assertThat(refused(over, ADMIN).code()).isEqualTo("expired");
        assertThat(stage.refused(Approvals.WITHDRAW, new Withdraw(over.id, ADMIN, null))
                        .code())
                .isEqualTo("expired");
    }

    @Test
    void aBatchGrantsNothingThatTakesTwo() {
        GateRow gate = aGate(stage).payload("{\"risk\":\"LOW\"}").insert();
        granted(gate, ADMIN);

        Approvals.GrantedAll batch =
                stage.ask(Approvals.GRANT_ALL, new Approvals.GrantAll(List.of(gate.id), OTHER_ADMIN, null));

        assertThat(batch.approved()).isEmpty();
        assertThat(batch.failed()).containsExactly(new Approvals.Failed(gate.id, "second_approver_wanted"));
        assertWaits(gate);
    }

    @Test
    void aRetryOfTheFirstGrantIsNoSecond() {
        GateRow gate = aGate(stage).insert();
        Decide first = new Decide(gate.id, ADMIN, true, null, null, UUID.randomUUID());

        assertThat(stage.ask(Approvals.DECIDE, first)).isEqualTo(stage.ask(Approvals.DECIDE, first));
        assertWaits(gate);
        assertThat(kinds(gate)).containsExactly("gates.granted_first");
    }

    @Test
    void aRequestThatCameBackBySqlTakesTwoAgain() {
        GateRow gate = aGate(stage).insert();
        granted(gate, ADMIN);
        granted(gate, OTHER_ADMIN);
        stage.execute(
                "update governance_gates_pending set resolved_at = null, resolution = null where request_id = ?",
                gate.id);

        assertThat(granted(gate, OTHER_ADMIN).resolution()).isNull();
        assertThat(granted(gate, ADMIN).resolution()).isEqualTo("granted");
    }

    @Test
    void ofFiftyGrantsOfTwoAdminsOneIsFirstAndOneSecond() {
        GateRow gate = aGate(stage).insert();

        List<Future<Decided>> tries = IntStream.range(0, 50)
                .mapToObj(i -> stage.bus().ask(Approvals.DECIDE, grant(gate, i % 2 == 0 ? ADMIN : OTHER_ADMIN)))
                .toList();
        Stage.wait(Future.join(tries).transform(done -> Future.succeededFuture()));

        assertThat(tries.stream()
                        .filter(Future::succeeded)
                        .map(done -> String.valueOf(done.result().resolution())))
                .containsExactlyInAnyOrder("null", "granted");
        assertThat(tries.stream()
                        .filter(Future::failed)
                        .map(failed -> Stage.refusalOf(failed).code()))
                .isSubsetOf("second_approver_wanted", "already_decided", "changed");
        assertThat(kinds(gate)).containsExactly("gates.granted_first", "approval.granted");
        Map<String, Object> people = stage.one(
                "select first.granted_by_id as first, second.decided_by_id as second"
                        + " from governance_console.first_grants first join governance_console.decisions second"
                        + " using (request_id) where request_id = ?",
                gate.id);
        assertThat(people.values()).containsExactlyInAnyOrder(ADMIN.userId(), OTHER_ADMIN.userId());
        assertThat(stage.verdict(gate.session()).isVerified()).isTrue();
    }

    private static Connection locked(GateRow gate) throws SQLException {
        return holding("select 1 from governance_gates_pending where request_id = '" + gate.id + "' for update");
    }

    private static Connection holding(String lock) throws SQLException {
        Connection connection = stage.connect();
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute(lock);
        }
        return connection;
    }
}
