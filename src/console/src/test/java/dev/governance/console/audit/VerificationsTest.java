package dev.governance.console.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Doorbell;
import dev.governance.console.contract.Verifications;
import dev.governance.console.testing.Eventually;
import dev.governance.console.testing.People;
import dev.governance.console.testing.Stage;
import dev.governance.console.wire.Caller;
import dev.governance.console.wire.MarksVerdict;
import dev.governance.console.wire.ReadingProgress;
import dev.governance.console.wire.VerificationJob;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jobs: queued, run once, watched, cancelled, taken up again. The runs themselves end when a test says so. */
class VerificationsTest {
    private final List<Reins> runs = new CopyOnWriteArrayList<>();
    private final List<VerificationJob> told = new CopyOnWriteArrayList<>();
    private Stage stage;

    @BeforeEach
    void open() {
        stage = Stage.open();
        stage.bus().listen(Verifications.PROGRESS, told::add);
        deploy();
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private void deploy() {
        stage.deploy(new VerificationsVerticle(
                stage.bus(), stage.database(), stage.ledger(), (session, workers) -> new Reins(session)));
    }

    /** A run that a test holds. */
    private final class Reins implements Run {
        private final UUID session;
        private final Promise<Conclusion> ended = Promise.promise();
        private volatile boolean cancelled;

        private Reins(UUID session) {
            this.session = session;
        }

        @Override
        public Future<Conclusion> begin() {
            runs.add(this);
            return ended.future();
        }

        @Override
        public ReadingProgress progress() {
            return new ReadingProgress(400, 1_000, 40.0, 100, 6L, null);
        }

        @Override
        public void cancel() {
            cancelled = true;
            ended.tryFail(new CancellationException("the verification was cancelled"));
        }

        void conclude() {
            MarksVerdict marks = new MarksVerdict(MarksVerdict.State.HOLDS, "It holds.", 1L, 1L, null, null);
            ended.complete(new Conclusion(marks, "verified", "Verified (400 events in 3 sessions)"));
        }
    }

    private VerificationJob start(UUID session, Caller by) {
        return stage.ask(Verifications.START, new Verifications.Start(session, by, null));
    }

    private VerificationJob job(UUID id) {
        return stage.ask(Verifications.JOB, new Verifications.One(id));
    }

    /** What the database would ring, when a doorbell listened. */
    private void ring() {
        stage.bus().announce(Doorbell.JOBS, new Doorbell.Rung(true));
    }

    private void eventuallyRunning(int count) {
        Eventually.holds("runs: " + count, () -> {
            ring();
            return runs.size() == count;
        });
    }

    private void eventually(UUID id, String state) {
        Eventually.holds(id + " is " + state, () -> job(id).state().equals(state));
    }

    @Test
    void whatIsAskedForIsQueuedRunAndKeptWithItsVerdictAndItsAuditRows() {
        VerificationJob asked = start(null, People.VIEWER);
        eventuallyRunning(1);
        Eventually.holds("progress is kept", () -> job(asked.id()).rows() == 400);
        VerificationJob running = job(asked.id());

        runs.get(0).conclude();
        eventually(asked.id(), "done");

        assertThat(asked.state()).isEqualTo("queued");
        assertThat(asked.sessionId()).isNull();
        assertThat(running.state()).isEqualTo("running");
        assertThat(running.total()).isEqualTo(1_000);
        assertThat(running.percent()).isEqualTo(40);
        assertThat(running.verdict()).isNull();
        VerificationJob done = job(asked.id());
        assertThat(done.percent()).isEqualTo(100);
        assertThat(done.verdict().get("state").asText()).isEqualTo("holds");
        assertThat(done.endedAt()).isNotNull();
        assertThat(kinds()).containsExactly("verification.started", "verification.finished");
        assertThat(stage.one("select metadata_json ->> 'headline' as h, metadata_json ->> 'subject' as s"
                        + " from governance_audit_events where kind = 'verification.finished'"))
                .containsEntry("h", "Verified (400 events in 3 sessions)")
                .containsEntry("s", "all");
    }

    @Test
    void whoeverComesTogetherSharesOneVerificationOfTheWholeLog() {
        List<UUID> together = joined(true, 12);
        UUID one = together.get(0);
        eventuallyRunning(1);
        eventually(one, "running");

        assertThat(together).containsOnly(one);
        assertThat(joined(true, 3)).containsOnly(one);
        List<UUID> later = joined(false, 12);
        assertThat(later).doesNotContain(one).containsOnly(later.get(0));
        assertThat(joined(true, 1)).as("what runs ends sooner").containsExactly(one);
        assertThat(kinds()).containsExactly("verification.started", "verification.started");
    }

    private List<UUID> joined(boolean alsoRunning, int askers) {
        List<Future<VerificationJob>> jobs = IntStream.range(0, askers)
                .mapToObj(i -> stage.bus().ask(Verifications.JOIN, new Verifications.Join(People.VIEWER, alsoRunning)))
                .toList();
        return jobs.stream().map(job -> Stage.wait(job).id()).toList();
    }

    private List<Object> kinds() {
        return stage.rows("select kind from governance_audit_events order by chain_seq").stream()
                .map(row -> row.get("kind"))
                .toList();
    }

    @Test
    void oneWholeLogRunsAtATimeBesideOneSession() {
        VerificationJob first = start(null, People.VIEWER);
        VerificationJob second = start(null, People.VIEWER);
        VerificationJob session = start(UUID.randomUUID(), People.VIEWER);
        eventuallyRunning(2);

        ring();
        assertThat(job(second.id()).state()).isEqualTo("queued");
        assertThat(job(session.id()).state()).isEqualTo("running");
        runs.stream().filter(run -> run.session == null).forEach(Reins::conclude);
        eventually(first.id(), "done");
        eventuallyRunning(3);

        assertThat(job(second.id()).state()).isEqualTo("running");
    }

    @Test
    void twoNodesThatAreRungAtOnceRunAJobOnce() {
        deploy();
        VerificationJob first = start(null, People.VIEWER);
        VerificationJob second = start(null, People.VIEWER);

        for (int i = 0; i < 20; i++) {
            ring();
        }
        eventuallyRunning(1);

        // Which one is the first that neither node holds: a node that is about to take a job keeps the other from it.
        assertThat(List.of(job(first.id()).state(), job(second.id()).state()))
                .containsExactlyInAnyOrder("running", "queued");
        assertThat(runs).hasSize(1);
    }

    @Test
    void eightMayWaitAndTheNextIsToldWhenToComeAgain() {
        List<UUID> waiting = new ArrayList<>();
        start(null, People.VIEWER);
        eventuallyRunning(1);
        for (int i = 0; i < Verifications.WAITING; i++) {
            waiting.add(start(null, People.VIEWER).id());
        }

        Refusal refusal = stage.refused(Verifications.START, new Verifications.Start(null, People.VIEWER, null));

        assertThat(refusal.fault()).isEqualTo(Fault.TOO_MANY);
        assertThat(refusal.retryAfterSeconds()).isEqualTo(30);
        assertThat(waiting).hasSize(8).doesNotHaveDuplicates();
    }

    @Test
    void aCommandThatIsSentTwiceIsOneJob() {
        Verifications.Start start = new Verifications.Start(null, People.VIEWER, UUID.randomUUID());

        VerificationJob first = stage.ask(Verifications.START, start);
        VerificationJob second = stage.ask(Verifications.START, start);

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(stage.rows("select id from governance_console.verifications"))
                .hasSize(1);
    }

    @Test
    void cancellingEndsTheRunOnWhateverNodeAndIsWrittenDownOnce() {
        VerificationJob asked = start(null, People.VIEWER);
        eventuallyRunning(1);

        VerificationJob cancelled =
                stage.ask(Verifications.CANCEL, new Verifications.Cancel(asked.id(), People.VIEWER));
        VerificationJob again = stage.ask(Verifications.CANCEL, new Verifications.Cancel(asked.id(), People.ADMIN));

        Eventually.holds("the run is told", () -> runs.get(0).cancelled);
        assertThat(cancelled.state()).isEqualTo("cancelled");
        assertThat(cancelled.reason()).isEqualTo("cancelled by viewer-1");
        assertThat(again.reason()).isEqualTo("cancelled by viewer-1");
        assertThat(kinds()).containsExactly("verification.started", "verification.cancelled");
    }

    @Test
    void onlyWhoAskedOrAnAdministratorCancels() {
        VerificationJob asked = start(null, People.ADMIN);

        Refusal refusal = stage.refused(Verifications.CANCEL, new Verifications.Cancel(asked.id(), People.VIEWER));

        assertThat(refusal.fault()).isEqualTo(Fault.FORBIDDEN);
        assertThat(refusal.reason()).contains("operator-1");
    }

    @Test
    void aJobWhoseNodeFellSilentIsTakenUpFromTheBeginningAndTheOldRunWritesNothing() {
        VerificationJob asked = start(null, People.VIEWER);
        eventuallyRunning(1);
        stage.execute("update governance_console.verifications set heartbeat = now() - interval '31 seconds',"
                + " lease = gen_random_uuid()");
        deploy(); // another node

        eventuallyRunning(2);
        runs.get(0)
                .ended
                .tryComplete(new Run.Conclusion(
                        new MarksVerdict(MarksVerdict.State.FORGED, "Stale.", null, null, null, null),
                        "tampered",
                        "Stale"));
        runs.get(1).conclude();
        eventually(asked.id(), "done");

        assertThat(job(asked.id()).verdict().get("state").asText()).isEqualTo("holds");
        assertThat(kinds()).containsExactly("verification.started", "verification.finished");
    }

    @Test
    void aRunThatGivesUpSaysHowFarItGotAndClaimsNothing() {
        VerificationJob asked = start(null, People.VIEWER);
        eventuallyRunning(1);

        runs.get(0).ended.fail(new Stopped(400, 1_000, "the database has been away for 600 s", null));
        eventually(asked.id(), "failed");

        assertThat(job(asked.id()).reason())
                .isEqualTo("Verification stopped after 400 of about 1,000 events, so nothing is claimed: the database"
                        + " has been away for 600 s");
        assertThat(job(asked.id()).verdict()).isNull();
    }

    @Test
    void aRefusalOfTheDatabaseIsTheReasonAndAFailureOfAnotherKindIsForTheLog() {
        VerificationJob refused = start(null, People.VIEWER);
        eventuallyRunning(1);
        runs.get(0).ended.fail(new Refusal(Fault.UNAVAILABLE, "schema_behind", "the schema is behind"));
        eventually(refused.id(), "failed");
        VerificationJob failed = start(null, People.VIEWER);
        eventuallyRunning(2);
        runs.get(1).ended.fail(new IllegalStateException("no connection to secret-host:5432 for user somebody"));
        eventually(failed.id(), "failed");

        assertThat(job(refused.id()).reason())
                .isEqualTo("Verification stopped after 400 of about 1,000 events, so nothing is claimed: the schema is"
                        + " behind");
        assertThat(job(failed.id()).reason()).isEqualTo("the console failed; its log says why");
    }

    @Test
    void everyChangeIsToldWithTheWordsOfTheVerdictOnly() {
        VerificationJob asked = start(null, People.VIEWER);
        eventuallyRunning(1);
        runs.get(0).conclude();

        Eventually.holds("its end is told", () -> {
            ring();
            return told.stream().anyMatch(job -> job.id().equals(asked.id()) && job.hasEnded());
        });

        VerificationJob last = told.get(told.size() - 1);
        assertThat(last.state()).isEqualTo("done");
        assertThat(last.verdict().has("headline")).isTrue();
        assertThat(last.verdict().has("state")).isFalse();
        assertThat(stage.ask(Verifications.JOBS, new Verifications.Recent(10)).jobs())
                .extracting(VerificationJob::id)
                .containsExactly(asked.id());
    }

    @Test
    void anUnknownJobIsNotFound() {
        assertThat(stage.refused(Verifications.JOB, new Verifications.One(UUID.randomUUID()))
                        .fault())
                .isEqualTo(Fault.NOT_FOUND);
    }

    @Test
    void whatEndedLongAgoIsForgotten() {
        stage.execute("insert into governance_console.verifications (id, asked_by, asked_by_id, state, ended_at)"
                + " values (gen_random_uuid(), 'x', gen_random_uuid(), 'done', now() - interval '31 days')");
        VerificationJob asked = start(null, People.VIEWER);
        eventuallyRunning(1);
        runs.get(0).conclude();
        eventually(asked.id(), "done");

        Eventually.holds(
                "one is left",
                () -> stage.rows("select id from governance_console.verifications")
                                .size()
                        == 1);
    }
}
