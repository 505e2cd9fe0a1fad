package dev.governance.console.approvals;

import static dev.governance.console.approvals.GateRow.aGate;
import static dev.governance.console.testing.People.ADMIN;
import static dev.governance.console.testing.People.OTHER_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Approvals;
import dev.governance.console.contract.Approvals.Claim;
import dev.governance.console.contract.Approvals.Claimed;
import dev.governance.console.contract.Approvals.Decide;
import dev.governance.console.contract.Approvals.Decided;
import dev.governance.console.testing.Eventually;
import dev.governance.console.testing.People;
import dev.governance.console.testing.Stage;
import dev.governance.console.wire.Caller;
import dev.governance.console.wire.Role;
import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two at once, one twice, and the clock against somebody. */
class DecideRaceTest {
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
    void ofTwoWhoDecideAtOnceExactlyOneDoes() throws SQLException {
        GateRow gate = aGate(stage).insert();

        Future<Decided> grant;
        Future<Decided> denial;
        try (Connection holder = locked(gate)) {
            grant = stage.bus().ask(Approvals.DECIDE, grant(gate.id, ADMIN, null));
            denial = stage.bus().ask(Approvals.DECIDE, new Decide(gate.id, OTHER_ADMIN, false, "no", null, null));
            Eventually.holds("statements wait for the lock", () -> stage.waiting() == 2);
            holder.rollback();
        }
        Stage.wait(Future.join(grant, denial).transform(done -> Future.succeededFuture()));

        assertThat(List.of(grant.succeeded(), denial.succeeded())).containsExactlyInAnyOrder(true, false);
        Refusal refusal = Stage.refusalOf(grant.failed() ? grant : denial);
        assertThat(refusal.fault()).isEqualTo(Fault.CONFLICT);
        assertThat(refusal.reason())
                .isEqualTo(grant.failed() ? "operator-2 denied this just now" : "operator-1 granted this just now");
        assertThat(stage.verdict(gate.session()).events()).isEqualTo(1);
    }

    @Test
    void aGrantThatExpiryOvertakesIsRefused() throws SQLException {
        GateRow gate = aGate(stage).insert();

        Future<Decided> grant;
        try (Connection holder = locked(gate)) {
            grant = stage.bus().ask(Approvals.DECIDE, grant(gate.id, ADMIN, null));
            Eventually.holds("statements wait for the lock", () -> stage.waiting() == 1);
            try (var statement = holder.createStatement()) {
                statement.execute("update governance_gates_pending set expires_at = now() - interval '1 minute'"
                        + " where request_id = '" + gate.id + "'");
            }
            holder.commit();
        }

        assertThat(Stage.refusalOf(grant).code()).isEqualTo("expired");
        assertThat(stage.verdict(gate.session()).events()).isZero();
    }

    @Test
    void anAgentThatNamesItsApproverMeanwhileIsNotGranted() throws SQLException {
        GateRow gate = aGate(stage).insert();

        Future<Decided> grant;
        try (Connection holder = locked(gate)) {
            grant = stage.bus().ask(Approvals.DECIDE, grant(gate.id, ADMIN, null));
            Eventually.holds("statements wait for the lock", () -> stage.waiting() == 1);
            for (String operator : List.of("operator-1", "somebody-else")) {
                stage.execute(
                        "update governance_agent_presence set operator_id = ? where agent_id = ?",
                        operator,
                        gate.agentId());
            }
            holder.rollback();
        }

        assertThat(Stage.refusalOf(grant).code()).isEqualTo("self_approval");
        assertThat(stage.verdict(gate.session()).events()).isZero();
    }

    @Test
    void aTokenThatIsTakenAwayMeanwhileGrantsNothing() throws SQLException {
        GateRow gate = aGate(stage).insert();

        Future<Decided> grant;
        try (Connection holder = locked(gate)) {
            grant = stage.bus().ask(Approvals.DECIDE, grant(gate.id, ADMIN, null));
            Eventually.holds("statements wait for the lock", () -> stage.waiting() == 1);
            try (var statement = holder.createStatement()) {
                statement.execute(
                        "update governance_gates_pending set token = '' where request_id = '" + gate.id + "'");
            }
            holder.commit();
        }

        assertThat(Stage.refusalOf(grant).code()).isEqualTo("changed");
        assertThat(stage.refused(Approvals.DECIDE, grant(gate.id, ADMIN, null)).code())
                .isEqualTo("token_invalid");
    }

    @Test
    void anEscalationThatADecisionOvertakesIsRefused() throws SQLException {
        GateRow gate = aGate(stage).insert();

        Future<Approvals.Escalated> escalated;
        try (Connection holder = locked(gate)) {
            escalated =
                    stage.bus().ask(Approvals.ESCALATE, new Approvals.Escalate(gate.id, ADMIN, "the CFO", null, null));
            Eventually.holds("statements wait for the lock", () -> stage.waiting() == 1);
            try (var statement = holder.createStatement()) {
                statement.execute("update governance_gates_pending set resolution = 'granted', resolved_at = now()"
                        + " where request_id = '" + gate.id + "'");
            }
            holder.commit();
        }

        Refusal refusal = Stage.refusalOf(escalated);
        assertThat(refusal.code()).isEqualTo("already_decided");
        assertThat(refusal.fault()).isEqualTo(Fault.CONFLICT);
        assertThat(stage.verdict(gate.session()).events()).isZero();
    }

    @Test
    void ofFiftyAnswersAtOnceOneCounts() {
        GateRow gate = aGate(stage).insert();

        List<Future<Decided>> tries = fifty(i ->
                stage.bus().ask(Approvals.DECIDE, new Decide(gate.id, oneMore(i), i % 2 == 0, "so", null, null)));

        assertOneWon(gate, tries, "already_decided");
    }

    @Test
    void ofFiftyClaimsAtOnceOneCounts() {
        GateRow gate = aGate(stage).insert();

        List<Future<Claimed>> tries =
                fifty(i -> stage.bus().ask(Approvals.CLAIM, new Claim(gate.id, oneMore(i), null, null)));

        assertOneWon(gate, tries, "claimed");
    }

    private static Caller oneMore(int i) {
        Caller person = People.person("p" + i + "-" + UUID.randomUUID(), Role.ADMIN);
        stage.signIn(person);
        return person;
    }

    private static <A> List<Future<A>> fifty(IntFunction<Future<A>> act) {
        List<Future<A>> tries = IntStream.range(0, 50).mapToObj(act).toList();
        Stage.wait(Future.join(tries).transform(done -> Future.succeededFuture()));
        return tries;
    }

    private static void assertOneWon(GateRow gate, List<? extends Future<?>> tries, String code) {
        assertThat(tries.stream().filter(Future::succeeded)).hasSize(1);
        assertThat(tries.stream()
                        .filter(Future::failed)
                        .map(failed -> Stage.refusalOf(failed).code()))
                .containsOnly(code);
        assertThat(stage.verdict(gate.session()).events()).isEqualTo(1);
    }

    @Test
    void aRetryGetsTheFirstAnswer() {
        GateRow gate = aGate(stage).insert();
        UUID key = UUID.randomUUID();
        Decided first = stage.ask(Approvals.DECIDE, grant(gate.id, ADMIN, key));

        Decided second = stage.ask(Approvals.DECIDE, grant(gate.id, ADMIN, key));

        assertThat(second).isEqualTo(first);
        assertThat(stage.verdict(gate.session()).events()).isEqualTo(1);
    }

    @Test
    void twoTriesAtOnceAreOneAct() {
        GateRow gate = aGate(stage).insert();
        UUID key = UUID.randomUUID();

        Future<Decided> first = stage.bus().ask(Approvals.DECIDE, grant(gate.id, ADMIN, key));
        Future<Decided> second = stage.bus().ask(Approvals.DECIDE, grant(gate.id, ADMIN, key));

        assertThat(Stage.wait(first)).isEqualTo(Stage.wait(second));
        assertThat(stage.verdict(gate.session()).events()).isEqualTo(1);
    }

    @Test
    void aKeyStandsForOneActOfOnePerson() {
        GateRow gate = aGate(stage).insert();
        GateRow other = aGate(stage).insert();
        UUID key = UUID.randomUUID();
        stage.ask(Approvals.DECIDE, grant(gate.id, ADMIN, key));

        assertThat(stage.refused(Approvals.DECIDE, grant(gate.id, OTHER_ADMIN, key))
                        .code())
                .isEqualTo("key_reused");
        assertThat(stage.refused(Approvals.DECIDE, grant(other.id, ADMIN, key)).code())
                .isEqualTo("key_reused");
    }

    @Test
    void aRefusedTryLeavesItsKeyFree() {
        GateRow gate = aGate(stage).operatedBy(null).insert();
        UUID key = UUID.randomUUID();
        assertThat(stage.refused(Approvals.DECIDE, grant(gate.id, ADMIN, key)).code())
                .isEqualTo("operator_unknown");
        stage.execute("update governance_agent_presence set operator_id = 'x' where agent_id = ?", gate.agentId());

        assertThat(stage.ask(Approvals.DECIDE, grant(gate.id, ADMIN, key)).resolution())
                .isEqualTo("granted");
    }

    private static Connection locked(GateRow gate) throws SQLException {
        Connection connection = stage.connect();
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("select 1 from governance_gates_pending where request_id = '" + gate.id + "' for update");
        }
        return connection;
    }

    private static Decide grant(UUID id, Caller by, UUID key) {
        return new Decide(id, by, true, null, null, key);
    }
}
