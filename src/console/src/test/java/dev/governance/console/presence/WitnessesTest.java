package dev.governance.console.presence;

import static dev.governance.console.testing.People.ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.chain.Timestamps;
import dev.governance.console.contract.Audit;
import dev.governance.console.contract.Doorbell;
import dev.governance.console.contract.Presence;
import dev.governance.console.ledger.AuditEntry;
import dev.governance.console.testing.Eventually;
import dev.governance.console.testing.Stage;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows that speak of a halt, where the key of their MAC is not known at first. */
class WitnessesTest {
    private static final String AGE =
            "update governance_console.halt_witnesses set checked_at = now() - interval '1 minute'";

    private final String agent = "agent-" + UUID.randomUUID();
    private final List<UUID> asked = new CopyOnWriteArrayList<>();
    private volatile String proof = "unproven";
    private Stage stage;
    private UUID session;

    @BeforeEach
    void halt() {
        stage = Stage.open();
        stage.deploy(HaltTest.verticle(stage));
        stage.execute("insert into governance_agent_presence (agent_id) values (?)", agent);
        Presence.Halted halted = stage.ask(Presence.HALT, new Presence.Halt(agent, ADMIN, "stop", null));
        session = Marker.session(agent, Timestamps.iso(halted.haltedAt()));
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private void answer() {
        stage.bus().answer(Audit.PROVE_EVENTS, question -> Future.succeededFuture(proofs(question)));
    }

    private Audit.Proofs proofs(Audit.ProveEvents question) {
        asked.addAll(question.eventIds());
        return new Audit.Proofs(question.eventIds().stream()
                .map(event -> new Audit.Proof(event, proof))
                .toList());
    }

    private UUID acknowledged() {
        AuditEntry entry = new AuditEntry(session, agent, "agent.halt_acknowledged", Map.of("process", "a"));
        UUID event = Stage.wait(
                stage.database().inTransaction(transaction -> stage.ledger().append(transaction, entry)));
        ring();
        return event;
    }

    private void ring() {
        stage.bus().announce(Doorbell.APPENDED, new Doorbell.Rung(true));
    }

    private boolean isAcknowledged() {
        return stage.ask(Presence.AGENTS, new Presence.All())
                        .agents()
                        .get(0)
                        .halt()
                        .acknowledgement()
                != null;
    }

    private void awaitProof(UUID event, String expected) {
        Eventually.holds(
                "it is " + expected,
                () -> !stage.rows(
                                "select from governance_console.halt_witnesses where event_id = ? and proof = ?",
                                event,
                                expected)
                        .isEmpty());
    }

    @Test
    void aKeyThatBecomesKnownMakesARowCount() {
        answer();
        UUID event = acknowledged();
        awaitProof(event, "unproven");
        assertThat(isAcknowledged()).isFalse();

        proof = "holds";
        stage.execute(AGE);
        ring();

        Eventually.holds("it is acknowledged", this::isAcknowledged);
    }

    @Test
    void whatIsNotProvenIsNotAskedAgainWithinAMinute() {
        answer();
        UUID first = acknowledged();
        awaitProof(first, "unproven");

        awaitProof(acknowledged(), "unproven");
        awaitProof(acknowledged(), "unproven"); // the pass before is over

        assertThat(Collections.frequency(asked, first)).isEqualTo(1);
    }

    @Test
    void whatIsNotProvenIsLookedAtOnceInAPassHoweverMuchItIs() {
        int rows = Audit.PROVED_AT_ONCE + 1;
        stage.bus()
                .answer(
                        Audit.PROVE_EVENTS,
                        question -> stage.database()
                                .queries()
                                .execute(AGE, Tuple.tuple()) // as if each look took a minute
                                .map(aged -> proofs(question)));
        for (int i = 0; i < rows; i++) {
            noted("unproven");
        }
        noted("holds");

        ring();

        Eventually.holds("the pass comes to its end", this::isAcknowledged);
        assertThat(asked).hasSize(Audit.PROVED_AT_ONCE);
    }

    @Test
    void thatAMacHoldsIsNotTakenBackByAConsoleThatDoesNotKnowTheKey() {
        UUID holds = noted("holds");
        UUID unproven = noted("unproven");
        WitnessStore store = new WitnessStore();

        Stage.wait(store.judge(
                stage.database().queries(),
                List.of(new Audit.Proof(holds, "unproven"), new Audit.Proof(unproven, "broken"))));

        awaitProof(holds, "holds");
        awaitProof(unproven, "broken");
    }

    private UUID noted(String found) {
        UUID event = UUID.randomUUID();
        stage.execute(
                "insert into governance_console.halt_witnesses"
                        + " (event_id, session_id, chain_seq, acknowledges, process, path, proof)"
                        + " values (?, ?, 1, true, 'a', '', ?)",
                event,
                session,
                found);
        return event;
    }
}
