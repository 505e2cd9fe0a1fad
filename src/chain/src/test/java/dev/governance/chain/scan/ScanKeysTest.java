package dev.governance.chain.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.chain.ChainKey;
import dev.governance.chain.ChainRow;
import dev.governance.chain.Handover;
import dev.governance.chain.KeyRing;
import dev.governance.chain.KeyVersion;
import dev.governance.chain.Marked;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of a rotated log, and of one whose key is missing. */
class ScanKeysTest {
    @TempDir
    private Path folder;

    private Scans scans;

    @BeforeEach
    void prepare() {
        scans = new Scans(folder);
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

        LogTotals intact = scans.inTwo(log.rows, keys, Marked.NONE, Map.of(), 64, 1 << 20);
        log.rows.remove(30);
        scans.inTwo(log.rows, keys, Marked.NONE, Map.of(), 64, 1 << 20);

        assertThat(intact.unproven()).isEqualTo(60);
        assertThat(intact.unprovenSessions()).isEqualTo(intact.sessions());
        assertThat(intact.suspects()).isZero();
        assertThat(intact.unresolvedKeys()).containsExactly(WrittenLog.KEY.prefix());
        scans.agreeWithTheExactVerifier(log, keys, true, "a row less");
        assertThat(scans.summaries.values()).filteredOn(SessionSummary::suspect).hasSize(1);
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

        LogTotals totals = scans.inTwo(log.rows, keys, Marked.NONE, Map.of(), 64, 1 << 20);

        assertThat(totals.suspects()).isZero();
        assertThat(totals.unproven()).isZero();
    }

    @Test
    void markersOfRotationAreLeftToTheExactVerifier() {
        WrittenLog log = new WrittenLog(5).write(10, 1, WrittenLog.KEY);
        log.append(new UUID(0, 1), ChainRow.ROTATION, WrittenLog.KEY);

        scans.inTwo(log.rows, Scans.KEYS, Marked.NONE, Map.of(), 64, 1 << 20);

        assertThat(scans.summaries.get(new UUID(0, 1)).suspect()).isTrue();
    }
}
