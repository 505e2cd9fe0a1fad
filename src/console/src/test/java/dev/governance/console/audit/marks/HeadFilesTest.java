package dev.governance.console.audit.marks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.chain.MarkHead;
import dev.governance.chain.Marked;
import dev.governance.chain.MarksKey;
import dev.governance.chain.SeqRanges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadFilesTest {
    private static final MarksKey KEY = MarksKey.random();

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("made/when needed/head.json");
    }

    private static MarkHead head(MarksKey key, long number) {
        Marked marked = new Marked(40, SeqRanges.parse("3,7-9"));
        return MarkHead.signed(
                key, number, Instant.parse("2026-05-01T10:00:00.5Z"), marked, 2, 31, "aa", MarkHead.NOTHING, "why");
    }

    private HeadFiles kept(MarksKey key, long number) {
        HeadFiles files = new HeadFiles(List.of(file, folder.resolve("second.json")));
        files.saw(head(key, number));
        files.write();
        return files;
    }

    private HeadFiles read(Path from, MarksKey key) {
        HeadFiles files = new HeadFiles(List.of(from));
        files.read(key.publicKey());
        return files;
    }

    @Test
    void anotherStartFindsTheNewestHeadInEveryFile() {
        kept(KEY, 5);

        assertThat(read(file, KEY).newest()).contains(head(KEY, 5));
        assertThat(read(folder.resolve("second.json"), KEY).newest()).contains(head(KEY, 5));
    }

    @Test
    void aNodeThatFrozeDoesNotOverwriteANewerHead() {
        HeadFiles frozen = new HeadFiles(List.of(file));
        frozen.saw(head(KEY, 5));
        kept(KEY, 6);

        frozen.write();

        assertThat(read(file, KEY).newest()).contains(head(KEY, 6));
    }

    @Test
    void anOlderHeadIsNotRemembered() {
        HeadFiles files = kept(KEY, 5);

        files.saw(head(KEY, 4));

        assertThat(files.newest()).contains(head(KEY, 5));
        assertThat(files.isBehind()).isFalse();
    }

    @Test
    void aSnapshotOfLongAgoIsHeldAgainstAHeadThatWasKnownThen() {
        HeadFiles files = kept(KEY, 1);
        long begun = System.nanoTime();
        long between = begun;
        for (int number = 2; number <= 2_000; number++) {
            files.saw(head(KEY, number));
            between = number == 1_950 ? System.nanoTime() : between;
        }

        assertThat(files.newestBefore(begun)).contains(head(KEY, 1));
        assertThat(files.newestBefore(between)).contains(head(KEY, 1_950));
        assertThat(files.newest()).contains(head(KEY, 2_000));
    }

    @Test
    void aHeadOfAnotherKeyIsPassedOverAndReplaced() {
        kept(MarksKey.random(), 500);

        assertThat(read(file, KEY).newest()).isEmpty();
        kept(KEY, 1);
        assertThat(read(file, KEY).newest()).contains(head(KEY, 1));
    }

    @Test
    void aLinkThatSomebodyPutBesideItIsNotFollowed() throws IOException {
        Path victim = Files.writeString(folder.resolve("victim"), "untouched");
        Files.createDirectories(file.getParent());
        Files.createSymbolicLink(file.resolveSibling("head.json.new"), victim);

        kept(KEY, 5);

        assertThat(victim).hasContent("untouched");
        assertThat(read(file, KEY).newest()).contains(head(KEY, 5));
    }

    @Test
    void twoProcessesThatWriteAtOnceLeaveAWholeHeadAndNothingElse() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Callable<Boolean>> writers = List.of(() -> writesMany(1), () -> writesMany(2));
            for (Future<Boolean> writer : threads.invokeAll(writers)) {
                assertThat(writer.get(60, TimeUnit.SECONDS)).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }

        try (Stream<Path> left = Files.list(file.getParent())) {
            assertThat(left).containsExactly(file);
        }
        assertThat(read(file, KEY).newest()).isPresent();
    }

    private boolean writesMany(int first) {
        HeadFiles files = new HeadFiles(List.of(file));
        for (int number = first; number < 60; number += 2) {
            files.saw(head(KEY, number));
            files.write();
            if (read(file, KEY).newest().isEmpty()) {
                return false;
            }
        }
        return true;
    }

    @Test
    void whatCannotBeReadIsPassedOver() throws IOException {
        kept(KEY, 5);
        String text = Files.readString(file);

        for (String damaged : List.of("", "{", text.replace("\"number\":5", "\"number\":9"), "x".repeat(2_000_000))) {
            Files.writeString(file, damaged);
            assertThat(read(file, KEY).newest()).isEmpty();
        }
    }
}
