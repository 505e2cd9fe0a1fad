package dev.governance.chain.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.chain.ChainRow;
import dev.governance.chain.Mark;
import dev.governance.chain.Marked;
import dev.governance.chain.SeqRanges;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The exact verifier is the oracle of the scan, over random damage. */
class ScanOracleTest {
    @TempDir
    private Path folder;

    private Scans scans;

    @BeforeEach
    void prepare() {
        scans = new Scans(folder);
    }

    /** What the verifier does not call verified must be suspect, or counted as unproven. */
    @Test
    void damageOfEveryKindIsSuspectWhateverTheOrderAndTheSizeOfTheTable() {
        for (int seed = 0; seed < 400; seed++) {
            Random random = new Random(seed);
            WrittenLog log =
                    new WrittenLog(seed).write(1 + random.nextInt(200), 1 + random.nextInt(40), WrittenLog.KEY);
            Marked marked = new Marked(
                    log.rows.get(random.nextInt(log.rows.size())).chainSeq(),
                    SeqRanges.of(List.of(new SeqRanges.Range(20, 20 + random.nextInt(30)))));
            Map<UUID, Mark> marks = Scans.marks(log, marked);
            String damage = seed + ": ";
            for (int i = random.nextInt(4); i > 0 && !log.rows.isEmpty(); i--) {
                damage += log.damage();
            }
            List<ChainRow> arriving = arriving(log.rows, random);

            boolean roomy = random.nextInt(4) > 0;
            int slots = 4 << random.nextInt(6);

            LogTotals totals = scans.inTwo(arriving, Scans.KEYS, marked, marks, slots, roomy ? 1 << 20 : 0);

            assertThat(totals.events()).as(damage).isEqualTo(log.rows.size());
            scans.agreeWithTheExactVerifier(log, Scans.KEYS, roomy, damage);
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

    private void agreesWithMarks(WrittenLog log, Marked marked, Map<UUID, Mark> before, String damage) {
        Map<UUID, Mark> now = Scans.marks(log, marked);
        scans.summaries.forEach((session, summary) -> {
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
        assertThat(scans.summaries.keySet()).containsAll(before.keySet());
    }
}
