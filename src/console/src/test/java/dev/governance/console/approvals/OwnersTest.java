package dev.governance.console.approvals;

import static dev.governance.console.approvals.GateRow.aGate;
import static dev.governance.console.testing.People.ADMIN;
import static dev.governance.console.testing.People.OTHER_ADMIN;
import static dev.governance.console.testing.People.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.contract.Approvals;
import dev.governance.console.contract.Approvals.Decide;
import dev.governance.console.contract.Approvals.Decided;
import dev.governance.console.contract.Owners;
import dev.governance.console.contract.Owners.Change;
import dev.governance.console.ledger.AuditEntry;
import dev.governance.console.testing.Eventually;
import dev.governance.console.testing.Stage;
import dev.governance.console.wire.AgentOwners;
import dev.governance.console.wire.Caller;
import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who answers for an agent, and that they decide nothing it asks. */
class OwnersTest {
    private static Stage stage;

    @BeforeAll
    static void deploy() {
        stage = ApprovalsStage.open();
        stage.deploy(new OwnersVerticle(stage.bus(), stage.database(), stage.ledger()));
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    private static Change change(GateRow gate, Caller by, long version, String... owners) {
        return new Change(gate.agentId(), List.of(owners), version, "she runs it", by, null);
    }

    private static void owned(GateRow gate, long version, String... owners) {
        stage.ask(Owners.CHANGE, change(gate, OTHER_ADMIN, version, owners));
    }

    private static Decide grant(GateRow gate, Caller by) {
        return new Decide(gate.id, by, true, null, null, null);
    }

    private static String refused(GateRow gate, Caller by) {
        return stage.refused(Approvals.DECIDE, grant(gate, by)).code();
    }

    private static long told(GateRow gate) {
        return (Long) stage.one(
                        "select count(*) as n from governance_audit_events where kind = 'console.agent_owners_changed'"
                                + " and metadata_json ->> 'agent' = ?",
                        gate.agentId())
                .get("n");
    }

    @Test
    void aListIsSetReadAndAudited() {
        GateRow gate = aGate(stage).insert();
        assertThat(stage.ask(Owners.OF, new Owners.Of(gate.agentId())))
                .isEqualTo(new AgentOwners(gate.agentId(), List.of(), 0, null, null));

        owned(gate, 0, "OPERATOR-1", "not a user yet");

        AgentOwners set = stage.ask(Owners.OF, new Owners.Of(gate.agentId()));
        assertThat(set.version()).isEqualTo(1);
        assertThat(set.changedBy()).isEqualTo("operator-2");
        assertThat(set.owners())
                .extracting(AgentOwners.Owner::owner)
                .containsExactlyInAnyOrder("OPERATOR-1", "not a user yet");
        assertThat(set.owners()).extracting(AgentOwners.Owner::userId).containsExactlyInAnyOrder(ADMIN.userId(), null);
        assertThat(stage.one(
                        "select metadata_json ->> 'after' as after, metadata_json ->> 'reason' as reason"
                                + " from governance_audit_events where kind = 'console.agent_owners_changed'"
                                + " and metadata_json ->> 'agent' = ?",
                        gate.agentId()))
                .containsEntry("reason", "she runs it")
                .hasEntrySatisfying(
                        "after", after -> assertThat(after.toString()).contains("OPERATOR-1", "not a user yet"));
        assertThat(stage.verdict(AuditEntry.CONSOLE_SESSION).isVerified()).isTrue();
        assertThat(stage.ask(Approvals.CONTEXT, new Approvals.Context(gate.id, VIEWER))
                        .owners())
                .containsExactlyInAnyOrder("OPERATOR-1", "not a user yet");
    }

    @Test
    void anOwnerDecidesNothingByNameOrId() {
        GateRow byName = aGate(stage).insert();
        GateRow byId = aGate(stage).insert();
        owned(byName, 0, "\uff2fperator-1");
        owned(byId, 0, ADMIN.userId().toString().toUpperCase(Locale.ROOT));

        assertThat(refused(byName, ADMIN)).isEqualTo("self_approval");
        assertThat(refused(byId, ADMIN)).isEqualTo("self_approval");
        assertThat(stage.refused(Approvals.CLAIM, new Approvals.Claim(byId.id, ADMIN, null, null))
                        .code())
                .isEqualTo("self_approval");
        assertThat(stage.ask(Approvals.CONTEXT, new Approvals.Context(byName.id, ADMIN))
                        .approval()
                        .blocked())
                .isEqualTo("self_approval");
        assertThat(stage.ask(Approvals.DECIDE, grant(byName, OTHER_ADMIN)).resolution())
                .isEqualTo("granted");
    }

    @Test
    void nobodyTakesThemselvesOffTheList() {
        GateRow gate = aGate(stage).insert();
        owned(gate, 0, "operator-1");

        assertThat(stage.refused(Owners.CHANGE, change(gate, ADMIN, 1, "somebody-new"))
                        .code())
                .isEqualTo("self_removal");
        assertThat(refused(gate, ADMIN)).isEqualTo("self_approval");

        stage.ask(Owners.CHANGE, change(gate, ADMIN, 1, "Operator-1", "somebody-new"));
        assertThat(refused(gate, ADMIN)).isEqualTo("self_approval");
    }

    @Test
    void whomAnotherAdminRemovesDecidesWhatWasAskedAfterwardsOnly() {
        GateRow gate = aGate(stage).insert();
        owned(gate, 0, "operator-1");
        stage.ask(Owners.CHANGE, change(gate, OTHER_ADMIN, 1, "somebody-new"));

        assertThat(refused(gate, ADMIN)).isEqualTo("self_approval");

        stage.execute(
                "update governance_console.agent_owners set until = until - interval '5 minutes' where agent_id = ?"
                        + " and until is not null",
                gate.agentId());
        assertThat(stage.ask(Approvals.DECIDE, grant(gate, ADMIN)).resolution()).isEqualTo("granted");
    }

    @Test
    void aKnownOwnerIsNoOperator() {
        GateRow gate = aGate(stage).operatedBy(null).insert();
        owned(gate, 0, "somebody-else");

        assertThat(refused(gate, ADMIN)).isEqualTo("operator_unknown");
    }

    @Test
    void anOwnerWhoIsNamedWhileTheyGrantIsRefused() throws SQLException {
        GateRow gate = aGate(stage).insert();

        Future<Decided> grant;
        try (Connection holder = stage.connect();
                var statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("select 1 from governance_gates_pending where request_id = '" + gate.id + "' for update");
            grant = stage.bus().ask(Approvals.DECIDE, grant(gate, ADMIN));
            Eventually.holds("statements wait for the lock", () -> stage.waiting() == 1);
            owned(gate, 0, "operator-1");
            owned(gate, 1, "somebody-else");
            holder.rollback();
        }

        assertThat(Stage.refusalOf(grant).code()).isEqualTo("self_approval");
        assertThat(stage.verdict(gate.session()).events()).isZero();
    }

    @Test
    void ofFiftyWhoSetTheListTheySawOneDoes() {
        GateRow gate = aGate(stage).insert();
        owned(gate, 0, "first");

        List<Future<Owners.Changed>> tries = IntStream.range(0, 50)
                .mapToObj(i -> stage.bus().ask(Owners.CHANGE, change(gate, ADMIN, 1, "owner-" + i)))
                .toList();
        Stage.wait(Future.join(tries).transform(done -> Future.succeededFuture()));

        assertThat(tries.stream().filter(Future::succeeded)).hasSize(1);
        assertThat(tries.stream()
                        .filter(Future::failed)
                        .map(failed -> Stage.refusalOf(failed).code()))
                .containsOnly("changed_meanwhile");
        assertThat(told(gate)).isEqualTo(2);
        assertThat(stage.ask(Owners.OF, new Owners.Of(gate.agentId())).owners()).hasSize(1);
    }

    @Test
    void aListThatWasSetOnlyOneBegins() {
        GateRow gate = aGate(stage).insert();
        owned(gate, 0, "first");

        assertThat(stage.refused(Owners.CHANGE, change(gate, ADMIN, 0, "second"))
                        .code())
                .isEqualTo("changed_meanwhile");
        assertThat(stage.refused(Owners.CHANGE, change(gate, ADMIN, 1, "first")).code())
                .isEqualTo("unchanged");
        assertThat(stage.ask(Owners.OF, new Owners.Of(gate.agentId())).version())
                .isEqualTo(1);
        assertThat(told(gate)).isEqualTo(1);
    }

    @Test
    void aRetryGetsTheFirstAnswer() {
        GateRow gate = aGate(stage).insert();
        Change change = new Change(gate.agentId(), List.of("x"), 0, "why", ADMIN, UUID.randomUUID());

        assertThat(stage.ask(Owners.CHANGE, change)).isEqualTo(stage.ask(Owners.CHANGE, change));
        assertThat(told(gate)).isEqualTo(1);
    }

    @Test
    void aViewerNamesNobody() {
        GateRow gate = aGate(stage).insert();

        assertThat(stage.refused(Owners.CHANGE, change(gate, VIEWER, 0, "x")).code())
                .isEqualTo("role");
        assertThat(told(gate)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \u200b ", "\ud800", "\u0000"})
    void whatIsNoNameIsRefused(String owner) {
        GateRow gate = aGate(stage).insert();

        assertThat(stage.refused(Owners.CHANGE, change(gate, ADMIN, 0, owner)).code())
                .isEqualTo("invalid_owner");
    }

    @Test
    void aListHasTwentyDifferentNamesAtMost() {
        GateRow gate = aGate(stage).insert();
        String[] many =
                Stream.iterate(0, i -> i + 1).limit(21).map(i -> "o" + i).toArray(String[]::new);

        assertThat(stage.refused(Owners.CHANGE, change(gate, ADMIN, 0, many)).code())
                .isEqualTo("invalid_owners");
        assertThat(stage.refused(Owners.CHANGE, change(gate, ADMIN, 0, "anna", "ANNA"))
                        .code())
                .isEqualTo("invalid_owners");
        assertThat(stage.refused(Owners.CHANGE, change(gate, ADMIN, 0, "a".repeat(257)))
                        .code())
                .isEqualTo("invalid_owner");
        assertThat(told(gate)).isZero();
    }
}
