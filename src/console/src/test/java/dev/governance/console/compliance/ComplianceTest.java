package dev.governance.console.compliance;

import static dev.governance.console.testing.People.ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.governance.chain.ChainKey;
import dev.governance.chain.EvidenceSeal;
import dev.governance.chain.MarksKey;
import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Audit;
import dev.governance.console.contract.Compliance;
import dev.governance.console.contract.Verifications;
import dev.governance.console.ledger.AuditEntry;
import dev.governance.console.ledger.Ledger;
import dev.governance.console.ledger.SigningKey;
import dev.governance.console.testing.Eventually;
import dev.governance.console.testing.Stage;
import dev.governance.console.wire.EvidenceReport;
import dev.governance.console.wire.EvidenceReport.Section;
import dev.governance.console.wire.Json;
import dev.governance.console.wire.LogVerdict;
import dev.governance.console.wire.MarksVerdict;
import dev.governance.console.wire.RangeVerdict;
import dev.governance.console.wire.VerificationJob;
import io.vertx.core.Future;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the log shows of a window, and what a verification says of it. The log's watch and its jobs are played. */
class ComplianceTest {
    private static final ChainKey NEXT = ChainKey.ofSecret("the secret that lies ready to follow, for tests only");
    private static final MarksKey CONSOLE = MarksKey.random();
    private static final MarksVerdict HOLDS = marks(MarksVerdict.State.HOLDS);

    private final List<VerificationJob> jobs = new CopyOnWriteArrayList<>();
    private final AtomicReference<Audit.Findings> known = new AtomicReference<>(findings(new Audit.Counts(0, 0, 0, 0)));
    private Stage stage;
    private Optional<MarksKey> key = Optional.of(CONSOLE);

    private static MarksVerdict marks(MarksVerdict.State state) {
        return new MarksVerdict(state, "The record is " + state.code() + ".", 7L, 100L, Instant.EPOCH, null);
    }

    private static Audit.Findings findings(Audit.Counts counts) {
        Audit.Reading reading = new Audit.Reading(null, 100, Instant.EPOCH, false, 42L, 42, 3, 3, 42);
        return new Audit.Findings(List.of(), counts, reading, HOLDS);
    }

    @BeforeEach
    void deploy() {
        stage = Stage.open();
        stage.bus().answer(Audit.KNOWN, asked -> Future.succeededFuture(known.get()));
        stage.bus()
                .answer(
                        Verifications.JOBS,
                        recent -> Future.succeededFuture(new Verifications.Jobs(new ArrayList<>(jobs))));
        stage.bus().answer(Verifications.JOB, one -> Future.succeededFuture(job(one.id())));
        stage.bus().answer(Verifications.JOIN, join -> Future.succeededFuture(open(join.alsoRunning())));
        SigningKey signing = new SigningKey(stage.key(), NEXT);
        stage.deploy(new ComplianceVerticle(
                stage.bus(),
                stage.database(),
                new Ledger(signing, Clock.systemUTC()),
                signing,
                () -> key,
                Clock.systemUTC(),
                Duration.ofSeconds(15),
                Duration.ofMillis(600)));
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private VerificationJob job(UUID id) {
        return jobs.stream().filter(job -> job.id().equals(id)).findFirst().orElseThrow();
    }

    private VerificationJob open(boolean alsoRunning) {
        return jobs.stream()
                .filter(job -> alsoRunning && !job.hasEnded())
                .findFirst()
                .orElseGet(this::begun);
    }

    private VerificationJob begun() {
        VerificationJob job = job("running", null, null);
        jobs.add(0, job);
        return job;
    }

    private static VerificationJob job(String state, @Nullable Instant endedAt, @Nullable LogVerdict verdict) {
        return new VerificationJob(
                UUID.randomUUID(),
                null,
                state,
                "somebody",
                Instant.now(),
                0,
                0,
                null,
                0,
                null,
                null,
                endedAt,
                null,
                verdict == null ? null : Json.tree(Json.write(verdict)));
    }

    /** A verification that ended some seconds ago. */
    private VerificationJob done(long seconds, LogVerdict verdict) {
        VerificationJob job = job("done", Instant.now().minusSeconds(seconds), verdict);
        jobs.add(0, job);
        return job;
    }

    private LogVerdict verdict(String word, long damagedCount, LogVerdict.Damaged... damaged) {
        return new LogVerdict(
                word,
                word.equals("verified"),
                "Headline",
                "Sentence.",
                (Long) stage.one("select count(*) as n from governance_audit_events")
                        .get("n"),
                3,
                2,
                0,
                List.of("0123456789abcdef"),
                0,
                1L,
                newest(),
                List.of(damaged),
                damagedCount,
                HOLDS,
                "cbb7b3628e9b86a6",
                1,
                Instant.parse("2026-11-29T12:00:00Z"),
                5);
    }

    private static LogVerdict.Damaged damaged(UUID session, String verdict) {
        return new LogVerdict.Damaged(session, verdict, "h", "s", null, null, null, List.of());
    }

    private long newest() {
        return (Long) stage.one("select coalesce(max(chain_seq), 0) as n from governance_audit_events")
                .get("n");
    }

    private void wrote(UUID session, String agent, String kind, Map<String, String> metadata) {
        Stage.wait(stage.database()
                .inTransaction(transaction ->
                        stage.ledger().append(transaction, new AuditEntry(session, agent, kind, metadata))));
    }

    private EvidenceReport report() {
        return stage.ask(Compliance.REPORT, new Compliance.Report(null, null));
    }

    private static Section section(EvidenceReport report, String article) {
        return report.sections().stream()
                .filter(section -> section.article().equals(article))
                .findFirst()
                .orElseThrow();
    }

    private static long fact(EvidenceReport report, String article, String name) {
        JsonNode fact = section(report, article).data().get(name);
        assertThat(fact.isIntegralNumber()).as(article + " " + name).isTrue();
        return fact.asLong();
    }

    private RangeVerdict verified(@Nullable Long from, @Nullable Long to) {
        return stage.ask(Compliance.VERIFY, new Compliance.Range(from, to, ADMIN))
                .verdict();
    }

    @Test
    void everyNumberOfAReportIsCounted() {
        UUID one = UUID.randomUUID();
        wrote(one, "refund", "llm.call", Map.of());
        wrote(one, "refund", "scope.violation", Map.of("tool", "wire"));
        wrote(one, "refund", "loop.detected", Map.of());
        wrote(UUID.randomUUID(), "billing", "tool.call.error", Map.of());
        wrote(UUID.randomUUID(), "billing", "approval.granted", Map.of("granted_by", "marie"));
        wrote(UUID.randomUUID(), "billing", "approval.granted.batch", Map.of("approved_by", "pierre"));
        wrote(UUID.randomUUID(), "billing", "approval.denied", Map.of());
        wrote(UUID.randomUUID(), "billing", "agent.halted", Map.of());
        wrote(UUID.randomUUID(), "governance-console", "console.started", Map.of());
        wrote(UUID.randomUUID(), "billing", "chain.degraded_start", Map.of());
        stage.execute("insert into governance_audit_events (event_id, session_id, agent_id, kind, model, input_hash,"
                + " metadata_json, hmac_value, created_at) values (gen_random_uuid(), gen_random_uuid(), 'old', 'llm.call',"
                + " 'gpt-4o', 'h', '{}', 'm', now() - interval '8 days'), (gen_random_uuid(), gen_random_uuid(), 'refund',"
                + " 'llm.call', 'gpt-4o', 'h', '{}', 'm', now() - interval '6 days')");
        gate("granted", "now()");
        gate("granted", "now()");
        gate("denied", "now()");
        gate("cancelled", "now()");
        gate(null, null);

        EvidenceReport report = report();

        assertThat(report.totalEventsAudited()).isEqualTo(11);
        assertThat(report.totalAgents()).isEqualTo(2);
        assertThat(fact(report, "12(1)", "events")).isEqualTo(11);
        assertThat(fact(report, "12(1)", "degraded_start_markers")).isEqualTo(1);
        assertThat(fact(report, "12(1)", "agents_without_wrapper")).isEqualTo(2);
        assertThat(fact(report, "12(2)(a)", "scope_violations")).isEqualTo(1);
        assertThat(fact(report, "12(2)(a)", "loops_detected")).isEqualTo(1);
        assertThat(fact(report, "12(2)(b)", "model_calls")).isEqualTo(2);
        assertThat(fact(report, "12(2)(b)", "errors")).isEqualTo(1);
        assertThat(fact(report, "12(2)(b)", "models")).isEqualTo(1);
        assertThat(fact(report, "12(2)(c)", "approvals_requested")).isEqualTo(5);
        assertThat(fact(report, "12(2)(c)", "approvals_cancelled")).isEqualTo(1);
        assertThat(fact(report, "12(2)(c)", "approvals_granted")).isEqualTo(2);
        assertThat(fact(report, "12(2)(c)", "approvals_expired_undecided")).isEqualTo(1);
        assertThat(fact(report, "12(2)(c)", "halts")).isEqualTo(1);
        assertThat(fact(report, "12(3)(a)", "sessions")).isEqualTo(8);
        assertThat(fact(report, "12(3)(c)", "events_with_input_hash")).isEqualTo(1);
        assertThat(fact(report, "12(3)(d)", "decisions_recorded")).isEqualTo(3);
        assertThat(fact(report, "12(3)(d)", "persons")).isEqualTo(2);
        assertThat(fact(report, "12(3)(d)", "decisions_without_a_name")).isEqualTo(1);
    }

    /** Two processes of one agent acknowledge its halt, and none of another acknowledges that one's. */
    @Test
    void anAcknowledgementCountsForItsOwnHaltAlone() {
        UUID seen = UUID.randomUUID();
        wrote(seen, "refund", "agent.halted", Map.of());
        wrote(seen, "refund", "agent.halt_acknowledged", Map.of());
        wrote(seen, "refund", "agent.halt_acknowledged", Map.of());
        wrote(UUID.randomUUID(), "billing", "agent.killed", Map.of()); // what releases before 0.6 call it

        EvidenceReport report = report();

        assertThat(fact(report, "12(2)(a)", "halts")).isEqualTo(2);
        assertThat(fact(report, "12(2)(c)", "halts")).isEqualTo(2);
        assertThat(fact(report, "12(2)(c)", "halts_unacknowledged")).isEqualTo(1);
        assertThat(section(report, "12(2)(c)").missing())
                .contains("1 halts were acknowledged by no process: Python agents acknowledge none.");
    }

    @Test
    void aLogThatIsNotVerifiedIsNoEvidenceThatItWasKept() {
        stage.execute("insert into governance_audit_events (event_id, session_id, agent_id, kind, metadata_json,"
                + " hmac_value, created_at) values (gen_random_uuid(), gen_random_uuid(), 'old', 'llm.call', '{}', 'm',"
                + " now() - interval '200 days')");

        assertThat(section(report(), "19(1), 26(6)").state()).isEqualTo("evidence");
        known.set(findings(new Audit.Counts(0, 0, 2, 0)));
        assertThat(section(report(), "19(1), 26(6)").state()).isEqualTo("partial");
    }

    @Test
    void whatCannotBeToldOfWrappedClientsIsNullAndFailsNoReport() {
        stage.execute("alter table governance_wrapper_registrations rename to registrations");
        EvidenceReport missing = report();
        stage.execute("create function cancelled() returns boolean language plpgsql as $$"
                + " begin raise exception using errcode = '57014'; end $$");
        stage.execute("create view governance_wrapper_registrations as select * from registrations where cancelled()");
        stage.execute(
                "insert into governance_policies (agent_id, policy_type, policy_json) values ('a', 'scope', '{}')");
        stage.execute("insert into registrations (agent_id, provider, hostname_hash, instance_id)"
                + " values ('a', 'openai', 'h', gen_random_uuid())");
        EvidenceReport slow = report();

        assertThat(List.of(missing.coveragePctReason(), slow.coveragePctReason()))
                .containsExactly("registry_missing", "too_slow");
        for (EvidenceReport report : List.of(missing, slow)) {
            assertThat(report.coveragePct()).isNull();
            assertThat(section(report, "12(1)")
                            .data()
                            .get("agents_without_wrapper")
                            .isNull())
                    .isTrue();
        }
    }

    private void gate(@Nullable String resolution, @Nullable String resolvedAt) {
        stage.execute(
                "insert into governance_gates_pending (request_id, agent_id, kind, action_hash, token, expires_at, resolution,"
                        + " resolved_at) values (gen_random_uuid(), 'billing', 'wire', repeat('0', 64), 't', now() - interval '1 minute', "
                        + (resolution == null ? "null" : "'" + resolution + "'") + ", " + resolvedAt + ")");
    }

    @Test
    void whatIsMissingIsSaidAndNothingIsCalledCompliant() {
        EvidenceReport report = report();

        assertThat(report.sections())
                .extracting(Section::article)
                .containsExactly(
                        "12(1)",
                        "12(2)(a)",
                        "12(2)(b)",
                        "12(2)(c)",
                        "12(3)(a)",
                        "12(3)(b)",
                        "12(3)(c)",
                        "12(3)(d)",
                        "19(1), 26(6)");
        assertThat(report.sections()).allMatch(section -> section.state().equals("none"));
        assertThat(report.sections()).allMatch(section -> !section.missing().isEmpty());
        assertThat(section(report, "12(1)").missing()).contains("No event was recorded in this window.");
        assertThat(report.coveragePctReason()).isEqualTo("no_scope_policies_registered");
        assertThat(Json.write(report)).doesNotContainIgnoringCase("compliant");
    }

    @Test
    void theStateOfTheChainIsWhatTheWatchKnows() {
        assertThat(report().chainIntegrityStatus()).isEqualTo("verified");
        assertThat(report().chainVerifiedToSeq()).isEqualTo(42L);
        known.set(findings(new Audit.Counts(1, 0, 0, 0)));
        assertThat(report().chainIntegrityStatus()).isEqualTo("failed");
        known.set(findings(new Audit.Counts(0, 0, 2, 0)));
        assertThat(report().chainIntegrityStatus()).isEqualTo("unverified");
        Audit.Findings sound = findings(new Audit.Counts(0, 0, 0, 0));
        known.set(new Audit.Findings(List.of(), sound.counts(), sound.reading(), marks(MarksVerdict.State.MISSING)));
        assertThat(report().chainIntegrityStatus()).isEqualTo("unverified");
        assertThat(jobs).as("a report verifies nothing").isEmpty();
    }

    @Test
    void aWindowThatEndsBeforeItBeginsIsRefused() {
        Instant now = Instant.now();

        for (Instant end : List.of(now, now.minusSeconds(1))) {
            assertThat(stage.refused(Compliance.REPORT, new Compliance.Report(now, end))
                            .code())
                    .isEqualTo("invalid_window");
            assertThat(stage.refused(Compliance.EXPORT, new Compliance.Export(now, end, null, ADMIN))
                            .fault())
                    .isEqualTo(Fault.INVALID);
        }
    }

    @Test
    void aWindowThatHasNotEndedIsRefused() {
        Instant tomorrow = Instant.now().plus(1, ChronoUnit.DAYS);

        assertThat(stage.refused(Compliance.REPORT, new Compliance.Report(null, tomorrow))
                        .reason())
                .startsWith("window_end is beyond now");
        assertThat(stage.refused(Compliance.EXPORT, new Compliance.Export(null, tomorrow, null, ADMIN))
                        .code())
                .isEqualTo("invalid_window");
    }

    /** A third asker would read the whole window again, while two are doing so. */
    @Test
    void twoReportsAreMadeAtOnceAndTheThirdHearsWhenToComeBack() throws Exception {
        try (Connection lock = stage.connect()) {
            lock.setAutoCommit(false);
            lock.createStatement().execute("lock table governance_audit_events in access exclusive mode");
            Compliance.Report window = new Compliance.Report(null, null);
            List<Future<EvidenceReport>> two = List.of(
                    stage.bus().ask(Compliance.REPORT, window), stage.bus().ask(Compliance.REPORT, window));
            Eventually.holds("both wait for the log", () -> stage.waiting() == 2);

            Refusal third = stage.refused(Compliance.REPORT, window);

            assertThat(third.code()).isEqualTo("too_many_reports");
            assertThat(third.retryAfterSeconds()).isPositive();
            lock.rollback();
            two.forEach(one -> Stage.wait(one.otherwiseEmpty())); // on a busy machine the lock's time may be over
        }
        assertThat(report().totalEventsAudited()).isZero();
    }

    /** Anybody may ask, and a whole log of millions of rows takes seconds to count. */
    @Test
    void aPartIsOneOfTheFewThatAreCountedAtOnceAndTheWholeIsNotCountedAgain() throws Exception {
        wrote(UUID.randomUUID(), "refund", "llm.call", Map.of());
        done(1, verdict("verified", 0));
        try (Connection lock = stage.connect()) {
            lock.setAutoCommit(false);
            lock.createStatement().execute("lock table governance_gates_pending in access exclusive mode");
            Compliance.Report window = new Compliance.Report(null, null);
            List<Future<EvidenceReport>> two = List.of(
                    stage.bus().ask(Compliance.REPORT, window), stage.bus().ask(Compliance.REPORT, window));
            Eventually.holds("both wait", () -> stage.waiting() == 2);

            Refusal part = stage.refused(Compliance.VERIFY, new Compliance.Range(1L, null, ADMIN));

            assertThat(part.code()).isEqualTo("too_many_reports");
            assertThat(part.retryAfterSeconds()).isPositive();
            assertThat(verified(null, null).verifiedCount()).isEqualTo(1);
            lock.rollback();
            two.forEach(one -> Stage.wait(one.otherwiseEmpty()));
        }
        assertThat(verified(1L, null).verifiedCount()).isEqualTo(1);
    }

    @Test
    void aVerdictIsAsOldAsItsBeginning() {
        Instant begun = Instant.parse("2026-11-29T11:00:37.123456Z");
        VerificationJob job = done(1, verdict("verified", 0));
        jobs.set(
                0,
                new VerificationJob(
                        job.id(),
                        null,
                        "done",
                        "somebody",
                        Instant.EPOCH,
                        0,
                        0,
                        null,
                        0,
                        null,
                        begun,
                        job.endedAt(),
                        null,
                        job.verdict()));

        assertThat(verified(null, null).verifiedAtUtc()).isEqualTo(begun);
    }

    @Test
    void rowsAreCountedByWhatTheirSessionsAreWorth() {
        UUID good = UUID.randomUUID();
        UUID bad = UUID.randomUUID();
        UUID odd = UUID.randomUUID();
        for (UUID session : List.of(good, bad, good, odd, good)) {
            wrote(session, "refund", "llm.call", Map.of());
        }
        done(1, verdict("tampered", 2, damaged(bad, "tampered"), damaged(odd, "unverifiable")));
        long first = newest() - 4;

        RangeVerdict all = verified(null, null);
        RangeVerdict part = verified(first + 1, first + 2);

        assertThat(all.chainIntegrityStatus()).isEqualTo("failed");
        assertThat(List.of(all.events(), all.verifiedCount(), all.failedCount(), all.unprovenCount()))
                .containsExactly(5L, 3L, 1L, 1L);
        assertThat(List.of(part.events(), part.verifiedCount(), part.failedCount(), part.unprovenCount()))
                .containsExactly(2L, 1L, 1L, 0L);
        assertThat(List.of(part.fromSeq(), part.toSeq())).containsExactly(first + 1, first + 2);
    }

    @Test
    void whereMoreIsDamagedThanIsListedNobodyCounts() {
        wrote(UUID.randomUUID(), "refund", "llm.call", Map.of());
        done(1, verdict("tampered", 5, damaged(UUID.randomUUID(), "tampered")));

        assertThat(verified(null, null).verifiedCount()).isNull();
        assertThat(verified(null, null).failedCount()).isNull();
    }

    @Test
    void aVerdictThatIsOldOrEndsTooEarlyIsNotTaken() {
        done(120, verdict("verified", 0));
        assertThat(stage.ask(Compliance.VERIFY, new Compliance.Range(null, null, ADMIN))
                        .job())
                .isNotNull();
        jobs.clear();

        done(1, verdict("verified", 0));
        wrote(UUID.randomUUID(), "refund", "llm.call", Map.of());
        VerificationJob job = stage.ask(Compliance.VERIFY, new Compliance.Range(null, null, ADMIN))
                .job();

        assertThat(job.state()).isEqualTo("running");
        assertThat(jobs).hasSize(2);
        assertThat(stage.ask(Compliance.VERIFY, new Compliance.Range(null, null, ADMIN))
                        .job()
                        .id())
                .as("whoever asks meanwhile waits for the same one")
                .isEqualTo(job.id());
        assertThat(jobs).hasSize(2);
    }

    @Test
    void aRangeThatEndsBeforeItBeginsIsRefused() {
        assertThat(stage.refused(Compliance.VERIFY, new Compliance.Range(2L, 1L, ADMIN))
                        .code())
                .isEqualTo("invalid_range");
    }

    @Test
    void aBundleIsSealedAndItsExportRecorded() {
        wrote(UUID.randomUUID(), "refund", "llm.call", Map.of());
        done(300, verdict("verified", 0));

        Compliance.Bundle bundle =
                stage.ask(Compliance.EXPORT, new Compliance.Export(null, null, "tenant \"7\"", ADMIN));

        assertThat(EvidenceSeal.check(bundle.json(), CONSOLE.publicKey(), stage.key()))
                .matches(EvidenceSeal.Shown::holds)
                .matches(shown -> shown.secret() == EvidenceSeal.Part.HOLDS);
        JsonNode content = Json.tree(bundle.json());
        assertThat(content.path("bundle_version").asText()).isEqualTo("1.0");
        assertThat(content.path("tenant_id").asText()).isEqualTo("tenant \"7\"");
        assertThat(content.path("event_count").asLong()).isEqualTo(1);
        assertThat(content.path("verify_chain").path("verified_count").asLong()).isEqualTo(1);
        assertThat(content.path("report").path("sections")).hasSize(9);
        assertThat(content.path("rotation_status")
                        .path("known_fingerprints_in_window")
                        .get(0)
                        .asText())
                .isEqualTo("0123456789abcdef");
        assertThat(bundle.name()).matches("compliance-evidence-\\d{4}-\\d\\d-\\d\\d_to_\\d{4}-\\d\\d-\\d\\d\\.json");
        assertThat(stage.one(
                        "select metadata_json ->> 'bundle_hash' as hash, metadata_json ->> 'requesting_user' as by,"
                                + " metadata_json ->> 'window_start' as start, metadata_json ->> 'window_end' as end,"
                                + " metadata_json ->> 'event_count' as events"
                                + " from governance_audit_events where kind = 'compliance.bundle_exported'"))
                .containsEntry("hash", content.path("bundle_hash").asText())
                .containsEntry("by", ADMIN.username())
                .containsEntry("start", content.path("window").path("start").asText())
                .containsEntry("end", content.path("window").path("end").asText())
                .containsEntry("events", "1");
        assertThat(stage.verdict(AuditEntry.CONSOLE_SESSION).isVerified()).isTrue();
    }

    @Test
    void aBundleThatTheRotatedOutKeySealedIsNotHandedOut() {
        wrote(UUID.randomUUID(), "refund", "llm.call", Map.of());
        done(300, verdict("verified", 0));
        stage.execute(
                "insert into governance_audit_chain_keys (fingerprint, activated_at_chain_seq, retired_at_chain_seq)"
                        + " values (?, 0, 2), (?, 2, null)",
                stage.key().fingerprint(),
                NEXT.fingerprint());

        Refusal refusal = stage.refused(Compliance.EXPORT, new Compliance.Export(null, null, null, ADMIN));

        assertThat(refusal.code()).isEqualTo("key_rotated");
        assertThat(refusal.retryAfterSeconds()).isPositive();
        assertThat(stage.rows("select 1 from governance_audit_events where kind = 'compliance.bundle_exported'"))
                .isEmpty();

        Compliance.Bundle bundle = stage.ask(Compliance.EXPORT, new Compliance.Export(null, null, null, ADMIN));

        assertThat(EvidenceSeal.check(bundle.json(), CONSOLE.publicKey(), NEXT).secret())
                .isEqualTo(EvidenceSeal.Part.HOLDS);
    }

    @Test
    void nothingIsExportedBeforeThereIsAVerdict() {
        Refusal refusal = stage.refused(Compliance.EXPORT, new Compliance.Export(null, null, null, ADMIN));

        assertThat(refusal.fault()).isEqualTo(Fault.UNAVAILABLE);
        assertThat(refusal.code()).isEqualTo("verification_running");
        assertThat(refusal.reason()).contains("window_start=2", "window_end=2");
        assertThat(refusal.retryAfterSeconds()).isPositive();
        assertThat(stage.rows("select 1 from governance_audit_events where kind like 'compliance.%'"))
                .isEmpty();
    }

    @Test
    void whereNothingCanSignNothingIsExported() {
        key = Optional.empty();

        assertThat(stage.refused(Compliance.EXPORT, new Compliance.Export(null, null, null, ADMIN))
                        .code())
                .isEqualTo("no_marks_key");
        assertThat(jobs).isEmpty();
    }

    @Test
    void aWindowsVerdictIsThatOfItsRows() {
        UUID bad = UUID.randomUUID();
        stage.execute(
                "insert into governance_audit_events (event_id, session_id, agent_id, kind, metadata_json, hmac_value,"
                        + " created_at) values (gen_random_uuid(), '" + bad + "', 'old', 'llm.call', '{}', 'm',"
                        + " now() - interval '30 days')");
        wrote(UUID.randomUUID(), "refund", "llm.call", Map.of());
        done(1, verdict("tampered", 1, damaged(bad, "tampered")));

        JsonNode recent = verdictOf(Instant.now().minus(7, ChronoUnit.DAYS));
        done(1, verdict("tampered", 1, damaged(bad, "tampered"))); // which has the first export's own row
        JsonNode all = verdictOf(Instant.now().minus(60, ChronoUnit.DAYS));

        assertThat(recent.path("failed_count").asLong()).isZero();
        assertThat(recent.path("chain_integrity_status").asText()).isEqualTo("failed");
        assertThat(all.path("failed_count").asLong()).isEqualTo(1);
    }

    @Test
    void aBundleClaimsNoMoreThanTheWorseOfItsVerdictAndTheWatch() {
        done(1, verdict("verified", 0));
        known.set(findings(new Audit.Counts(1, 0, 0, 0)));
        JsonNode watched = exported();
        known.set(findings(new Audit.Counts(0, 0, 0, 0)));
        done(1, verdict("tampered", 0));
        JsonNode verified = exported();

        for (JsonNode bundle : List.of(watched, verified)) {
            assertThat(bundle.path("report").path("chain_integrity_status").asText())
                    .isEqualTo("failed");
            assertThat(bundle.path("verify_chain")
                            .path("chain_integrity_status")
                            .asText())
                    .isEqualTo("failed");
        }
        assertThat(watched.path("verify_chain").path("sentence").asText()).contains("1 session was tampered with. ");
        assertThat(verified.path("report").path("chain_statement").asText()).startsWith("Sentence.");
        assertThat(stage.rows("select 1 from governance_audit_events where kind = 'compliance.bundle_exported'"
                        + " and metadata_json ->> 'chain_integrity_status' = 'failed'"))
                .hasSize(2);
    }

    private JsonNode exported() {
        return Json.tree(stage.ask(Compliance.EXPORT, new Compliance.Export(null, null, null, ADMIN))
                .json());
    }

    private JsonNode verdictOf(Instant start) {
        Compliance.Bundle bundle = stage.ask(Compliance.EXPORT, new Compliance.Export(start, null, null, ADMIN));
        return Json.tree(bundle.json()).path("verify_chain");
    }
}
