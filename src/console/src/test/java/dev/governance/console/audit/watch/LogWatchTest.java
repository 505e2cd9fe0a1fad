package dev.governance.console.audit.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.chain.SessionVerdict;
import dev.governance.console.contract.Audit;
import dev.governance.console.testing.Eventually;
import dev.governance.console.testing.Stage;
import dev.governance.console.wire.MarksVerdict;
import dev.governance.console.wire.MarksVerdict.State;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogWatchTest {
    private static final String EDIT = "update governance_audit_events set kind = 'other' where event_id = ?";

    private final WatchedLog log = new WatchedLog();

    @AfterEach
    void close() {
        log.close();
    }

    private void finishesARound() {
        Eventually.holds("the whole log was read", log::hasFinished);
    }

    @Test
    void anUndamagedLogIsReadAndNobodyIsTold() {
        log.session(3);
        log.session(1);

        log.node(WatchedLog.AT_ONCE);
        finishesARound();

        assertThat(log.sweep()).containsEntry("finished_sessions", 2L).containsEntry("finished_events", 4L);
        assertThat(log.damage()).isEmpty();
        assertThat(log.told("chain.damage_found")).isEmpty();
    }

    @Test
    void aSilentEditOfAnOldRowIsFoundAndToldOnce() {
        UUID session = log.session(2);
        UUID edited = log.append(session, "agent-two");
        log.append(session, "agent-one");
        log.tamper(EDIT, edited);

        log.node(WatchedLog.AT_ONCE);
        Eventually.holds("it is found", () -> !log.damage().isEmpty());
        Object first = log.damage().get(0).get("checked_at");
        Eventually.holds(
                "it is checked again",
                () -> !log.damage().get(0).get("checked_at").equals(first));

        assertThat(log.damage().get(0))
                .containsEntry("session_id", session)
                .containsEntry("verdict", "tampered")
                .containsEntry("headline", "TAMPERED at event 3")
                .containsEntry("kind", "row_modified")
                .containsEntry("event_id", edited)
                .containsEntry("cleared_at", null);
        assertThat(log.told("chain.damage_found"))
                .singleElement()
                .satisfies(told -> assertThat(told.get("metadata").toString())
                        .contains(session.toString(), "TAMPERED at event 3", "agent-two"));
    }

    @Test
    void damageIsToldThoughSomebodyDroppedWhatNamesItsPart() {
        UUID session = log.session(2);
        log.tamper(EDIT, log.append(session, "agent-one"));
        log.tamper("drop table governance_console.row_parts");

        log.node(WatchedLog.AT_ONCE);
        Eventually.holds("it is found", () -> !log.damage().isEmpty());

        assertThat(log.damage().get(0)).containsEntry("headline", "TAMPERED at event 3");
    }

    @Test
    void damageIsToldThoughTheRecordOfItsPartsIsJunk() {
        UUID session = log.session(2);
        UUID edited = log.append(session, "agent-one");
        log.tamper(EDIT, edited);
        log.tamper("alter table governance_console.row_parts drop constraint row_parts_parts_check");
        log.tamper("insert into governance_console.row_parts (event_id, parts) values (?, 'junk')", edited);

        log.node(WatchedLog.AT_ONCE);
        Eventually.holds("it is found", () -> !log.damage().isEmpty());

        assertThat(log.damage().get(0))
                .containsEntry("headline", "TAMPERED at event 3")
                .containsEntry("verdict", "tampered");
    }

    @Test
    void damageIsToldThoughTheTableThatNamesItsPartCannotBeAsked() {
        UUID session = log.session(2);
        log.tamper(EDIT, log.append(session, "agent-one"));
        log.tamper("alter table governance_console.row_parts rename column parts to renamed");

        log.node(WatchedLog.AT_ONCE);
        Eventually.holds("it is found", () -> !log.damage().isEmpty());

        assertThat(log.damage().get(0)).containsEntry("headline", "TAMPERED at event 3");
    }

    @Test
    void aRecordOfDamageThatIsJunkStopsNeitherTheWatchNorWhatIsToldOfIt() {
        UUID session = log.session(2);
        UUID edited = log.append(session, "agent-one");
        UUID junk = UUID.randomUUID();
        log.tamper("alter table governance_console.damage drop constraint damage_verdict_check,"
                + " alter verdict drop not null, alter headline drop not null, alter sentence drop not null,"
                + " alter events drop not null, alter failures drop not null, alter checked_at drop not null,"
                + " alter agents drop not null");
        log.tamper(
                "insert into governance_console.damage (session_id, found_at, revision, agents)"
                        + " values (?, now(), 1, '{{a,NULL},{b,c}}'), (gen_random_uuid(), now(), 2, null)",
                junk);
        log.tamper(EDIT, edited);

        WatchedLog.Node node = log.node(new WatchSettings(100, Duration.ofHours(1)));
        assertThat(node.findings().damaged())
                .filteredOn(finding -> finding.sessionId().equals(junk))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.verdict()).isEqualTo("unverifiable");
                    assertThat(finding.agents()).containsExactly("a", "b", "c");
                });
        Eventually.holds(
                "the watch finds damage", () -> node.findings().counts().tampered() == 1);
        assertThat(node.findings().counts().unverifiable()).isEqualTo(2);
    }

    @Test
    void theWatchGoesOnThoughWhatIsToldOfDamageCannotBeRead() {
        UUID session = log.session(2);
        log.tamper(EDIT, log.append(session, "agent-one"));
        log.tamper("alter table governance_console.damage rename column found_at to renamed");

        log.node(WatchedLog.AT_ONCE);

        Eventually.holds(
                "the session is suspected",
                () -> !log.stage
                        .rows("select 1 from governance_console.closer_looks where session_id = ?", session)
                        .isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"created_at", "agent_id", "kind", "metadata_json", "hmac_value"})
    void aRowThatLacksWhatEveryWriterWritesIsOneThatNobodySigned(String column) {
        log.session(1);
        UUID session = log.session(2);
        UUID edited = log.append(session, "agent-one");
        log.session(1);
        log.tamper("alter table governance_audit_events alter column " + column + " drop not null");
        log.tamper("update governance_audit_events set " + column + " = null where event_id = ?", edited);

        log.node(WatchedLog.AT_ONCE);
        finishesARound();
        Eventually.holds("it is found", () -> !log.damage().isEmpty());

        assertThat(log.damage())
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("session_id", session)
                        .containsEntry("headline", "TAMPERED at event 3"));
    }

    @Test
    void aSessionThatCannotBeReadIsToldAfterSomeAttempts() {
        UUID session = log.session(2);
        WatchedLog.Node node = log.node(new WatchSettings(100, Duration.ofHours(1)));
        finishesARound();
        log.tamper("alter table governance_audit_events rename column signature to renamed");
        log.stage.execute("insert into governance_console.closer_looks (session_id) values (?)", session);

        Eventually.holds("it is told", () -> {
            log.stage.execute("update governance_console.closer_looks set since = now()");
            node.ring();
            return !log.damage().isEmpty();
        });
        assertThat(log.damage().get(0))
                .containsEntry("verdict", "unverifiable")
                .containsEntry("headline", "Cannot be read")
                .containsEntry("sentence", "The session could not be read.");

        log.tamper("alter table governance_audit_events rename column renamed to signature");
        log.stage.execute(
                "insert into governance_console.closer_looks (session_id) values (?)"
                        + " on conflict (session_id) do update set since = now()",
                session);
        Eventually.holds("it is cleared", () -> {
            node.ring();
            return log.damage().get(0).get("cleared_at") != null;
        });
    }

    @Test
    void worseDamageIsToldAgainAndMendedDamageIsCleared() {
        UUID session = log.session(3);
        UUID one = log.append(session, "agent-one");
        UUID other = log.append(session, "agent-one");
        log.tamper(EDIT, one);
        log.node(WatchedLog.AT_ONCE);
        Eventually.holds("it is found", () -> log.told("chain.damage_found").size() == 1);

        log.tamper(EDIT, other);
        Eventually.holds("more is found", () -> log.told("chain.damage_found").size() == 2);
        log.tamper("update governance_audit_events set kind = 'tool.call' where session_id = ?", session);
        Eventually.holds("it is cleared", () -> log.told("chain.damage_cleared").size() == 1);

        assertThat(log.damage())
                .singleElement()
                .satisfies(row -> assertThat(row.get("cleared_at")).isNotNull());
    }

    @Test
    void aLongSessionAmongShortOnesIsReadPieceByPiece() {
        log.bulk(30, 7);
        log.bulk(1, 4_321);
        log.bulk(30, 7);

        log.node(WatchedLog.AT_ONCE);
        finishesARound();

        assertThat(log.sweep()).containsEntry("finished_sessions", 61L).containsEntry("finished_events", 4_741L);
        assertThat(log.damage()).isEmpty();
    }

    @Test
    void twentyThousandSessionsOfOneRowAreReadTogether() {
        log.bulk(20_000, 1);

        log.node(WatchedLog.AT_ONCE);
        finishesARound();

        assertThat(log.sweep()).containsEntry("finished_sessions", 20_000L);
    }

    @Test
    void ofTwoNodesOneWatchesAndTheOtherTakesOverWhenItIsGone() {
        UUID session = log.session(2);
        UUID edited = log.append(session, "agent-one");
        WatchedLog.Node one = log.node(WatchedLog.AT_ONCE);
        finishesARound();
        log.node(WatchedLog.AT_ONCE);
        Object epoch = log.sweep().get("epoch");

        one.end();
        log.tamper(EDIT, edited);
        Eventually.holds(
                "the other finds it", () -> !log.told("chain.damage_found").isEmpty());

        assertThat(epoch).isEqualTo(1L);
        assertThat(log.sweep()).containsEntry("epoch", 2L);
        assertThat(log.told("chain.damage_found")).hasSize(1);
    }

    @Test
    void aNodeThatWasFrozenWritesNothingWhenItWakesUp() {
        UUID session = log.session(2);
        log.tamper("update governance_audit_events set kind = 'other' where session_id = ?", session);
        SweepStore store = new SweepStore();
        Held frozen = take(store, UUID.randomUUID()).orElseThrow();
        assertThat(Stage.wait(store.begin(log.stage.database().queries(), frozen, 2, 1, null)))
                .isTrue();
        Look look = look(session);

        log.stage.execute("update governance_console.sweep set lease_until = now() - interval '1 second'");
        Held next = take(store, UUID.randomUUID()).orElseThrow();
        boolean went = Stage.wait(store.goOn(log.stage.database().queries(), frozen, session, 1, 2));
        boolean kept = Stage.wait(log.damages().looked(frozen, new LookStore.Wanted(session, 1), look));

        assertThat(went).isFalse();
        assertThat(kept).isFalse();
        assertThat(log.damage()).isEmpty();
        assertThat(log.sweep()).containsEntry("place", null).containsEntry("events_done", 0L);
        assertThat(Stage.wait(log.damages().looked(next, new LookStore.Wanted(session, 1), look)))
                .isTrue();
        assertThat(log.damage()).hasSize(1);
    }

    private Optional<Held> take(SweepStore store, UUID node) {
        return Stage.wait(
                store.take(log.stage.database().queries(), node, Duration.ofSeconds(15), Duration.ofSeconds(30)));
    }

    private Look look(UUID session) {
        SessionVerdict verdict = log.stage.verdict(session);
        return new Look(verdict, false, List.of("agent-one"), Instant.now());
    }

    @Test
    void aRoundGoesOnWhereItStopped() {
        log.bulk(200, 1);
        UUID middle = (UUID) log.stage
                .one("select session_id from governance_audit_events order by session_id offset 149 limit 1")
                .get("session_id");
        log.stage.execute(
                "insert into governance_console.sweep (place, started_at, sessions_done, events_done)"
                        + " values (?, now(), 150, 150)",
                middle);

        log.node(new WatchSettings(100, Duration.ofHours(1)));
        finishesARound();

        assertThat(log.sweep()).containsEntry("finished_sessions", 200L).containsEntry("finished_events", 200L);
    }

    @Test
    void aRoundThatEndedInTheFutureNeverEnded() {
        log.session(2);
        WatchedLog.Node node = log.node(new WatchSettings(100, Duration.ofHours(1)));
        finishesARound();

        log.tamper("update governance_console.sweep set finished_at = 'infinity', events_done = 0");
        assertThat(node.findings().reading().finishedAt()).isNull();
        Eventually.holds(
                "everything is read again", () -> node.findings().reading().finishedAt() != null);

        assertThat(log.sweep()).containsEntry("finished_events", 2L);
    }

    @Test
    void aRoundThatEndedTooLongAgoIsOverdue() {
        KnownChain known = new KnownChain(log.stage.database(), log.sources, new Remembered(), Duration.ofMinutes(10));
        assertThat(isOverdue(known)).isTrue();

        log.stage.execute("insert into governance_console.sweep (finished_at, finished_began_at)"
                + " values (now() - interval '50 minutes', now() - interval '60 minutes')");
        assertThat(isOverdue(known)).isFalse();

        log.stage.execute("update governance_console.sweep set finished_began_at = finished_at");
        assertThat(isOverdue(known)).isTrue();
        log.stage.execute("update governance_console.sweep set finished_at = now() - interval '20 minutes',"
                + " finished_began_at = null");
        assertThat(isOverdue(known)).isFalse();
        log.stage.execute("update governance_console.sweep set finished_at = now() + interval '1 minute'");
        assertThat(isOverdue(known)).isTrue();
    }

    private static boolean isOverdue(KnownChain known) {
        return Stage.wait(known.findings()).reading().overdue();
    }

    @Test
    void aLeaseThatNobodyTakesIsTaken() {
        log.session(2);
        log.stage.execute("insert into governance_console.sweep (owner, epoch, lease_until)"
                + " values (gen_random_uuid(), 7, 'infinity')");

        log.node(WatchedLog.AT_ONCE);
        finishesARound();

        assertThat(log.sweep()).containsEntry("epoch", 8L);
    }

    @Test
    void aPlaceThatSomebodyMovedIsNotGoneOnFrom() {
        log.bulk(20, 1);
        Object last = log.stage
                .one("select session_id from governance_audit_events order by session_id desc limit 1")
                .get("session_id");
        SweepStore store = new SweepStore();
        UUID node = UUID.randomUUID();
        Vertx vertx = Vertx.vertx();
        try {
            WorkerExecutor workers = vertx.createSharedWorkerExecutor("sweep", 1);
            Sweep sweep = new Sweep(log.stage.database(), workers, log.sources, new Remembered());
            Stage.wait(sweep.begin(take(store, node).orElseThrow()));

            log.tamper("update governance_console.sweep set place = ?", last);
            while (!log.hasFinished()) {
                assertThat(Stage.wait(sweep.moment(take(store, node).orElseThrow())))
                        .isTrue();
            }
        } finally {
            Stage.wait(vertx.close());
        }

        assertThat(log.sweep()).containsEntry("finished_events", 20L);
    }

    @Test
    void damageThatIsDeletedFromTheTableStaysKnownAndIsWrittenBack() {
        UUID session = log.session(3);
        WatchedLog.Node node = log.node(new WatchSettings(100, Duration.ofHours(1)));
        WatchedLog.Node other = log.node(new WatchSettings(100, Duration.ofHours(1)));
        finishesARound();
        log.tamper(EDIT, log.append(session, "agent-one"));
        new Suspicions(log.stage.database()).saw(log.stage.verdict(session));
        Eventually.holds("it is kept", () -> {
            node.ring();
            other.ring();
            return !log.damage().isEmpty();
        });
        assertThat(node.findings().counts().tampered()).isEqualTo(1);
        assertThat(other.findings().counts().tampered()).isEqualTo(1);

        log.tamper("delete from governance_console.damage");
        assertThat(node.findings().counts().tampered()).isEqualTo(1);
        assertThat(other.findings().damaged())
                .extracting(Audit.Finding::sessionId)
                .containsExactly(session);
        Eventually.holds("it is written back", () -> !log.damage().isEmpty());

        assertThat(log.told("chain.damage_found"))
                .anySatisfy(told -> assertThat(told.get("metadata").toString()).contains("\"record_removed\": true"));
    }

    @Test
    void damageThatIsDeclaredClearedIsClearedByItsOwnLookAlone() {
        UUID session = log.session(3);
        UUID edited = log.append(session, "agent-one");
        WatchedLog.Node node = log.node(new WatchSettings(100, Duration.ofHours(1)));
        finishesARound();
        log.tamper(EDIT, edited);
        new Suspicions(log.stage.database()).saw(log.stage.verdict(session));
        Eventually.holds("it is kept", () -> !log.damage().isEmpty());

        log.tamper("update governance_console.damage set cleared_at = now(), checked_at = 'infinity'");
        assertThat(node.findings().counts().tampered()).isEqualTo(1);
        Eventually.holds("it is open again", () -> log.damage().get(0).get("cleared_at") == null);
    }

    @Test
    void whatIsMendedIsClearedByItsOwnLookThoughTheTableTellsNothing() {
        UUID session = log.session(3);
        UUID edited = log.append(session, "agent-one");
        WatchedLog.Node node = log.node(new WatchSettings(100, Duration.ofHours(1)));
        finishesARound();
        log.tamper(EDIT, edited);
        new Suspicions(log.stage.database()).saw(log.stage.verdict(session));
        Eventually.holds("it is known", () -> node.findings().counts().tampered() == 1);

        log.tamper("update governance_audit_events set kind = 'tool.call' where event_id = ?", edited);
        log.tamper("delete from governance_console.damage");

        assertThat(node.findings().counts().tampered()).isEqualTo(1);
        Eventually.holds(
                "its own look clears it", () -> node.findings().counts().all() == 0);
    }

    @Test
    void marksThatWereFoundChangedStaySoWhateverTheTableSays() {
        LogSources sound = new LogSources(
                log.sources.ring(),
                snapshot -> Future.succeededFuture(
                        new Expected(new MarksVerdict(State.HOLDS, "They hold.", 1L, 1L, Instant.EPOCH, null), null)));
        KnownChain known = new KnownChain(log.stage.database(), sound, new Remembered(), Duration.ZERO);
        log.stage.execute(
                "insert into governance_console.sweep (marks_state, marks_sentence) values ('forged', 'changed')");
        assertThat(Stage.wait(known.findings()).marks().state()).isEqualTo(State.FORGED);

        log.tamper("update governance_console.sweep set marks_state = null, marks_sentence = null");

        assertThat(Stage.wait(known.findings()).marks().state()).isEqualTo(State.FORGED);
        assertThat(Stage.wait(known.findings()).marks().sentence()).isEqualTo("changed");
    }

    @Test
    void aSuspicionThatIsDeletedIsLookedAtAllTheSame() {
        UUID session = log.session(3);
        UUID edited = log.append(session, "agent-one");
        WatchedLog.Node node = log.node(new WatchSettings(100, Duration.ofHours(1)));
        finishesARound();
        log.tamper(EDIT, edited);

        node.suspect(session);

        Eventually.holds("it is found", () -> !log.damage().isEmpty());
    }

    @Test
    void manyDamagedSessionsFillTheTableButNotTheLog() {
        log.bulk(100, 1);
        log.tamper("update governance_audit_events set kind = 'other'");

        log.node(WatchedLog.AT_ONCE);
        Eventually.holds("all are found", () -> log.damage().size() == 100);

        // Thirty a minute, and a minute may end meanwhile.
        assertThat(log.told("chain.damage_found").size()).isBetween(30, 60);
    }

    @Test
    void whatSomebodyVerifiedIsLookedAtToo() {
        UUID session = log.session(3);
        UUID sound = log.session(1);
        WatchedLog.Node node = log.node(new WatchSettings(100, Duration.ofHours(1)));
        finishesARound();
        log.tamper("update governance_audit_events set kind = 'other' where session_id = ?", session);

        Suspicions suspicions = new Suspicions(log.stage.database());
        suspicions.saw(log.stage.verdict(sound));
        suspicions.saw(log.stage.verdict(session));
        Eventually.holds("it is kept", () -> {
            node.ring();
            return !log.damage().isEmpty();
        });

        assertThat(log.damage())
                .singleElement()
                .satisfies(row ->
                        assertThat(row).containsAllEntriesOf(Map.of("session_id", session, "verdict", "tampered")));
    }
}
