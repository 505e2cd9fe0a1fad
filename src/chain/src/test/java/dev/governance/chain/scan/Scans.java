package dev.governance.chain.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.chain.ChainRow;
import dev.governance.chain.KeyRing;
import dev.governance.chain.Mark;
import dev.governance.chain.Marked;
import dev.governance.chain.SessionVerdict;
import dev.governance.chain.SessionVerifier;
import dev.governance.chain.WrittenSession;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** Scans of rows, and what they said of each session. */
final class Scans {
    static final KeyRing KEYS = KeyRing.single(WrittenLog.KEY);

    final Map<UUID, SessionSummary> summaries = new HashMap<>();
    private final Path folder;

    Scans(Path folder) {
        this.folder = folder;
    }

    /** By one scan with a roomy table. */
    LogTotals inOne(List<ChainRow> rows) {
        return inOne(rows, 1 << 12);
    }

    LogTotals inOne(List<ChainRow> rows, int slots) {
        summaries.clear();
        try (SegmentFiles files = new SegmentFiles(folder)) {
            LogScan scan = new LogScan(KEYS, Marked.NONE, files, slots);
            rows.forEach(row -> scan.take(CopyData.of(row)));
            scan.finish();
            return files.joinAll(summary -> summaries.put(summary.sessionId(), summary));
        }
    }

    /** By two scans at once, which share the files, each of a part of the rows as they arrive. */
    LogTotals inTwo(
            List<ChainRow> rows, KeyRing keys, Marked marked, Map<UUID, Mark> marks, int slots, int partitionLimit) {
        summaries.clear();
        try (SegmentFiles files = new SegmentFiles(folder, partitionLimit, 0)) {
            int half = rows.size() / 2;
            LogScan one = new LogScan(keys, marked, files, slots);
            LogScan other = new LogScan(keys, marked, files, slots);
            other.take(CopyData.HEADER);
            rows.subList(half, rows.size()).forEach(row -> other.take(CopyData.of(row)));
            other.take(CopyData.TRAILER);
            expect(files, marks);
            one.take(CopyData.joined(Stream.concat(
                            Stream.of(CopyData.HEADER),
                            rows.subList(0, half).stream().map(CopyData::of))
                    .toList()));
            other.finish();
            one.finish();
            return files.joinAll(summary ->
                    assertThat(summaries.put(summary.sessionId(), summary)).isNull());
        }
    }

    static void expect(SegmentFiles files, Map<UUID, Mark> marks) {
        MarkRows rows = new MarkRows(files);
        marks.forEach((session, mark) -> rows.take(CopyData.of(session, mark)));
    }

    /** The marks that a console would have of a log. */
    static Map<UUID, Mark> marks(WrittenLog log, Marked marked) {
        Map<UUID, Mark> marks = new HashMap<>();
        log.bySession().forEach((session, rows) -> {
            List<ChainRow> seen =
                    rows.stream().filter(row -> marked.contains(row.chainSeq())).toList();
            if (!seen.isEmpty()) {
                marks.put(session, WrittenSession.mark(seen));
            }
        });
        return marks;
    }

    /**
     * What was said of each session is what the exact verifier says.
     *
     * @param exactly whether all that is in order was found to be; else some of it may be suspect
     */
    void agreeWithTheExactVerifier(WrittenLog log, KeyRing keys, boolean exactly, String damage) {
        log.bySession().forEach((session, rows) -> {
            SessionVerifier verifier = new SessionVerifier(session, keys);
            rows.forEach(verifier::accept);
            SessionVerdict verdict = verifier.finish();
            SessionSummary summary = summaries.get(session);

            boolean clean = verdict.isVerified() && verdict.findings().isEmpty();
            boolean plain = !summary.suspect() && summary.unproven() == 0;
            assertThat(plain).as(damage + verdict).isEqualTo(exactly ? clean : clean && plain);
            if (verdict.failures() > 0) {
                assertThat(summary.suspect()).as(damage + verdict).isTrue();
            }
            assertThat(summary.events()).isEqualTo(verdict.events());
            assertThat(summary.firstSeq()).isEqualTo(verdict.firstSeq());
            assertThat(summary.lastSeq()).isEqualTo(verdict.lastSeq());
            assertThat(summary.lastId())
                    .isEqualTo(rows.get(rows.size() - 1).event().eventId());
            boolean isMac = verdict.headHmac().matches("[0-9a-f]{64}");
            assertThat(summary.lastMac()).isEqualTo(isMac ? verdict.headHmac() : null);
        });
    }
}
