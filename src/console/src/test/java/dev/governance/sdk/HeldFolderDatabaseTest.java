package dev.governance.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What others put where events wait, and what breaks while they are drained. */
class HeldFolderDatabaseTest {
    private final UUID session = UUID.randomUUID();
    private final SdkDatabase database = new SdkDatabase();

    @TempDir
    private Path folder;

    private List<String> kinds() {
        return database.list(
                "select kind from governance_audit_events where session_id = ? and kind not like 'chain%'"
                        + " order by chain_seq",
                session);
    }

    private AuditResult held(Path holding, String kind) {
        try (Governance governance = SdkDatabase.governance(SdkDatabase.nowhere(), holding)) {
            return governance.audit().log(AuditEvent.of("holder", kind).session(session));
        }
    }

    private static Path only(Path holding) throws IOException {
        try (Stream<Path> files = Files.list(holding)) {
            return files.findFirst().orElseThrow();
        }
    }

    @Test
    void linksAndPipesAreLeftAndKeepNothingWaiting() throws IOException, InterruptedException {
        Path elsewhere = folder.resolve("elsewhere");
        Path holding = folder.resolve("held");
        held(elsewhere, "elsewhere");
        held(holding, "here");
        Path link = holding.resolve("audit_fallback.java-0-0-00000000000000aa.jsonl");
        Files.createSymbolicLink(link, only(elsewhere));
        List<Path> pipes = List.of(
                holding.resolve("audit_fallback.java-0-0-00000000000000bb.jsonl"),
                holding.resolve("audit_fallback.java-0-0-00000000000000cc.owner"));
        for (Path pipe : pipes) {
            Process process = new ProcessBuilder("mkfifo", pipe.toString()).start();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
        Files.createFile(holding.resolve("audit_fallback.java-0-0-00000000000000cc.jsonl"));

        boolean stored;
        try (Governance governance = SdkDatabase.governance(database.dataSource(), holding)) {
            stored = SdkDatabase.eventually(() -> kinds().contains("here"));
            assertThat(governance.audit().held().rejected()).isZero();
        } finally {
            for (Path pipe : pipes) {
                Files.delete(pipe);
            }
        }

        assertThat(stored).isTrue();
        assertThat(kinds()).containsExactly("here");
        assertThat(link).isSymbolicLink();
        assertThat(only(elsewhere)).isNotEmptyFile();
    }

    @Test
    void whereOthersMayWriteNothingIsHeldNorDrained() throws IOException {
        Path holding = folder.resolve("held");
        held(holding, "private");
        Files.setPosixFilePermissions(holding, PosixFilePermissions.fromString("rwxrwxrwx"));

        AuditResult lost = held(holding, "public");
        List<String> told;
        try (SdkLog log = new SdkLog();
                Governance governance = SdkDatabase.governance(database.dataSource(), holding)) {
            assertThat(SdkDatabase.eventually(
                            () -> log.lines().stream().anyMatch(line -> line.contains("others may write to"))))
                    .isTrue();
            assertThat(kinds()).isEmpty();
            Files.setPosixFilePermissions(holding, PosixFilePermissions.fromString("rwx------"));
            assertThat(SdkDatabase.eventually(() -> kinds().contains("private")))
                    .isTrue();
            assertThat(SdkDatabase.eventually(() -> governance.audit().held().stored() == 2))
                    .isTrue();
            told = log.lines().stream().filter(line -> line.startsWith("ERROR")).toList();
        }

        assertThat(lost.lost()).isTrue();
        assertThat(lost.problem()).get().asString().contains("others may write to");
        assertThat(told).hasSize(1);
        assertThat(kinds()).containsExactly("private");
    }

    @Test
    void drainingGoesOnAfterAnErrorOfTheMachine() {
        Path holding = folder.resolve("held");
        held(holding, "patient");
        AtomicInteger errors = new AtomicInteger();
        List<String> told;
        try (SdkLog log = new SdkLog();
                Governance governance = SdkDatabase.governance(
                        Connections.prepared(
                                database.dataSource(),
                                connection -> {
                                    if (Thread.currentThread().getName().equals("governance-held")
                                            && errors.incrementAndGet() <= 2) {
                                        connection.close();
                                        throw new OutOfMemoryError("planted");
                                    }
                                },
                                connection -> {}),
                        holding)) {
            assertThat(SdkDatabase.eventually(() -> governance.audit().held().stored() == 2))
                    .isTrue();
            told = log.lines().stream().filter(line -> line.startsWith("ERROR")).toList();
        }

        assertThat(told).hasSize(2).allMatch(line -> line.contains("planted"));
        assertThat(kinds()).containsExactly("patient");
    }
}
