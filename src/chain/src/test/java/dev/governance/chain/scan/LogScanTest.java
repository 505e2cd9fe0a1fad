package dev.governance.chain.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.chain.Mark;
import dev.governance.chain.Marked;
import dev.governance.chain.SeqRanges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a scan counts and tells, and what it refuses to read. */
class LogScanTest {
    @TempDir
    private Path folder;

    private Scans scans;

    @BeforeEach
    void prepare() {
        scans = new Scans(folder);
    }

    @Test
    void anUndamagedLogPlainlyHolds() {
        WrittenLog log = new WrittenLog(1).write(3_000, 400, WrittenLog.KEY);

        LogTotals totals = scans.inTwo(log.rows, Scans.KEYS, Marked.NONE, Map.of(), 1 << 10, 1 << 20);

        assertThat(totals.events()).isEqualTo(3_000);
        assertThat(totals.sessions()).isEqualTo(log.bySession().size());
        assertThat(totals.suspects()).isZero();
        assertThat(totals.unproven()).isZero();
        assertThat(totals.unprovenSessions()).isZero();
        assertThat(totals.firstSeq()).isEqualTo(log.rows.get(0).chainSeq());
        assertThat(totals.lastSeq()).isEqualTo(log.rows.get(2_999).chainSeq());
        assertThat(scans.summaries).hasSize(log.bySession().size()).allSatisfy(LogScanTest::isPlain);
    }

    private static void isPlain(UUID session, SessionSummary summary) {
        assertThat(summary.suspect()).isFalse();
        assertThat(summary.markOutcome()).isEqualTo(MarkOutcome.NONE);
    }

    @Test
    void plainSessionsAreNotTold() {
        WrittenLog log = new WrittenLog(2).write(100, 5, WrittenLog.KEY);
        log.rows.remove(50);
        List<SessionSummary> told = new ArrayList<>();

        try (SegmentFiles files = new SegmentFiles(folder)) {
            LogScan scan = new LogScan(Scans.KEYS, Marked.NONE, files);
            log.rows.forEach(row -> scan.take(CopyData.of(row)));
            scan.finish();

            assertThat(scan.rows()).isEqualTo(99);
            assertThat(files.join(told::add).suspects()).isEqualTo(1);
        }

        assertThat(told).hasSize(1).allMatch(SessionSummary::suspect);
    }

    @Test
    void sessionsThatAgreeWithTheirMarksAreNotTold() {
        WrittenLog log = new WrittenLog(8).write(60, 5, WrittenLog.KEY);
        Marked marked = new Marked(Long.MAX_VALUE, SeqRanges.NONE);
        Map<UUID, Mark> marks = Scans.marks(log, marked);
        List<SessionSummary> told = new ArrayList<>();

        try (SegmentFiles files = new SegmentFiles(folder)) {
            Scans.expect(files, marks);
            LogScan scan = new LogScan(Scans.KEYS, marked, files);
            log.rows.forEach(row -> scan.take(CopyData.of(row)));
            scan.finish();
            LogTotals totals = files.join(told::add);

            assertThat(totals.marked()).isEqualTo(60);
            assertThat(totals.marksHolding()).isEqualTo(marks.size());
            assertThat(totals.marksBroken()).isZero();
        }

        assertThat(told).isEmpty();
    }

    @Test
    void anEmptyLogHasNoRowsAndAMarkOfItIsGone() {
        Mark mark = new Mark(1, 5, new UUID(1, 1), "a".repeat(64), "b".repeat(64));

        LogTotals totals = scans.inTwo(
                List.of(), Scans.KEYS, new Marked(9, SeqRanges.NONE), Map.of(new UUID(2, 2), mark), 64, 1 << 20);

        assertThat(totals.events()).isZero();
        assertThat(totals.firstSeq()).isNull();
        assertThat(totals.marksBroken()).isEqualTo(1);
        assertThat(scans.summaries.get(new UUID(2, 2)).markOutcome()).isEqualTo(MarkOutcome.GONE);
    }

    /** Of each row a segment, more of them than the blocks in memory hold. */
    @Test
    void whatMemoryHasNoRoomForIsReadBackFromAFileThatIsGoneAfterwards() throws IOException {
        WrittenLog log = new WrittenLog(7).write(40_000, 3_000, WrittenLog.KEY);

        LogTotals inMemory = scans.inOne(log.rows);
        LogTotals totals = scans.inTwo(log.rows, Scans.KEYS, Marked.NONE, Map.of(), 64, 1 << 20);
        LogTotals parted = scans.inTwo(log.rows, Scans.KEYS, Marked.NONE, Map.of(), 64, 4_096);

        assertThat(totals.suspects()).isZero();
        assertThat(totals.events()).isEqualTo(40_000);
        assertThat(totals).isEqualTo(inMemory).isEqualTo(parted);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }
}
