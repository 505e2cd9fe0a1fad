package dev.governance.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.chain.SessionVerdict;
import dev.governance.console.testing.OwnServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes on one folder, some of which are killed. */
class HeldEventsProcessTest {
    private static final String COUNT = "select count(*) from governance_audit_events where kind = 'tool.call'";

    private final UUID session = UUID.randomUUID();

    @TempDir
    private Path folder;

    private Path holding;
    private OwnServer server;
    private SdkDatabase database;

    @BeforeEach
    void open() {
        holding = folder.resolve("held");
        server = new OwnServer(folder);
        database = new SdkDatabase(server.url());
    }

    @AfterEach
    void close() {
        server.close();
    }

    private HoldingProcess process(String agent, int sessions, int events) {
        return HoldingProcess.start(server.url(), holding, agent, session, sessions, events);
    }

    private List<Path> files(String ending) throws IOException {
        try (Stream<Path> files = Files.list(holding)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }

    private void verified(int sessions, long events) {
        assertThat(database.list(COUNT)).containsExactly("" + events);
        assertThat(database.list("select count(distinct event_id) from governance_audit_events where kind = 'tool.call'"
                        + " and model = 'gpt-4o'"))
                .containsExactly("" + events);
        for (int i = 0; i < sessions; i++) {
            SessionVerdict verdict = database.verify(HoldingProcess.session(session, i));
            assertThat(verdict.isVerified()).as(verdict.findings().toString()).isTrue();
            assertThat(verdict.links()).isEqualTo(verdict.linksIntact());
        }
    }

    @Test
    void whatAKilledProcessHeldIsStoredByTheNextOneButForTheLineItWasWriting() throws IOException {
        server.stop();
        try (HoldingProcess agent = process("killed", 3, 20)) {
            agent.await("logged");
            agent.kill();
        }
        Path left = files(".jsonl").get(0);
        Files.writeString(left, "{\"event_id\":\"7f9c1a52-", StandardOpenOption.APPEND);
        server.start();
        try (Governance governance = SdkDatabase.governance(database.dataSource(), holding)) {
            assertThat(SdkDatabase.eventually(
                            () -> Files.notExists(left) && Files.notExists(Path.of(left + ".draining"))))
                    .isTrue();
            assertThat(SdkDatabase.eventually(() -> governance.audit().held().rejected() == 1))
                    .isTrue();
        }

        verified(3, 60);
        assertThat(files(".rejected")).hasSize(1);
        assertThat(Files.readString(files(".rejected").get(0))).isEqualTo("torn\t{\"event_id\":\"7f9c1a52-\n");
        assertThat(files("l").isEmpty() && files("g").isEmpty()).isTrue();
    }

    @Test
    void aDrainThatIsKilledInTheMiddleIsRepeatedWithoutHarm() throws IOException {
        server.stop();
        try (HoldingProcess agent = process("killed", 300, 4)) {
            agent.await("logged");
            server.start();
            assertThat(SdkDatabase.eventually(() -> !database.list(COUNT).get(0).equals("0")))
                    .isTrue();
            agent.kill();
        }
        String before = database.list(COUNT).get(0);
        try (Governance governance = SdkDatabase.governance(database.dataSource(), holding)) {
            assertThat(SdkDatabase.eventually(() -> database.list(COUNT).get(0).equals("1200")))
                    .isTrue();
            assertThat(governance.audit().held().rejected()).isZero();
        }

        assertThat(Integer.parseInt(before)).isBetween(1, 1_199);
        verified(300, 1_200);
    }

    @Test
    void processesHoldAndDrainBesideEachOther() {
        UUID shared = HoldingProcess.session(session, 0);
        try (Governance governance = SdkDatabase.governance(database.dataSource(), holding)) {
            governance.audit().log(AuditEvent.of("here", "before").session(shared));
        }
        server.stop();
        try (HoldingProcess one = process("one", 1, 200);
                HoldingProcess two = process("two", 1, 200);
                Governance here = SdkDatabase.governance(database.dataSource(), holding);
                Governance beside = SdkDatabase.governance(database.dataSource(), holding)) {
            for (int i = 0; i < 100; i++) {
                AuditEvent event =
                        AuditEvent.of("here", "tool.call").session(shared).model("gpt-4o");
                assertThat(here.audit().log(event).held()).isTrue();
                assertThat(beside.audit().log(event).held()).isTrue();
            }
            one.await("logged");
            two.await("logged");
            server.start();
            one.proceed();
            two.proceed();
            one.await("drained");
            two.await("drained");
            assertThat(SdkDatabase.eventually(() -> here.audit().held().waiting() == 0
                            && beside.audit().held().waiting() == 0))
                    .isTrue();
            assertThat(here.audit()
                            .log(AuditEvent.of("here", "after").session(shared))
                            .stored())
                    .isTrue();
        }

        verified(1, 600);
        assertThat(database.verify(shared).degraded()).isGreaterThanOrEqualTo(600 + 4); // each file has its own marker
    }

    @Test
    void aChangedLineIsNotStoredAndBlocksNothing() throws IOException {
        server.stop();
        try (HoldingProcess agent = process("killed", 1, 3)) {
            agent.await("logged");
            agent.kill();
        }
        Path left = files(".jsonl").get(0);
        Files.writeString(left, Files.readString(left).replace("{\"number\":1}", "{\"number\":7}"));
        server.start();
        try (Governance governance = SdkDatabase.governance(database.dataSource(), holding)) {
            assertThat(SdkDatabase.eventually(() -> database.list(COUNT).get(0).equals("2")))
                    .isTrue();
            assertThat(SdkDatabase.eventually(() -> governance.audit().held().rejected() == 1))
                    .isTrue();
        }

        verified(1, 2);
        assertThat(Files.readString(files(".rejected").get(0))).startsWith("changed\t{");
    }
}
