package dev.governance.chain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.governance.chain.scan.CopyData;
import dev.governance.chain.scan.LogScan;
import dev.governance.chain.scan.LogTotals;
import dev.governance.chain.scan.SegmentFiles;
import dev.governance.chain.scan.SessionSummary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The golden vectors once more, as bytes that COPY sends. */
class ScanVectorsTest {
    @TempDir
    Path folder;

    private final List<SessionSummary> notable = new ArrayList<>();

    @Test
    void everyChainThatPostgresLeavesAsItIsPlainlyHolds() {
        List<ChainRow> rows = new ArrayList<>();
        for (String name : List.of("S1_basic", "S2_unicode_and_escapes", "S4_sdk_shapes")) {
            rows.addAll(Vectors.rows(Vectors.chain(name)));
        }

        LogTotals totals = scanned(rows, Vectors.KEYS);

        assertThat(totals.sessions()).isEqualTo(3);
        assertThat(notable).isEmpty();
    }

    @Test
    void aRowIsSuspectWhereNumbersChanged() {
        for (JsonNode event : Vectors.chain("S3_numbers_that_break").get("events")) {
            ChainEvent read = Vectors.event(
                    event,
                    UUID.fromString(Vectors.text(Vectors.chain("S3_numbers_that_break"), "session_id")),
                    Vectors.text(event, "metadata_text_read_back_from_postgres_jsonb"));
            notable.clear();

            LogTotals totals =
                    scanned(List.of(new ChainRow(1, read, Vectors.text(event, "hmac_hex"), null)), Vectors.KEYS);

            boolean holds = event.get("verifies_after_jsonb_roundtrip").asBoolean() && read.prevHash() == null;
            assertThat(totals.suspects()).isEqualTo(holds ? 0 : 1);
        }
    }

    static Stream<JsonNode> variants() {
        return SessionVerifierTest.variants();
    }

    @ParameterizedTest
    @MethodSource("variants")
    void everyDamageThatRowsCanShowIsSuspect(JsonNode variant) {
        String expected = SessionVerifierTest.EXPECTED.get(variant.get("name").asText());

        LogTotals totals = scanned(SessionVerifierTest.rows(variant), Vectors.KEYS);

        assertThat(totals.suspects()).isEqualTo(expected.contains("@") ? 1 : 0);
    }

    @Test
    void aRotatedChainIsProvenOrCounted() {
        JsonNode rotation = Vectors.ALL.get("rotation");
        ChainKey first = ChainKey.ofSecret(rotation.get("key1_env_text").asText());
        ChainKey second = ChainKey.ofSecret(rotation.get("key2_env_text").asText());
        List<KeyVersion> versions = List.of(
                new KeyVersion(1, first.fingerprint(), 0, 3L), new KeyVersion(2, second.fingerprint(), 3, null));
        List<ChainRow> rows = new ArrayList<>();
        rotation.get("rows").forEach(row -> rows.add(SessionVerifierTest.rotated(row, "key2_not_mounted")));
        long underSecond = rows.stream().filter(row -> row.chainSeq() >= 3).count();

        LogTotals whole = scanned(
                rows,
                KeyRing.of(first, versions, fingerprint -> Optional.of(second)).markedBy(List.of(rows.get(1))));
        LogTotals part = scanned(rows, KeyRing.of(first, versions, fingerprint -> Optional.empty()));

        assertThat(whole.unproven()).isZero();
        assertThat(part.unproven()).isEqualTo(underSecond).isPositive();
        assertThat(part.unresolvedKeys()).containsExactly(second.prefix());
    }

    private LogTotals scanned(List<ChainRow> rows, KeyRing keys) {
        try (SegmentFiles files = new SegmentFiles(folder)) {
            LogScan scan = new LogScan(keys, Marked.NONE, files);
            rows.forEach(row -> scan.take(CopyData.of(row)));
            scan.finish();
            return files.join(notable::add);
        }
    }
}
