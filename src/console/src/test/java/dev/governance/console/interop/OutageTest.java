package dev.governance.console.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.governance.chain.Redaction;
import dev.governance.console.server.DatabaseSource;
import dev.governance.console.server.LogProof;
import dev.governance.console.testing.Eventually;
import dev.governance.console.testing.OwnServer;
import dev.governance.console.wire.ChainVerdict;
import dev.governance.sdk.AuditEvent;
import dev.governance.sdk.AuditResult;
import dev.governance.sdk.Governance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A Java and a Python agent on one folder while PostgreSQL is stopped, and what each says of the other's rows then. */
@Tag("interop")
class OutageTest {
    private static final int WRITERS = 50;

    /** The package drains without the session's lock, so its rows fall between those of others; Java's never do. */
    private static final String BREAKS_AMONG_JAVA = """
            select count(*)
              from (select agent_id, kind, prev_hash,
                           lag(agent_id) over rows as agent_before,
                           lag(hmac_value) over rows as hmac_before,
                           lag(kind) over rows as kind_before
                      from governance_audit_events
                     where session_id = ?
                    window rows as (order by chain_seq)) as links
             where agent_id = 'java-agent'
               and agent_before = 'java-agent'
               and prev_hash is distinct from hmac_before
               and not (prev_hash is null and kind_before = 'chain.degraded_start')
            """;

    private final UUID python = UUID.randomUUID();
    private final UUID java = UUID.randomUUID();
    private final UUID begun = UUID.randomUUID();

    @TempDir
    private Path folder;

    private Path holding;
    private Path fallback;
    private OwnServer server;

    @BeforeEach
    void open() throws IOException {
        holding = Files.createDirectories(folder.resolve("held"));
        fallback = holding.resolve("audit_fallback.jsonl"); // where the package has it by default
        server = new OwnServer(folder);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private Governance governance() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(server.url().jdbcUrl());
        source.setUser(server.url().user());
        source.setPassword(server.url().password());
        return Governance.builder(source)
                .auditSecret(PythonRelease.SECRET)
                .holdingFolder(holding)
                .build();
    }

    private static AuditEvent event(UUID session, String kind) {
        return AuditEvent.of("java-agent", kind).session(session).model("gpt-4o");
    }

    private List<String> kept() throws IOException {
        try (Stream<Path> files = Files.list(holding)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".jsonl"))
                    .toList();
        }
    }

    /** Both write, the database goes and comes back, both drain. */
    private void outage(PythonRelease release, String... model) throws IOException {
        List<String> arguments = Stream.concat(
                        Stream.of("python-agent", python.toString(), fallback.toString()), Stream.of(model))
                .toList();
        try (Governance governance = governance();
                PythonRun run = release.script(server.url(), PythonRelease.SECRET, "outage.py", arguments)) {
            governance.audit().log(event(java, "before"));
            run.await("ready");
            server.stop();
            assertThat(governance.audit().log(event(java, "during")).held()).isTrue();
            assertThat(governance.audit().log(event(begun, "during")).held()).isTrue();
            run.proceed();
            assertThat(run.await("held").get("file").asBoolean()).isTrue();
            List<String> both = kept();
            assertThat(both).hasSize(2).contains("audit_fallback.jsonl");
            server.start();
            Eventually.holds("Java has drained", () -> governance.audit().held().waiting() == 0);
            assertThat(kept()).as("Java leaves Python's").containsExactly("audit_fallback.jsonl");
            run.proceed();
            assertThat(run.await("drained").get("left").asBoolean()).isFalse();
            run.finish();
            governance.audit().log(event(java, "after"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void thePackageLeavesWhatJavaHolds(PythonRelease release) throws IOException {
        server.stop();
        try (Governance governance = governance()) {
            assertThat(governance.audit().log(event(begun, "during")).held()).isTrue();
        }
        List<String> left = kept();
        server.start();
        try (PythonRun run = release.script(
                server.url(),
                PythonRelease.SECRET,
                "outage.py",
                List.of("python-agent", python.toString(), fallback.toString()))) {
            run.await("ready");
            server.stop();
            run.proceed();
            run.await("held");
            server.start();
            run.proceed();
            run.await("drained");
            run.finish();
        }

        assertThat(left).hasSize(1);
        assertThat(kept()).isEqualTo(left);
        assertThat(new Rows(server.url()).texts("select kind from governance_audit_events where session_id = ?", begun))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void bothDrainTheirOwnAndWeVerifyBoth(PythonRelease release) throws IOException {
        outage(release);

        assertThat(kinds(python))
                .containsExactly(
                        "before", "chain.degraded_start", "chain.degraded_start null", "during", "during", "after");
        assertThat(kinds(java))
                .containsExactly(
                        "before gpt-4o",
                        "chain.degraded_start",
                        "chain.degraded_start null",
                        "during gpt-4o",
                        "after gpt-4o");
        for (UUID session : List.of(python, java, begun)) {
            ChainVerdict verdict = verdict(session);
            assertThat(verdict.failureCount()).as(verdict.toString()).isZero();
            assertThat(verdict.intact()).isEqualTo(verdict.eventCount());
            assertThat(verdict.findings())
                    .extracting(ChainVerdict.Finding::kind)
                    .isEqualTo(session.equals(begun) ? List.of() : List.of("degraded_segment"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void thePackageCallsADegradedSegmentAForkWhoeverWroteIt(PythonRelease release) throws IOException {
        outage(release);

        for (UUID session : List.of(python, java)) {
            JsonNode judgement = judged(release, session);
            assertThat(judgement.get("verify_chain").asText()).isEqualTo("ChainIntegrityError");
            assertThat(judgement.get("trace_session_chain").asText()).isEqualTo("ChainIntegrityError");
        }
        JsonNode whole = judged(release, begun);
        assertThat(whole.get("events").asInt()).isEqualTo(2);
        assertThat(whole.get("verify_chain").isNull()).isTrue();
        assertThat(whole.get("trace_session_chain").isNull()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void whatThePackageHeldLosesItsModelAndItsMac(PythonRelease release) throws IOException {
        outage(release, "gpt-4o");

        ChainVerdict verdict = verdict(python);
        assertThat(kinds(python)).contains("during").doesNotContain("during gpt-4o");
        assertThat(verdict.failureCount()).isEqualTo(2);
        assertThat(verdict.findings())
                .extracting(ChainVerdict.Finding::kind)
                .containsExactly("degraded_segment", "row_modified", "row_modified");
        assertThat(verdict(java).failureCount()).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"V0_7_3"})
    void underLoadJavaLosesNothingWhenTheServerIsKilled(PythonRelease release) throws InterruptedException {
        ConcurrentLinkedQueue<AuditResult> results = new ConcurrentLinkedQueue<>();
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        AtomicBoolean goesOn = new AtomicBoolean(true);
        JsonNode ended;
        try (Governance governance = governance();
                PythonRun run = release.script(
                        server.url(),
                        PythonRelease.SECRET,
                        "outage_load.py",
                        List.of("python-agent", java.toString(), fallback.toString(), "" + WRITERS))) {
            run.await("ready");
            for (int i = 0; i < WRITERS; i++) {
                writers.execute(() -> {
                    while (goesOn.get()) {
                        results.add(governance.audit().log(event(java, "tool.call")));
                    }
                });
            }
            Eventually.holds("both have written", () -> writtenBy("java-agent") > 50 && writtenBy("python-agent") > 50);
            server.kill();
            Eventually.holds(
                    "Java holds events", () -> governance.audit().held().waiting() > 200);
            server.start();
            Eventually.holds("Python is back", () -> writtenBy("python-agent") > 300);
            run.proceed();
            ended = run.await("ended");
            goesOn.set(false);
            writers.shutdown();
            assertThat(writers.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
            Eventually.holds("Java has drained", () -> governance.audit().held().waiting() == 0);
        }

        List<String> rows = new Rows(server.url())
                .texts("select event_id::text from governance_audit_events where session_id = ?", java);
        assertThat(results).noneMatch(AuditResult::lost).anyMatch(AuditResult::held);
        assertThat(rows)
                .doesNotHaveDuplicates()
                .containsAll(results.stream()
                        .map(result -> result.eventId().toString())
                        .toList());
        assertThat(ended.get("logged").size()).isPositive();
        ChainVerdict verdict = verdict(java);
        assertThat(verdict.intact()).isEqualTo(verdict.eventCount());
        assertThat(verdict.findings())
                .extracting(ChainVerdict.Finding::kind)
                .contains("degraded_segment")
                .isSubsetOf("degraded_segment", "gap", "fork");
        assertThat(new Rows(server.url()).texts(BREAKS_AMONG_JAVA, java)).containsExactly("0");
    }

    private int writtenBy(String agent) {
        return Integer.parseInt(new Rows(server.url())
                .texts("select count(*) from governance_audit_events where agent_id = ? and kind = 'tool.call'", agent)
                .get(0));
    }

    private List<String> kinds(UUID session) {
        return new Rows(server.url())
                .texts(
                        "select concat_ws(' ', kind, model, case when prev_hash is null and kind like 'chain%'"
                                + " then 'null' end) from governance_audit_events where session_id = ? order by chain_seq",
                        session);
    }

    private JsonNode judged(PythonRelease release, UUID session) {
        try (PythonRun run = release.script(server.url(), "verify.py", session.toString())) {
            return run.await("verified");
        }
    }

    /** Nobody adopted marks here, so only they are missing. */
    private ChainVerdict verdict(UUID session) {
        Map<String, String> environment = Map.of(
                "GOVERNANCE_DATABASE_URL",
                server.url().withPassword(),
                "GOVERNANCE_AUDIT_SECRET",
                PythonRelease.SECRET);
        DatabaseSource source = DatabaseSource.forCommand(null, folder, false, environment, line -> {});
        try (LogProof proof =
                LogProof.of(source, environment, new Redaction(Set.of()), null, List.of(), progress -> {})) {
            return proof.session(session);
        }
    }
}
