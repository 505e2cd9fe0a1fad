package dev.governance.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.chain.ChainEvent;
import dev.governance.chain.ChainKey;
import dev.governance.chain.MarksKey;
import dev.governance.console.audit.marks.MarkingNode;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.testing.TestPostgres;
import dev.governance.console.wire.ReadingProgress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a process of its own: what it prints and with what it exits. */
class VerifyCommandTest {
    private static final String SECRET = "4f1c2a9be07d5368b1aa90ce77f02d3146e85bd9c0134f7a9e6d2288bb51cc07";
    private static final UUID WHOLE = new UUID(1, 1);
    private static final UUID DAMAGED = new UUID(1, 2);

    private static DatabaseUrl url;

    @BeforeAll
    static void twoSessions() {
        url = TestPostgres.migrated();
        insert(url, WHOLE, "tool.call", "tool.call");
        insert(url, DAMAGED, "tool.call", "other");
    }

    private static void insert(DatabaseUrl url, UUID session, String signedKind, String storedKind) {
        ChainEvent event = new ChainEvent(
                UUID.randomUUID(),
                session,
                "agent-one",
                null,
                signedKind,
                null,
                null,
                null,
                "{}",
                null,
                Instant.parse("2026-05-01T10:00:00Z"));
        String mac = ChainKey.ofSecret(SECRET).mac(event.canonicalBytes());
        TestPostgres.execute(
                url,
                "insert into governance_audit_events"
                        + " (event_id, session_id, agent_id, kind, metadata_json, hmac_value, created_at) values ('"
                        + event.eventId() + "', '" + session + "', 'agent-one', '" + storedKind + "', '{}', '" + mac
                        + "', '2026-05-01T10:00:00Z')");
    }

    @Test
    void whatHoldsAndAgreesWithMarksThatHoldExitsWithZero(@TempDir Path folder) throws Exception {
        DatabaseUrl other = TestPostgres.migrated();
        insert(other, WHOLE, "tool.call", "tool.call");
        MarksKey key = MarksKey.random();
        try (MarkingNode node = new MarkingNode(other, ChainKey.ofSecret(SECRET), key, folder.resolve("head.json"))) {
            node.adopt("a test");
            node.mark();
        }
        Path pin = Files.writeString(folder.resolve("pin"), key.publicKey().pem());
        Path stranger = Files.writeString(
                folder.resolve("stranger"), MarksKey.random().publicKey().pem());

        Ended session = run(other.withPassword(), SECRET, "--session", WHOLE.toString(), "--marks-key", pin.toString());
        Ended all = run(other.withPassword(), SECRET, "--all", "--marks-key", pin.toString());
        Ended unpinned = run(other.withPassword(), SECRET, "--all");
        Ended forged = run(other.withPassword(), SECRET, "--all", "--marks-key", stranger.toString());
        Ended unreadable = run(other.withPassword(), SECRET, "--all", "--marks-key", folder + "/none");

        assertThat(session.code()).isZero();
        assertThat(all.out()).startsWith("Verified (2 events in 2 sessions)");
        assertThat(all.code()).isZero();
        assertThat(unpinned.code()).isEqualTo(3);
        assertThat(forged.out()).startsWith("Marks forged");
        assertThat(forged.code()).isEqualTo(1);
        assertThat(unreadable.err()).contains("--marks-key");
        assertThat(unreadable.code()).isEqualTo(2);
    }

    @Test
    void aRollbackIsSeenByTheFurtherHeadsThatTheConfigurationNames(@TempDir Path folder) throws Exception {
        DatabaseUrl other = TestPostgres.migrated();
        insert(other, WHOLE, "tool.call", "tool.call");
        MarksKey key = MarksKey.random();
        Path further = folder.resolve("further.json");
        try (MarkingNode node = new MarkingNode(other, ChainKey.ofSecret(SECRET), key, further)) {
            node.adopt("a test");
            node.mark();
            for (String table : List.of("marks", "mark_heads", "mark_state")) {
                TestPostgres.execute(other, "create table kept_" + table + " as table governance_console." + table);
            }
            insert(other, new UUID(7, 7), "tool.call", "tool.call");
            node.mark();
        }
        for (String table : List.of("marks", "mark_heads", "mark_state")) {
            TestPostgres.execute(
                    other,
                    "delete from governance_console." + table + "; insert into governance_console." + table
                            + " table kept_" + table);
        }
        Path pin = Files.writeString(folder.resolve("pin"), key.publicKey().pem());
        Path config =
                Files.writeString(folder.resolve("console.json"), "{\"marks\": {\"heads\": [\"" + further + "\"]}}");

        Ended without = run(other.withPassword(), SECRET, "--all", "--marks-key", pin.toString());
        Ended with = run(
                other.withPassword(), SECRET, "--all", "--marks-key", pin.toString(), "--config", config.toString());

        assertThat(without.out()).doesNotContain("rolled back");
        assertThat(with.out()).startsWith("Marks rolled back");
        assertThat(with.code()).isEqualTo(1);
    }

    @Test
    void aSessionThatHoldsWithoutMarksExitsWithThree() throws Exception {
        Ended ended = run(url.withPassword(), SECRET, "--session", WHOLE.toString());

        assertThat(ended.out())
                .startsWith("Marks missing")
                .contains("The HMAC of the only event matches its content")
                .contains("key      5a1f14ab6c7a0e7c");
        assertThat(ended.code()).isEqualTo(3);
    }

    @Test
    void aTamperedSessionExitsWithOneAndNamesTheEvent() throws Exception {
        Ended ended = run(url.withPassword(), SECRET, "--json", "--session", DAMAGED.toString());

        assertThat(ended.out())
                .contains("\"verified\":false", "\"verdict\":\"tampered\"", "\"headline\":\"TAMPERED at event 1\"");
        assertThat(ended.out().lines()).hasSize(1);
        assertThat(ended.code()).isEqualTo(1);
    }

    @Test
    void aSessionWithoutEventsIsNotVerified() throws Exception {
        Ended ended =
                run(url.withPassword(), SECRET, "--session", UUID.randomUUID().toString());

        assertThat(ended.out()).startsWith("No events: nothing to verify");
        assertThat(ended.code()).isEqualTo(3);
    }

    @Test
    void theWholeLogIsReadAndItsDamageNamedWithoutAProgressBarWhereNobodySeesIt() throws Exception {
        Ended text = run(url.withPassword(), SECRET, "--all", "--connections", "2");
        Ended json = run(url.withPassword(), SECRET, "--all", "--json");

        assertThat(text.out())
                .startsWith("TAMPERED in 1 of 2 sessions")
                .contains("events   2", "sessions 1 of 2 verified", "session " + DAMAGED + ": TAMPERED at event 1");
        assertThat(text.err()).isEmpty();
        assertThat(text.code()).isEqualTo(1);
        assertThat(json.out().lines()).hasSize(1);
        assertThat(json.out()).contains("\"verdict\":\"tampered\"", "\"damaged_count\":1", "\"event_id\":");
        assertThat(json.code()).isEqualTo(1);
    }

    @Test
    void aLogWithoutRowsOrWithoutMarksIsNotVerified() throws Exception {
        DatabaseUrl none = TestPostgres.migrated();

        Ended ended = run(none.withPassword(), SECRET, "--all");

        assertThat(ended.out()).startsWith("No events: nothing to verify");
        assertThat(ended.code()).isEqualTo(3);
    }

    @Test
    void aProgressBarIsDrawnOnATerminalOnly() throws Exception {
        ProgressBar bar = new ProgressBar(System.err, false);
        bar.show(new ReadingProgress(1, 2, 50.0, 0, null, null));
        bar.close();

        assertThat(ProgressBar.line(new ReadingProgress(1_234_567, 5_000_000, 24.6, 412_000, 70L, null)))
                .isEqualTo("[#####...................]  24.6 %  1,234,567 of about 5,000,000 events  412,000/s"
                        + "  1 min 10 s left");
        assertThat(ProgressBar.line(new ReadingProgress(10, 100, 10.0, 5, null, "away")))
                .endsWith("waiting: the database is away");
        assertThat(ProgressBar.line(new ReadingProgress(1_234_567, 0, null, 412_000, null, null)))
                .isEqualTo("1,234,567 events  412,000/s");
    }

    @Test
    void whatIsToBeVerifiedIsSaidOnce() throws Exception {
        Ended neither = run(url.withPassword(), SECRET);
        Ended both = run(url.withPassword(), SECRET, "--all", "--session", WHOLE.toString());
        Ended three = run(url.withPassword(), SECRET, "--all", "--connections", "3");

        assertThat(List.of(neither, both, three))
                .allSatisfy(ended -> assertThat(ended.code()).isEqualTo(2));
        assertThat(three.err()).contains("--connections is 1 or 2, not 3");
    }

    @Test
    void whatCannotBeReachedOrReadIsToldWithTheWayOut() throws Exception {
        DatabaseUrl empty = TestPostgres.empty();
        String nowhere = "postgresql://nobody:nothing@127.0.0.1:1/none";
        String wrong = url.withPassword().replaceFirst("://[^@]*@", "://nobody:hidden-word@");

        Ended unreachable = run(nowhere, SECRET, "--session", WHOLE.toString());
        Ended refused = run(wrong, SECRET, "--session", WHOLE.toString());
        Ended behindAll = run(empty.withPassword(), SECRET, "--all");
        Ended unreachableAll = run(nowhere, SECRET, "--all");
        Ended behind = run(empty.withPassword(), SECRET, "--session", WHOLE.toString());
        Ended malformed = run(url.withPassword(), SECRET, "--session", "none");
        Ended secretless = run(url.withPassword(), "", "--session", WHOLE.toString());

        assertThat(List.of(unreachable, refused, behind, behindAll, unreachableAll, malformed, secretless))
                .allSatisfy(ended -> assertThat(ended.code()).isEqualTo(2));
        assertThat(unreachable.err())
                .contains("no database answers at 127.0.0.1:1")
                .doesNotContain("\tat ");
        assertThat(refused.err()).doesNotContain("hidden-word", "\tat ");
        assertThat(behind.err()).contains("governance migrate");
        assertThat(behindAll.err()).contains("governance migrate").doesNotContain("\tat ");
        assertThat(unreachableAll.err()).contains("no database answers at 127.0.0.1:1");
        assertThat(malformed.err()).contains("--session").doesNotContain("\tat ");
        assertThat(secretless.err()).contains("GOVERNANCE_AUDIT_SECRET").doesNotContain("\tat ");
    }

    private record Ended(int code, String out, String err) {}

    private static Ended run(String url, String secret, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Cli.class.getName(),
                "verify",
                "--data",
                Files.createTempDirectory("verify").resolve("data").toString(),
                "--database-url",
                url));
        command.addAll(List.of(arguments));
        Path err = Files.createTempFile("verify", ".err");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
        builder.environment().put("GOVERNANCE_AUDIT_SECRET", secret);
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        Ended ended = new Ended(process.exitValue(), out, Files.readString(err));
        Files.delete(err);
        return ended;
    }
}
