package dev.governance.console.approvals;

import static dev.governance.console.approvals.GateRow.aGate;
import static dev.governance.console.testing.People.ADMIN;
import static dev.governance.console.testing.People.OTHER_ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.contract.Approvals;
import dev.governance.console.contract.Owners;
import dev.governance.console.testing.People;
import dev.governance.console.testing.Stage;
import dev.governance.console.wire.AgentOwners;
import dev.governance.console.wire.Caller;
import dev.governance.console.wire.Role;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever is kept from deciding because they own an agent is shown as its owner, however they are written. */
class OwnerNamesTest {
    /** As the Python console lets people be called. */
    private static final Caller ABROAD = People.person("Ünal Straße", Role.ADMIN);

    private static Stage stage;

    @BeforeAll
    static void deploy() {
        stage = ApprovalsStage.open();
        stage.signIn(ABROAD);
        stage.deploy(new OwnersVerticle(stage.bus(), stage.database(), stage.ledger()));
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    private static void assertShownAndKeptFromDeciding(Caller owner, String written) {
        GateRow gate = aGate(stage).insert();
        stage.ask(
                Owners.CHANGE,
                new Owners.Change(gate.agentId(), List.of("nobody at all", written), 0, "why", OTHER_ADMIN, null));

        assertThat(stage.ask(Owners.OF, new Owners.Of(gate.agentId())).owners())
                .extracting(AgentOwners.Owner::userId)
                .containsExactlyInAnyOrder(owner.userId(), null);
        assertThat(stage.refused(Approvals.DECIDE, new Approvals.Decide(gate.id, owner, true, null, null, null))
                        .code())
                .isEqualTo("self_approval");
    }

    @ParameterizedTest
    @ValueSource(strings = {"operator-1", "OPERATOR-1", "\uff2fperator-1", "oper\u200bator-1", "operator - 1"})
    void aNameIsTheUsersInAnySpelling(String written) {
        assertShownAndKeptFromDeciding(ADMIN, written);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ünal straße", "u\u0308NAL STRASSE", "ünalstraße"})
    void soIsOneThatHasMoreThanPlainLetters(String written) {
        assertShownAndKeptFromDeciding(ABROAD, written);
    }

    @Test
    void soIsAnId() {
        String id = ADMIN.userId().toString();

        assertShownAndKeptFromDeciding(ADMIN, id.toUpperCase(Locale.ROOT));
        assertShownAndKeptFromDeciding(ADMIN, id.replace("-", "-\u200b"));
    }
}
