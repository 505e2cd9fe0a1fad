package dev.governance.console.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.HealthChecks;
import dev.governance.console.contract.Keys;
import dev.governance.console.contract.Postures;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.doorbell.DoorbellVerticle;
import dev.governance.console.ledger.AuditEntry;
import dev.governance.console.testing.Eventually;
import dev.governance.console.testing.Relay;
import dev.governance.console.testing.Stage;
import dev.governance.console.testing.TestPostgres;
import dev.governance.console.wire.GovernanceHealth;
import dev.governance.console.wire.KeyTimeline;
import dev.governance.console.wire.MarksVerdict;
import dev.governance.console.wire.Posture;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a node says that it is: what PostgreSQL really answers, and null for what nobody answered. */
class HealthTest {
    private static final String RIGHTS = "grant select, insert on governance_audit_events to %s;";
    private static final Instant CHECKED = Instant.parse("2026-05-01T10:00:00Z");

    private volatile Future<Posture> posture = Future.succeededFuture(posture("verified", MarksVerdict.State.HOLDS));
    private volatile Future<KeyTimeline> keys = Future.succeededFuture(keys("active", "retired"));
    private final AtomicInteger judged = new AtomicInteger();
    private Stage stage;

    private void open(Stage opened) {
        stage = opened;
        stage.bus().answer(Postures.NOW, now -> {
            judged.incrementAndGet();
            return posture;
        });
        stage.bus().answer(Keys.LIST, all -> keys);
        stage.deploy(new HealthVerticle(stage.bus(), stage.database(), stage.ledger()));
    }

    private void listen() {
        stage.deploy(
                new DoorbellVerticle(stage.bus(), stage.database(), stage.url().pgOptions()));
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private GovernanceHealth now() {
        return stage.ask(HealthChecks.NOW, new HealthChecks.Now());
    }

    private static Posture posture(String chain, MarksVerdict.State marks) {
        return new Posture(
                CHECKED,
                "1.0",
                1,
                0,
                new Posture.Verdict("pass", "", ""),
                new Posture.Totals(0, 0, 0, BigDecimal.ZERO, null, 0, 0, null),
                new Posture.Chain(
                        chain,
                        CHECKED,
                        1,
                        1,
                        1,
                        List.of(),
                        0,
                        0,
                        1L,
                        new Posture.Sweep(null, 0, CHECKED, false),
                        new MarksVerdict(marks, "", null, null, null, null)),
                List.of(),
                List.of());
    }

    private static KeyTimeline keys(String... statuses) {
        List<KeyTimeline.ChainKey> chain = IntStream.range(0, statuses.length)
                .mapToObj(n ->
                        new KeyTimeline.ChainKey(n + 1, "%016d".formatted(n), statuses[n], n, null, null, null, n == 0))
                .toList();
        return new KeyTimeline(chain, List.of(), null, List.of(), null, true);
    }

    @Test
    void aRoleThatMayOnlyAppendBesideAllItsTriggersIsWell() {
        open(Stage.withRights(RIGHTS));
        listen();

        GovernanceHealth health = now();

        assertThat(health.status()).isEqualTo(GovernanceHealth.Status.OK);
        assertThat(health.dbReachable()).isTrue();
        assertThat(health.appendOnlyGrantsOk()).isTrue();
        assertThat(health.appendOnlyGaps()).isEmpty();
        assertThat(health.lastChainVerifyTs()).isEqualTo(CHECKED);
        assertThat(health.chainIntegrityStatus()).isEqualTo("verified");
        assertThat(health.chainKeysResolved()).containsExactly("0000000000000000", "0000000000000001");
        assertThat(health.chainKeysUnresolved()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "grant update on governance_audit_events to %s,            UPDATE",
        "grant update (kind) on governance_audit_events to %s,     UPDATE",
        "grant delete on governance_audit_events to public,        DELETE",
        "grant truncate on governance_audit_events to %s,          TRUNCATE"
    })
    void aRightToChangeRowsIsNamed(String grant, String right) {
        open(Stage.withRights(RIGHTS + grant));

        GovernanceHealth health = now();

        assertThat(health.appendOnlyGrantsOk()).isFalse();
        assertThat(health.appendOnlyGaps()).singleElement().asString().contains("has the right " + right + " on");
        assertThat(health.status()).as("the triggers refuse it").isEqualTo(GovernanceHealth.Status.OK);
    }

    @Test
    void anOwnerCouldGiveItselfEveryRight() {
        open(Stage.open());

        GovernanceHealth health = now();

        assertThat(health.appendOnlyGrantsOk()).isFalse();
        assertThat(health.appendOnlyGaps()).singleElement().asString().contains("owns governance_audit_events");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alter table governance_audit_events disable trigger trg_audit_no_update",
                "alter table governance_audit_events enable replica trigger trg_audit_no_update",
                "drop trigger trg_audit_no_update on governance_audit_events",
                // One of that name that guards one column, or nothing.
                "drop trigger trg_audit_no_update on governance_audit_events; create trigger trg_audit_no_update"
                        + " before update of kind on governance_audit_events"
                        + " for each row execute function governance_audit_append_only()",
                "drop trigger trg_audit_no_update on governance_audit_events; create trigger trg_audit_no_update"
                        + " before update on governance_audit_events"
                        + " for each row when (false) execute function governance_audit_append_only()",
                "drop trigger trg_audit_no_update on governance_audit_events; create trigger trg_audit_no_update"
                        + " before insert on governance_audit_events"
                        + " for each row when (false) execute function governance_audit_append_only()"
            })
    void aTriggerThatGuardsNoMoreIsNamedAndDegrades(String damage) {
        open(Stage.withRights(RIGHTS));
        stage.execute(damage);

        GovernanceHealth health = now();

        assertThat(health.status()).isEqualTo(GovernanceHealth.Status.DEGRADED);
        assertThat(health.appendOnlyGrantsOk()).isFalse();
        assertThat(health.appendOnlyGaps()).singleElement().asString().contains("trg_audit_no_update");
    }

    @Test
    void triggersThatARolesOwnSettingSilencesGuardNothing() {
        open(Stage.withRights(RIGHTS + " alter role %s set session_replication_role = replica;"));

        assertThat(now().appendOnlyGaps()).hasSize(3);
    }

    @Test
    void withoutALogNothingGuardsIt() {
        open(Stage.withRights(RIGHTS));
        stage.execute("alter table governance_audit_events rename to elsewhere");

        GovernanceHealth health = now();

        assertThat(health.status()).isEqualTo(GovernanceHealth.Status.DEGRADED);
        assertThat(health.appendOnlyGrantsOk()).isNull();
    }

    @Test
    void writesAreMeasuredOnceThereAreSome() {
        open(Stage.open());
        assertThat(now().auditWriteP50Ms()).isNull();
        assertThat(now().auditWriteP95Ms()).isNull();
        assertThat(now().auditWritesMeasured()).isZero();

        for (int n = 0; n < 3; n++) {
            AuditEntry entry = new AuditEntry(UUID.randomUUID(), "agent", "test.kind", Map.of());
            Stage.wait(stage.database().inTransaction(queries -> stage.ledger().append(queries, entry)));
        }

        GovernanceHealth health = now();
        assertThat(health.auditWritesMeasured()).isEqualTo(3);
        assertThat(health.auditWriteP50Ms()).isPositive();
        assertThat(health.auditWriteP95Ms()).isGreaterThanOrEqualTo(health.auditWriteP50Ms());
    }

    @Test
    void theDoorbellIsMeasuredWhereItIsHeard() {
        open(Stage.open());
        assertThat(now().doorbellLagMs()).as("nobody listens").isNull();

        listen();

        assertThat(now().doorbellLagMs()).isPositive();
    }

    @Test
    void aBellThatIsRungByOthersIsNotOurs() {
        open(Stage.open());
        listen();
        TestPostgres.execute(stage.url(), "notify governance_doorbell_lag, ''");
        TestPostgres.execute(stage.url(), "notify governance_doorbell_lag, 'somebody''s'");

        assertThat(now().doorbellLagMs()).isPositive();
    }

    @ParameterizedTest
    @CsvSource({
        "verified,      HOLDS,       verified,   OK",
        "unknown,       BEGUN,       unverified, OK",
        "unpinned,      UNPINNED,    unverified, OK",
        "tampered,      HOLDS,       halted,     DEGRADED",
        "rolled_back,   ROLLED_BACK, halted,     DEGRADED",
        "unverifiable,  FORGED,      halted,     DEGRADED",
        "unverifiable,  HOLDS,       degraded,   DEGRADED",
        "marks_missing, MISSING,     degraded,   DEGRADED",
        "a_new_word,    HOLDS,       degraded,   DEGRADED"
    })
    void theChainIsToldInTheReferencesWords(
            String chain, MarksVerdict.State marks, String word, GovernanceHealth.Status status) {
        open(Stage.withRights(RIGHTS));
        posture = Future.succeededFuture(posture(chain, marks));

        GovernanceHealth health = now();

        assertThat(health.chainIntegrityStatus()).isEqualTo(word);
        assertThat(health.status()).isEqualTo(status);
    }

    @Test
    void aKeyThatIsNotHereDegrades() {
        open(Stage.withRights(RIGHTS));
        keys = Future.succeededFuture(keys("active", "unavailable"));

        GovernanceHealth health = now();

        assertThat(health.status()).isEqualTo(GovernanceHealth.Status.DEGRADED);
        assertThat(health.chainKeysResolved()).containsExactly("0000000000000000");
        assertThat(health.chainKeysUnresolved()).containsExactly("0000000000000001");
    }

    @Test
    void whatNobodyAnswersIsNullAndNoReasonToCallItWell() {
        open(Stage.withRights(RIGHTS));
        posture = Future.failedFuture(new Refusal(Fault.UNAVAILABLE, "too_slow", "later"));
        keys = Future.future(never -> {});

        GovernanceHealth health = now();

        assertThat(health.status()).isEqualTo(GovernanceHealth.Status.DEGRADED);
        assertThat(health.dbReachable()).isTrue();
        assertThat(health.chainIntegrityStatus()).isNull();
        assertThat(health.lastChainVerifyTs()).isNull();
        assertThat(health.chainKeysResolved()).isNull();
        assertThat(health.chainKeysUnresolved()).isNull();
        assertThat(health.doorbellLagMs()).isNull();
        assertThat(health.appendOnlyGrantsOk()).isTrue();
    }

    @Test
    void manyWhoAskAtOnceAreAnsweredByOneLook() {
        open(Stage.open());
        posture = Future.future(never -> {});

        List<Future<GovernanceHealth>> asked = Stream.generate(
                        () -> stage.bus().ask(HealthChecks.NOW, new HealthChecks.Now()))
                .limit(50)
                .toList();

        assertThat(asked)
                .allSatisfy(
                        answer -> assertThat(Stage.wait(answer).dbReachable()).isTrue());
        assertThat(judged).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aDatabaseThatIsAwayIsToldAndNoErrorAndSeenAgainWhenItIsBack(boolean refusing) {
        DatabaseUrl behind = TestPostgres.migrated();
        try (Relay relay = new Relay()) {
            open(Stage.on(relay.to(behind)));
            listen();
            assertThat(now().dbReachable()).isTrue();

            if (refusing) {
                relay.down();
            } else {
                relay.swallow();
            }
            GovernanceHealth health = now();

            assertThat(health.status()).isEqualTo(GovernanceHealth.Status.DEGRADED);
            assertThat(health.dbReachable()).isFalse();
            assertThat(health.appendOnlyGrantsOk()).isNull();
            assertThat(health.chainIntegrityStatus()).isNull();
            if (refusing) {
                relay.to(behind);
            } else {
                relay.reset();
            }
            Eventually.holds("it is back", () -> now().dbReachable());
            Eventually.holds("the bell is heard again", () -> now().doorbellLagMs() != null);
        }
    }
}
