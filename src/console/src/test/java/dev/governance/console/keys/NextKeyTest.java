package dev.governance.console.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.governance.chain.ChainKey;
import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Keys;
import dev.governance.console.ledger.Ledger;
import dev.governance.console.ledger.SigningKey;
import dev.governance.console.testing.People;
import dev.governance.console.testing.Stage;
import dev.governance.console.wire.Caller;
import dev.governance.console.wire.ChainVerdict;
import dev.governance.console.wire.KeyTimeline;
import dev.governance.console.wire.Role;
import dev.governance.console.wire.RotationReason;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rotating to the key that lies ready, without a secret on the way and without a restart. */
class NextKeyTest {
    private final KeysStage keys = KeysStage.ready(Stage.open());
    private final Stage stage = keys.stage;
    private final Ledger ledger = new Ledger(keys.key, Clock.systemUTC());

    @BeforeEach
    void signIn() {
        stage.signIn(People.ADMIN, People.OTHER_ADMIN);
    }

    @AfterEach
    void close() {
        keys.close();
    }

    private static Keys.RotateToNext by(Caller caller) {
        return new Keys.RotateToNext(RotationReason.POLICY, caller, true, null);
    }

    private List<Object> registered() {
        return stage.rows("select fingerprint from governance_audit_chain_keys order by key_version").stream()
                .map(row -> row.get("fingerprint"))
                .toList();
    }

    @Test
    void theConsoleSignsOnWithTheNewKeyAndTheChainHolds() {
        UUID session = UUID.randomUUID();
        Stage.wait(keys.appending(ledger, session, "tool.call"));

        Keys.Rotated rotated = stage.ask(Keys.ROTATE_TO_NEXT, by(People.ADMIN));
        Stage.wait(keys.appending(ledger, session, "tool.result"));

        assertThat(rotated.incoming()).isEqualTo(KeysStage.NEW.fingerprint());
        assertThat(registered()).containsExactly(stage.key().fingerprint(), KeysStage.NEW.fingerprint());
        assertThat(stage.one(
                        "select metadata_json ->> 'operator_id' as operator, metadata_json ->> 'rotation_reason' as reason,"
                                + " metadata_json ->> 'operator_user_id' as user"
                                + " from governance_audit_events where event_id = ?",
                        rotated.markerId()))
                .containsEntry("operator", People.ADMIN.username())
                .containsEntry("reason", "policy")
                .containsEntry("user", People.ADMIN.userId().toString());
        assertThat(keys.verdicts(KeysStage.NEW).values())
                .extracting(ChainVerdict::headline)
                .containsOnly("Marks missing"); // which is all that is missing
    }

    @Test
    void aConsoleThatHasTheKeyTooFollowsWithItsNextRowAndOneWithoutRefusesToWrite() {
        UUID session = UUID.randomUUID();
        SigningKey elsewhere = new SigningKey(stage.key(), KeysStage.NEW);

        stage.ask(Keys.ROTATE_TO_NEXT, by(People.ADMIN));

        assertThat(elsewhere.now()).isEqualTo(stage.key());
        Stage.wait(keys.appending(new Ledger(elsewhere, Clock.systemUTC()), session, "custom"));
        assertThat(elsewhere.now()).isEqualTo(KeysStage.NEW);
        assertThat(Stage.refusalOf(keys.appending(stage.ledger(), session, "custom"))
                        .code())
                .isEqualTo(Ledger.ROTATED);
        assertThat(keys.verdicts(KeysStage.NEW).get(session).headline()).isEqualTo("Marks missing");
    }

    @Test
    void aConsoleThatHasAnotherKeyReadySignsWithNeither() {
        SigningKey elsewhere =
                new SigningKey(stage.key(), ChainKey.ofSecret("some other secret that lies ready for no reason"));

        stage.ask(Keys.ROTATE_TO_NEXT, by(People.ADMIN));

        Future<UUID> row = keys.appending(new Ledger(elsewhere, Clock.systemUTC()), UUID.randomUUID(), "custom");
        assertThat(Stage.refusalOf(row).code()).isEqualTo(Ledger.ROTATED);
    }

    @Test
    void withoutThePasswordNothingIsRotatedAndTheLogTellsOfIt() {
        Refusal refused = stage.refused(
                Keys.ROTATE_TO_NEXT, new Keys.RotateToNext(RotationReason.POLICY, People.ADMIN, false, null));

        assertThat(refused.fault()).isEqualTo(Fault.FORBIDDEN);
        assertThat(refused.code()).isEqualTo("step_up");
        assertThat(registered()).isEmpty();
        assertThat(stage.one("select metadata_json ->> 'act' as act from governance_audit_events"))
                .containsEntry("act", "keys.rotate");
    }

    @Test
    void whoWasSignedOutOrDemotedMeanwhileRotatesNothing() {
        Caller stranger = People.person("gone", Role.ADMIN);
        stage.execute(
                "update governance_console_users set role = 'viewer' where user_id = ?", People.OTHER_ADMIN.userId());

        assertThat(stage.refused(Keys.ROTATE_TO_NEXT, by(stranger)).fault()).isEqualTo(Fault.UNAUTHENTICATED);
        assertThat(stage.refused(Keys.ROTATE_TO_NEXT, by(People.OTHER_ADMIN)).fault())
                .isEqualTo(Fault.UNAUTHENTICATED);
        assertThat(registered()).isEmpty();
    }

    @Test
    void aSecondRotationFindsNoKeyReady() {
        stage.ask(Keys.ROTATE_TO_NEXT, by(People.ADMIN));

        assertThat(stage.refused(Keys.ROTATE_TO_NEXT, by(People.ADMIN)).code()).isEqualTo("no_next_key");
        assertThat(registered()).hasSize(2);
    }

    @Test
    void aSecondTryOfOneRotationGetsItsAnswer() {
        Keys.RotateToNext question =
                new Keys.RotateToNext(RotationReason.INCIDENT, People.ADMIN, true, UUID.randomUUID());

        Keys.Rotated first = stage.ask(Keys.ROTATE_TO_NEXT, question);

        assertThat(stage.ask(Keys.ROTATE_TO_NEXT, question)).isEqualTo(first);
        assertThat(registered()).hasSize(2);
    }

    @Test
    void ofManyWhoRotateAtOnceOneDoes() {
        List<Future<Keys.Rotated>> all = Stream.of(People.ADMIN, People.OTHER_ADMIN, People.ADMIN, People.OTHER_ADMIN)
                .map(person -> stage.bus().ask(Keys.ROTATE_TO_NEXT, by(person)))
                .toList();
        Stage.wait(Future.join(all).otherwiseEmpty());

        assertThat(all).filteredOn(Future::succeeded).hasSize(1);
        assertThat(all)
                .filteredOn(Future::failed)
                .allSatisfy(
                        refused -> assertThat(Stage.refusalOf(refused).fault()).isEqualTo(Fault.CONFLICT));
        assertThat(registered()).hasSize(2);
    }

    /** As the command line does in the environment of a console whose chain was rotated meanwhile. */
    @Test
    void whoeverHasBothKeysKnowsWhichOneSignsWithoutHavingWritten() {
        stage.ask(Keys.ROTATE_TO_NEXT, by(People.ADMIN));
        ChainKey third = ChainKey.ofSecret("a third secret that the chain is rotated to after the second one");

        try (KeysStage elsewhere = KeysStage.ready(Stage.on(stage.url()))) {
            assertThat(elsewhere.stage.ask(Keys.LIST, new Keys.All()).chainKeys())
                    .extracting(KeyTimeline.ChainKey::fingerprint, KeyTimeline.ChainKey::current)
                    .containsExactly(
                            tuple(KeysStage.NEW.prefix(), true),
                            tuple(stage.key().prefix(), false));
        }
        try (KeysStage elsewhere = KeysStage.ready(Stage.on(stage.url()))) {
            Keys.Rotated rotated = elsewhere.stage.ask(
                    Keys.ROTATE,
                    new Keys.Rotate(
                            "a third secret that the chain is rotated to after the second one",
                            "maria",
                            RotationReason.INCIDENT));

            assertThat(rotated.outgoing()).isEqualTo(KeysStage.NEW.fingerprint());
            assertThat(rotated.incoming()).isEqualTo(third.fingerprint());
        }
    }

    @Test
    void aVerdictNamesTheKeyThatSignsNow() {
        UUID session = UUID.randomUUID();
        Stage.wait(keys.appending(ledger, session, "tool.call"));
        stage.ask(Keys.ROTATE_TO_NEXT, by(People.ADMIN));
        SigningKey stale = new SigningKey(stage.key(), KeysStage.NEW);

        assertThat(keys.verdict(stale, session).keyFingerprint()).isEqualTo(KeysStage.NEW.prefix());
    }

    @Test
    void theTimelineNamesTheKeyThatLiesReadyUntilItSigns() {
        KeyTimeline before = stage.ask(Keys.LIST, new Keys.All());
        stage.ask(Keys.ROTATE_TO_NEXT, by(People.ADMIN));
        KeyTimeline after = stage.ask(Keys.LIST, new Keys.All());

        assertThat(before.nextKey()).isEqualTo(KeysStage.NEW.prefix());
        assertThat(after.nextKey()).isNull();
        assertThat(after.chainKeys())
                .extracting(KeyTimeline.ChainKey::fingerprint, KeyTimeline.ChainKey::current)
                .containsExactly(
                        tuple(KeysStage.NEW.prefix(), true), tuple(stage.key().prefix(), false));
    }
}
