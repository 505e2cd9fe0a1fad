package dev.governance.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.chain.Finding;
import dev.governance.chain.SessionVerdict;
import dev.governance.console.testing.OwnServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Audit events while PostgreSQL is really stopped or killed, and after it was started again. */
class HeldEventsDatabaseTest {
    private static final String KINDS =
            "select concat_ws(' ', kind, model, case when prev_hash is null then 'null' end)"
                    + " from governance_audit_events where session_id = ? order by chain_seq";

    @TempDir
    private Path folder;

    private Path holding;
    private OwnServer server;
    private SdkDatabase database;

    @BeforeEach
    void open() {
        holding = folder.resolve("held").resolve("events");
        server = new OwnServer(folder);
        database = new SdkDatabase(server.url());
    }

    @AfterEach
    void close() {
        server.close();
    }

    private Governance governance() {
        return SdkDatabase.governance(database.dataSource(), holding);
    }

    private static AuditEvent event(UUID session, String kind) {
        return AuditEvent.of("held-agent", kind).session(session);
    }

    private List<Path> files(String ending) throws IOException {
        try (Stream<Path> files = Files.list(holding)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }

    private static boolean isDrained(Governance governance) {
        return SdkDatabase.eventually(() -> governance.audit().held().waiting() == 0);
    }

    @Test
    void whatHappensDuringAnOutageIsStoredBehindWhatWasThere() throws IOException {
        UUID session = UUID.randomUUID();
        AuditResult first;
        AuditResult second;
        AuditResult last;
        List<Path> waiting;
        String content;
        try (Governance governance = governance()) {
            governance.audit().log(event(session, "before"));
            server.stop();
            first = governance.audit().log(event(session, "llm.call").model("gpt-4o"));
            second = governance.audit().log(event(session, "llm.result").model("gpt-4o"));
            waiting = files(".jsonl");
            content = Files.readString(waiting.get(0));
            assertThat(Files.getPosixFilePermissions(waiting.get(0)))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            assertThat(Files.getPosixFilePermissions(holding)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
            server.start();
            assertThat(isDrained(governance)).isTrue();
            last = governance.audit().log(event(session, "after"));
        }

        assertThat(List.of(first, second))
                .allMatch(AuditResult::held)
                .noneMatch(AuditResult::stored)
                .noneMatch(AuditResult::lost)
                .allMatch(result -> result.problem().isPresent());
        assertThat(last.stored()).isTrue();
        assertThat(last.problem()).isEmpty();
        assertThat(waiting).hasSize(1);
        assertThat(waiting.get(0).getFileName().toString()).doesNotStartWith("audit_fallback.jsonl");
        assertThat(content.lines()).hasSize(3);
        assertThat(content)
                .startsWith("{\"event_id\":\"")
                .contains(
                        "\"kind\":\"llm.call\",\"input_hash\":null,\"output_hash\":null,\"metadata\":{},\"prev_hash\":\"")
                .contains("\"model\":\"gpt-4o\",\"signature\":null,\"signing_key_fingerprint\":null,"
                        + "\"signature_status\":\"unsigned\",\"chain_key\":\"")
                .doesNotContain(SdkDatabase.SECRET)
                .doesNotContain(server.url().password());
        assertThat(database.list(KINDS, session))
                .containsExactly(
                        "before null",
                        "chain.degraded_start",
                        "chain.degraded_start null",
                        "llm.call gpt-4o",
                        "llm.result gpt-4o",
                        "after");
        SessionVerdict verdict = database.verify(session);
        assertThat(verdict.isVerified()).isTrue();
        assertThat(verdict.links()).isEqualTo(verdict.linksIntact());
        assertThat(verdict.degraded()).isEqualTo(3);
        assertThat(verdict.findings()).extracting(Finding::kind).containsExactly(Finding.Kind.DEGRADED_SEGMENT);
        assertThat(files("")).isEmpty();
    }

    @Test
    void aSessionThatBeginsDuringAnOutageIsStoredAsItWasSigned() {
        UUID session = UUID.randomUUID();
        try (Governance governance = governance()) {
            server.stop();
            governance.audit().log(event(session, "first"));
            governance.audit().log(event(session, "second"));
            server.start();
            assertThat(isDrained(governance)).isTrue();
        }

        assertThat(database.list(KINDS, session)).containsExactly("chain.degraded_start null", "first", "second");
        assertThat(database.verify(session).isVerified()).isTrue();
        assertThat(database.verify(session).findings()).isEmpty();
    }

    @Test
    void fiftyThreadsLoseNothingWhenTheServerIsKilledUnderThem() throws InterruptedException {
        UUID session = UUID.randomUUID();
        ConcurrentLinkedQueue<AuditResult> results = new ConcurrentLinkedQueue<>();
        AtomicInteger number = new AtomicInteger();
        ExecutorService writers = Executors.newFixedThreadPool(50);
        long until = System.nanoTime() + Duration.ofSeconds(12).toNanos();

        try (Governance governance = governance()) {
            for (int i = 0; i < 50; i++) {
                writers.execute(() -> {
                    while (System.nanoTime() < until) {
                        results.add(governance
                                .audit()
                                .log(event(session, "tool.call").with("number", number.incrementAndGet())));
                    }
                });
            }
            SdkDatabase.eventually(() -> results.size() > 200);
            server.kill();
            SdkDatabase.eventually(() -> governance.audit().held().waiting() > 500);
            server.start();
            writers.shutdown();
            assertThat(writers.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
            assertThat(isDrained(governance)).isTrue();
        }

        assertThat(results)
                .noneMatch(AuditResult::lost)
                .anyMatch(AuditResult::held)
                .anyMatch(AuditResult::stored);
        List<String> ids = new ArrayList<>(database.list(
                "select event_id::text from governance_audit_events where session_id = ? and kind = 'tool.call'",
                session));
        List<String> logged = new ArrayList<>(
                results.stream().map(result -> result.eventId().toString()).toList());
        Collections.sort(ids);
        Collections.sort(logged);
        assertThat(ids).isEqualTo(logged);
        SessionVerdict verdict = database.verify(session);
        assertThat(verdict.isVerified()).as(verdict.findings().toString()).isTrue();
        assertThat(verdict.links()).isEqualTo(verdict.linksIntact());
        assertThat(verdict.degraded()).isGreaterThan(500);
        assertThat(verdict.findings()).extracting(Finding::kind).containsOnly(Finding.Kind.DEGRADED_SEGMENT);
    }

    @Test
    void theOrderOfASessionIsKeptWhileItIsDrained() {
        UUID session = UUID.randomUUID();
        try (Governance governance = governance()) {
            server.stop();
            for (int i = 0; i < 3_000; i++) {
                governance.audit().log(event(session, "tool.call").with("number", i));
            }
            server.start();
            int more = 3_000;
            while (governance.audit().held().waiting() > 0) {
                governance.audit().log(event(session, "tool.call").with("number", more++));
            }
            governance.audit().log(event(session, "tool.call").with("number", more));

            List<String> numbers = database.list(
                    "select metadata_json ->> 'number' from governance_audit_events"
                            + " where session_id = ? and kind = 'tool.call' order by chain_seq",
                    session);
            assertThat(numbers).hasSize(more + 1);
            assertThat(numbers)
                    .isSortedAccordingTo((a, b) -> Integer.compare(Integer.parseInt(a), Integer.parseInt(b)));
            assertThat(database.verify(session).isVerified()).isTrue();
        }
    }

    @Test
    void anEventWhoseCommitWasCutOffIsInTheLogOnce() {
        UUID session = UUID.randomUUID();
        AtomicInteger cut = new AtomicInteger(1);
        AuditResult unclear;
        try (Governance governance = SdkDatabase.governance(
                Connections.cutAfterCommit(database.dataSource(), () -> cut.getAndDecrement() == 1), holding)) {
            unclear = governance.audit().log(event(session, "unclear"));
            governance.audit().log(event(session, "next"));
            assertThat(isDrained(governance)).isTrue();
        }

        assertThat(unclear.held()).isTrue();
        assertThat(database.list(
                        "select kind from governance_audit_events where session_id = ? and kind not like 'chain%'"
                                + " order by chain_seq",
                        session))
                .containsExactly("unclear", "next");
        SessionVerdict verdict = database.verify(session);
        assertThat(verdict.isVerified()).as(verdict.findings().toString()).isTrue();
    }

    @Test
    void aSessionThatSomebodyKeepsLockedIsWaitedForAndKeepsNoOtherWaiting() throws SQLException {
        UUID session = UUID.randomUUID();
        AuditResult first;
        AuditResult second;
        try (Governance governance = Governance.builder(database.dataSource())
                        .auditSecret(SdkDatabase.SECRET)
                        .holdingFolder(holding)
                        .queryTimeout(Duration.ofMillis(500))
                        .build();
                Connection other = connection()) {
            other.setAutoCommit(false);
            try (var lock = other.prepareStatement("select pg_advisory_xact_lock(?)")) {
                lock.setLong(1, session.getMostSignificantBits());
                lock.execute();
            }

            first = governance.audit().log(event(session, "patient"));
            second = governance.audit().log(event(session, "patient, too"));
            for (int i = 0; i < 20; i++) {
                assertThat(governance
                                .audit()
                                .log(event(UUID.randomUUID(), "free"))
                                .stored())
                        .isTrue();
            }
            assertThat(governance.audit().held().waiting()).isEqualTo(2);
            other.rollback();
            assertThat(isDrained(governance)).isTrue();
        }

        assertThat(List.of(first, second))
                .allMatch(AuditResult::held)
                .allMatch(result -> result.problem().orElseThrow().contains("keeps the session locked"));
        assertThat(database.list(KINDS, session))
                .containsExactly("chain.degraded_start null", "patient", "patient, too");
    }

    private Connection connection() throws SQLException {
        return DriverManager.getConnection(
                server.url().jdbcUrl(), server.url().user(), server.url().password());
    }

    @Test
    void whatTheDatabaseRefusesIsNoOutage() {
        database.execute("alter table governance_audit_events add constraint no_poison check (kind <> 'poison')");
        AuditResult refused;
        try (Governance governance = governance()) {
            refused = governance.audit().log(event(UUID.randomUUID(), "poison"));
            assertThat(governance.audit().held().waiting()).isZero();
            assertThat(governance.audit().held().lost()).isEqualTo(1);
        }

        assertThat(refused.lost()).isTrue();
        assertThat(refused.problem()).get().asString().contains("no_poison").contains("SQLSTATE 23514");
        assertThat(Files.exists(holding)).isFalse();
    }

    @Test
    void whatCanBeMendedIsWaitedFor() {
        UUID session = UUID.randomUUID();
        AuditResult missing;
        AuditResult behind;
        try (Governance governance = governance()) {
            governance.audit().log(event(session, "before"));
            database.execute("alter table governance_audit_events rename to elsewhere");
            missing = governance.audit().log(event(session, "first"));
            behind = governance.audit().log(event(session, "second"));
            database.execute("alter table elsewhere rename to governance_audit_events");
            assertThat(isDrained(governance)).isTrue();
            assertThat(governance.audit().log(event(session, "after")).stored()).isTrue();
            assertThat(governance.audit().held().lost()).isZero();
        }

        assertThat(List.of(missing, behind))
                .allMatch(AuditResult::held)
                .allMatch(result -> result.problem().orElseThrow().contains("SQLSTATE 42P01"));
        assertThat(database.list(KINDS, session))
                .containsExactly(
                        "before null", "chain.degraded_start", "chain.degraded_start null", "first", "second", "after");
        assertThat(database.verify(session).isVerified()).isTrue();
    }

    @Test
    void anEventThatCannotBeStoredYetKeepsNoOtherSessionWaiting() {
        UUID session = UUID.randomUUID();
        database.execute("create function deny() returns trigger language plpgsql as $$ begin"
                + " raise exception 'not yet' using errcode = '42501'; end $$");
        database.execute("create trigger deny before insert on governance_audit_events for each row"
                + " when (new.kind = 'denied') execute function deny()");
        AuditResult denied;
        try (Governance governance = governance()) {
            denied = governance.audit().log(event(session, "denied"));
            for (int i = 0; i < 20; i++) {
                assertThat(governance
                                .audit()
                                .log(event(UUID.randomUUID(), "free"))
                                .stored())
                        .isTrue();
            }
            assertThat(governance.audit().held().waiting()).isEqualTo(1);
            database.execute("drop trigger deny on governance_audit_events");
            assertThat(isDrained(governance)).isTrue();
        }

        assertThat(denied.held()).isTrue();
        assertThat(database.list(KINDS, session)).containsExactly("chain.degraded_start null", "denied");
    }

    @Test
    void aHeldEventThatIsRefusedIsKeptAndBlocksNothing() throws IOException {
        UUID session = UUID.randomUUID();
        UUID other = UUID.randomUUID();
        AuditResult poison;
        try (Governance governance = governance()) {
            governance.audit().log(event(session, "before"));
            database.execute("alter table governance_audit_events add constraint no_poison check (kind <> 'poison')");
            server.stop();
            governance.audit().log(event(session, "first"));
            poison = governance.audit().log(event(session, "poison"));
            governance.audit().log(event(session, "second"));
            governance.audit().log(event(other, "other"));
            server.start();
            assertThat(isDrained(governance)).isTrue();
            assertThat(governance.audit().held().rejected()).isEqualTo(1);
            assertThat(governance.audit().log(event(session, "after")).stored()).isTrue();
        }

        assertThat(database.list(KINDS, session))
                .containsExactly(
                        "before null", "chain.degraded_start", "chain.degraded_start null", "first", "second", "after");
        assertThat(database.list(KINDS, other)).containsExactly("chain.degraded_start null", "other");
        assertThat(database.verify(session).isVerified()).isTrue();
        assertThat(files(".rejected")).hasSize(1);
        assertThat(Files.readString(files(".rejected").get(0)))
                .startsWith("23514\t{\"event_id\":\"" + poison.eventId() + "\"");
    }

    @Test
    void awkwardContentComesThroughAsItWas() {
        UUID session = UUID.randomUUID();
        String awkward = "🦀 \uD835\uDD18 日本語 \" \\ / \n \r \t \u0007 \u007f \ue000 </script> '; drop table x; --";
        try (Governance governance = governance()) {
            governance.audit().log(event(session, "before"));
            server.stop();
            governance
                    .audit()
                    .log(AuditEvent.of("agent " + awkward, "kind " + awkward)
                            .session(session)
                            .model("model " + awkward)
                            .with("text " + awkward, awkward)
                            .with("numbers", List.of(1e22, 1e-7, 0.1, -0.0, 1.0, Long.MIN_VALUE, 12)));
            AuditResult huge = governance.audit().log(event(session, "huge").with("text", "x\n".repeat(500_000)));
            AuditResult hoard = governance
                    .audit()
                    .log(event(session, "hoard").with("list", Collections.nCopies(1_000, "y".repeat(1_000))));
            server.start();
            assertThat(isDrained(governance)).isTrue();
            assertThat(huge.held()).isTrue();
            assertThat(hoard.held()).isTrue();
        }

        SessionVerdict verdict = database.verify(session);
        assertThat(verdict.isVerified()).as(verdict.findings().toString()).isTrue();
        assertThat(verdict.findings()).extracting(Finding::kind).containsExactly(Finding.Kind.DEGRADED_SEGMENT);
        assertThat(database.list(
                        "select metadata_json ->> ? from governance_audit_events where session_id = ?"
                                + " and kind like 'kind%'",
                        "text " + awkward, session))
                .containsExactly("🦀 \uD835\uDD18 日本語 \" \\\\ / \\n \\r \\t   \ue000 </script> '; drop table x; --");
    }

    @Test
    void beyondTheLimitALossIsTold() {
        List<AuditResult> results = new ArrayList<>();
        try (Governance governance = Governance.builder(database.dataSource())
                .auditSecret(SdkDatabase.SECRET)
                .holdingFolder(holding)
                .holdAtMost(2L * 1024 * 1024)
                .build()) {
            server.stop();
            UUID session = UUID.randomUUID();
            List<String> bulk = Collections.nCopies(50, "z".repeat(1_000));
            for (int i = 0; i < 50; i++) {
                results.add(governance.audit().log(event(session, "bulk").with("list", bulk)));
            }
            long lost = results.stream().filter(AuditResult::lost).count();
            assertThat(lost).isBetween(5L, 20L);
            assertThat(governance.audit().held().lost()).isEqualTo(lost);
            server.start();
            assertThat(isDrained(governance)).isTrue();
            assertThat(database.list("select kind from governance_audit_events where kind = 'bulk'"))
                    .hasSize((int) (50 - lost));
            assertThat(governance.audit().log(event(session, "after")).stored()).isTrue();
            assertThat(database.verify(session).isVerified()).isTrue();
        }

        assertThat(results.get(49).problem()).get().asString().contains("as many events wait as may");
    }

    @Test
    void aFolderThatCannotBeWrittenBreaksNoAgent() throws IOException {
        Path file = Files.writeString(folder.resolve("a-file"), "");
        AuditResult result;
        try (Governance governance = SdkDatabase.governance(database.dataSource(), file.resolve("beneath"))) {
            server.stop();
            result = governance.audit().log(event(UUID.randomUUID(), "custom"));
            assertThat(governance.audit().held().lost()).isEqualTo(1);
            server.start();
            assertThat(SdkDatabase.eventually(() -> governance
                            .audit()
                            .log(event(UUID.randomUUID(), "after"))
                            .stored()))
                    .isTrue();
        }

        assertThat(result.lost()).isTrue();
        assertThat(result.problem()).isPresent();
    }

    @Test
    void whatStillWaitsAtTheEndIsStoredByTheNextStart() throws IOException {
        UUID session = UUID.randomUUID();
        long began;
        try (Governance governance = governance()) {
            server.stop();
            governance.audit().log(event(session, "late"));
            began = System.nanoTime();
        }
        Duration closing = Duration.ofNanos(System.nanoTime() - began);
        server.start();
        try (Governance governance = governance()) {
            assertThat(SdkDatabase.eventually(
                            () -> !database.list(KINDS, session).isEmpty()))
                    .isTrue();
            assertThat(governance.audit().log(event(session, "next")).stored()).isTrue();
        }

        assertThat(closing).isLessThan(Duration.ofSeconds(15));
        assertThat(database.list(KINDS, session)).containsExactly("chain.degraded_start null", "late", "next");
        assertThat(files("")).isEmpty();
    }
}
