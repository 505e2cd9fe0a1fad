package dev.governance.chain.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.governance.chain.ChainKey;
import dev.governance.chain.ChainRow;
import dev.governance.chain.Handover;
import dev.governance.chain.KeyRing;
import dev.governance.chain.KeyVersion;
import dev.governance.chain.Mark;
import dev.governance.chain.Marked;
import dev.governance.chain.SeqRanges;
import dev.governance.chain.SessionVerdict;
import dev.governance.chain.SessionVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogScanTest {
    private static final KeyRing KEYS = KeyRing.single(WrittenLog.KEY);

    @TempDir
    Path folder;

    private final Map<UUID, SessionSummary> summaries = new HashMap<>();

    @Test
    void anUndamagedLogPlainlyHolds() {
        WrittenLog log = new WrittenLog(1).write(3_000, 400, WrittenLog.KEY);

        LogTotals totals = scanned(log.rows, KEYS, Marked.NONE, Map.of(), 1 << 10, 1 << 20);

        assertThat(totals.events()).isEqualTo(3_000);
        assertThat(totals.sessions()).isEqualTo(log.bySession().size());
        assertThat(totals.suspects()).isZero();
        assertThat(totals.unproven()).isZero();
        assertThat(totals.firstSeq()).isEqualTo(log.rows.get(0).chainSeq());
        assertThat(totals.lastSeq()).isEqualTo(log.rows.get(2_999).chainSeq());
        assertThat(summaries).hasSize(log.bySession().size()).allSatisfy(LogScanTest::isPlain);
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
            LogScan scan = new LogScan(KEYS, Marked.NONE, files);
            log.rows.forEach(row -> scan.take(CopyData.of(row)));
            scan.finish();

            assertThat(scan.rows()).isEqualTo(99);
            assertThat(files.join(told::add).suspects()).isEqualTo(1);
        }

        assertThat(told).hasSize(1).allMatch(SessionSummary::suspect);
    }

    /** The oracle is the exact verifier: what it does not call verified must be suspect, or counted as unproven. */
    @Test
    void damageOfEveryKindIsSuspectWhateverTheOrderAndTheSizeOfTheTable() {
        for (int seed = 0; seed < 400; seed++) {
            Random random = new Random(seed);
            WrittenLog log =
                    new WrittenLog(seed).write(1 + random.nextInt(200), 1 + random.nextInt(40), WrittenLog.KEY);
            Marked marked = new Marked(
                    log.rows.get(random.nextInt(log.rows.size())).chainSeq(),
                    SeqRanges.of(List.of(new SeqRanges.Range(20, 20 + random.nextInt(30)))));
            Map<UUID, Mark> marks = marks(log, marked);
            String damage = seed + ": ";
            for (int i = random.nextInt(4); i > 0 && !log.rows.isEmpty(); i--) {
                damage += log.damage();
            }
            List<ChainRow> arriving = arriving(log.rows, random);

            boolean roomy = random.nextInt(4) > 0;
            int slots = 4 << random.nextInt(6);

            LogTotals totals = scanned(arriving, KEYS, marked, marks, slots, roomy ? 1 << 20 : 0);

            assertThat(totals.events()).as(damage).isEqualTo(log.rows.size());
            agreesWithTheExactVerifier(log, KEYS, roomy, damage);
            agreesWithMarks(log, marked, marks, damage);
        }
    }

    private static List<ChainRow> arriving(List<ChainRow> rows, Random random) {
        List<ChainRow> arriving = new ArrayList<>(rows);
        switch (random.nextInt(4)) {
            case 0 -> Collections.shuffle(arriving, random);
            case 1 -> Collections.rotate(arriving, random.nextInt(arriving.size() + 1)); // a scan that began elsewhere
            default -> {}
        }
        return arriving;
    }

    private void agreesWithTheExactVerifier(WrittenLog log, KeyRing keys, boolean exactly, String damage) {
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

    private void agreesWithMarks(WrittenLog log, Marked marked, Map<UUID, Mark> before, String damage) {
        Map<UUID, Mark> now = marks(log, marked);
        summaries.forEach((session, summary) -> {
            MarkOutcome expected = !before.containsKey(session)
                    ? now.containsKey(session) ? MarkOutcome.UNMARKED : MarkOutcome.NONE
                    : summary.events() == 0
                            ? MarkOutcome.GONE
                            : before.get(session).equals(now.get(session)) ? MarkOutcome.HOLDS : MarkOutcome.DIFFERS;
            assertThat(summary.markOutcome()).as(damage + session).isEqualTo(expected);
            Mark here = now.get(session);
            boolean isMac = here != null && here.lastMac().matches("[0-9a-f]{64}");
            assertThat(summary.marked()).isEqualTo(isMac ? here : null);
        });
        assertThat(summaries.keySet()).containsAll(before.keySet());
    }

    private static Map<UUID, Mark> marks(WrittenLog log, Marked marked) {
        Map<UUID, Mark> marks = new HashMap<>();
        log.bySession().forEach((session, rows) -> {
            SessionVerifier verifier = new SessionVerifier(session, KEYS);
            rows.stream().filter(row -> marked.contains(row.chainSeq())).forEach(verifier::accept);
            verifier.mark().ifPresent(mark -> marks.put(session, mark));
        });
        return marks;
    }

    /** By two scans at once, which share the files, each of a part of the rows as they arrive. */
    private LogTotals scanned(
            List<ChainRow> rows, KeyRing keys, Marked marked, Map<UUID, Mark> marks, int slots, int partitionLimit) {
        summaries.clear();
        try (SegmentFiles files = new SegmentFiles(folder, partitionLimit, 0)) {
            int half = rows.size() / 2;
            LogScan one = new LogScan(keys, marked, files, slots);
            LogScan other = new LogScan(keys, marked, files, slots);
            other.take(CopyData.HEADER);
            rows.subList(half, rows.size()).forEach(row -> other.take(CopyData.of(row)));
            other.take(CopyData.TRAILER);
            marks.forEach(files::expect);
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

    @Test
    void rowsWhoseKeyIsMissingAreUnprovenAndTheirLinksAreCheckedAllTheSame() {
        ChainKey next = ChainKey.ofSecret("another-secret-of-enough-length-987654321");
        WrittenLog log = new WrittenLog(3).write(60, 6, WrittenLog.KEY);
        long change = log.rows.get(59).chainSeq() + 1;
        log.write(60, 6, next);
        KeyRing keys = KeyRing.of(
                        next,
                        List.of(
                                new KeyVersion(1, WrittenLog.KEY.fingerprint(), 0, change),
                                new KeyVersion(2, next.fingerprint(), change, null)),
                        fingerprint -> Optional.empty())
                .markedBy(List.of(Handover.marker(change - 1, WrittenLog.KEY, next)));

        LogTotals intact = scanned(log.rows, keys, Marked.NONE, Map.of(), 64, 1 << 20);
        log.rows.remove(30);
        scanned(log.rows, keys, Marked.NONE, Map.of(), 64, 1 << 20);

        assertThat(intact.unproven()).isEqualTo(60);
        assertThat(intact.suspects()).isZero();
        assertThat(intact.unresolvedKeys()).containsExactly(WrittenLog.KEY.prefix());
        agreesWithTheExactVerifier(log, keys, true, "a row less");
        assertThat(summaries.values()).filteredOn(SessionSummary::suspect).hasSize(1);
    }

    @Test
    void aRotatedLogIsProvenWithEachStretchsKey() {
        ChainKey next = ChainKey.ofSecret("another-secret-of-enough-length-987654321");
        WrittenLog log = new WrittenLog(4).write(60, 6, WrittenLog.KEY);
        long change = log.rows.get(59).chainSeq() + 1;
        log.write(60, 6, next);
        KeyRing keys = KeyRing.of(
                        next,
                        List.of(
                                new KeyVersion(1, WrittenLog.KEY.fingerprint(), 0, change),
                                new KeyVersion(2, next.fingerprint(), change, null)),
                        fingerprint -> Optional.of(WrittenLog.KEY))
                .markedBy(List.of(Handover.marker(change - 1, WrittenLog.KEY, next)));

        LogTotals totals = scanned(log.rows, keys, Marked.NONE, Map.of(), 64, 1 << 20);

        assertThat(totals.suspects()).isZero();
        assertThat(totals.unproven()).isZero();
    }

    @Test
    void markersOfRotationAreLeftToTheExactVerifier() {
        WrittenLog log = new WrittenLog(5).write(10, 1, WrittenLog.KEY);
        log.append(new UUID(0, 1), ChainRow.ROTATION, WrittenLog.KEY);

        scanned(log.rows, KEYS, Marked.NONE, Map.of(), 64, 1 << 20);

        assertThat(summaries.get(new UUID(0, 1)).suspect()).isTrue();
    }

    @Test
    void bytesThatAreNoRowsOfTheLogAreRefused() {
        try (SegmentFiles files = new SegmentFiles(folder)) {
            LogScan scan = new LogScan(KEYS, Marked.NONE, files, 4);
            byte[] whole = CopyData.of(
                    new WrittenLog(6).write(1, 1, WrittenLog.KEY).rows.get(0));

            for (int length = 1; length < whole.length; length++) {
                byte[] cut = java.util.Arrays.copyOf(whole, length);
                assertThatThrownBy(() -> scan.take(cut)).isInstanceOf(IllegalArgumentException.class);
            }
            assertThatThrownBy(() -> scan.take(CopyData.fields(new byte[8]))).hasMessageContaining("18 columns, not 1");
            assertThatThrownBy(() -> scan.take(CopyData.fields(new byte[18][4])))
                    .hasMessageContaining("chain_seq has 4 bytes");
        }
    }

    @Test
    void nothingIsLeftInTheFolder() throws IOException {
        WrittenLog log = new WrittenLog(7).write(3_000, 3_000, WrittenLog.KEY);

        LogTotals totals = scanned(log.rows, KEYS, Marked.NONE, Map.of(), 64, 512);

        assertThat(totals.suspects()).isZero();
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void anEmptyLogHasNoRowsAndAMarkOfItIsGone() {
        Mark mark = new Mark(1, 5, new UUID(1, 1), "a".repeat(64), "b".repeat(64));

        LogTotals totals =
                scanned(List.of(), KEYS, new Marked(9, SeqRanges.NONE), Map.of(new UUID(2, 2), mark), 64, 1 << 20);

        assertThat(totals.events()).isZero();
        assertThat(totals.firstSeq()).isNull();
        assertThat(totals.marksBroken()).isEqualTo(1);
        assertThat(summaries.get(new UUID(2, 2)).markOutcome()).isEqualTo(MarkOutcome.GONE);
    }

    @Test
    void sessionsThatAgreeWithTheirMarksAreNotTold() {
        WrittenLog log = new WrittenLog(8).write(60, 5, WrittenLog.KEY);
        Marked marked = new Marked(Long.MAX_VALUE, SeqRanges.NONE);
        Map<UUID, Mark> marks = marks(log, marked);
        List<SessionSummary> told = new ArrayList<>();

        try (SegmentFiles files = new SegmentFiles(folder)) {
            marks.forEach(files::expect);
            LogScan scan = new LogScan(KEYS, marked, files);
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
    void aRowThatLinksIntoAnotherSessionIsSuspect() {
        for (UUID other : List.of(new UUID(1, 6), new UUID(2, 5))) {
            WrittenLog log = new WrittenLog(9);
            ChainRow first = log.append(new UUID(1, 5), "tool.call", WrittenLog.KEY);
            log.rows.add(WrittenLog.signed(9, other, first.hmacValue()));

            scanned(List.of(), log);

            assertThat(summaries.get(new UUID(1, 5)).suspect()).isFalse();
            assertThat(summaries.get(other).suspect()).isTrue();
        }
    }

    @Test
    void aSecondBeginningIsSuspectWhateverTheRowBeforeItLinkedTo() {
        WrittenLog log = new WrittenLog(10);
        UUID session = new UUID(1, 5);
        ChainRow first = log.append(session, "tool.call", WrittenLog.KEY);
        log.rows.add(WrittenLog.signed(9, new UUID(7, 7), first.hmacValue()));
        log.rows.add(WrittenLog.signed(10, session, null));

        scanned(List.of(), log);

        assertThat(summaries.get(session).suspect()).isTrue();
    }

    @Test
    void aRowAtTheNumberOfTheOneItFollowsOrBelowItIsSuspect() {
        for (long number : new long[] {5, 4}) {
            UUID session = new UUID(1, 5);
            ChainRow first = WrittenLog.signed(5, session, null);
            ChainRow second = WrittenLog.signed(number, session, first.hmacValue());

            scanned(List.of(first, second), new WrittenLog(11));
            boolean inOneScan = summaries.get(session).suspect();
            scanned(List.of(first, second), KEYS, Marked.NONE, Map.of(), 64, 1 << 20); // one row each

            assertThat(inOneScan).isTrue();
            assertThat(summaries.get(session).suspect()).isTrue();
        }
    }

    /** By one scan; the rows of a log follow those given. */
    private void scanned(List<ChainRow> rows, WrittenLog log) {
        summaries.clear();
        try (SegmentFiles files = new SegmentFiles(folder)) {
            LogScan scan = new LogScan(KEYS, Marked.NONE, files);
            rows.forEach(row -> scan.take(CopyData.of(row)));
            log.rows.forEach(row -> scan.take(CopyData.of(row)));
            scan.finish();
            files.joinAll(summary -> summaries.put(summary.sessionId(), summary));
        }
    }
}
