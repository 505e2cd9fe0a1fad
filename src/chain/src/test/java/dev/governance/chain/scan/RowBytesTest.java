package dev.governance.chain.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.chain.CanonicalJson;
import dev.governance.chain.ChainEvent;
import dev.governance.chain.ChainRow;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowBytesTest {
    private static final String MAC = "0123456789abcdef".repeat(4);

    private final RowBytes bytes = new RowBytes();
    private final CopyRow row = new CopyRow();

    @Test
    void randomEventsHaveTheBytesThatTheExactFormGives() {
        Random random = new Random(20261128);
        int sure = 0;
        for (int i = 0; i < 20_000; i++) {
            ChainEvent event = RandomJson.event(random);
            sure += sameOrDeclined(event) ? 1 : 0;
        }

        assertThat(sure).isGreaterThan(5_000); // or the test shows little
    }

    @Test
    void plainEventsAreNeverDeclined() {
        ChainEvent event = with(
                "{\"ok\": true, \"usd\": 0.0125, \"tool\": \"search\", \"note\": \"caf\u00e9 \\\"x\\\" \u007f \ud83d\ude00\","
                        + " \"nested\": {\"b\": [1, 2.5, -3, null], \"a\": {}}, \"tokens\": 1234}");

        assertThat(sameOrDeclined(event)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\": 1, \"a\": 2}",
                "{\"b\": 1, \"a\": 2, \"a\": 3}",
                "{\"a\": 0.1000000000000000055}",
                "{\"a\": 0.10}",
                "{\"a\": 1e3}",
                "{\"a\": -0}",
                "{\"a\": -0.0}",
                "{\"a\": 0.00001}",
                "{\"a\": \"\\u00e9\"}",
                "{\"a\": \"\\/\"}",
                "{\"\\n\": 1}",
                "",
                "{",
                "{\"a\"",
                "{\"a\":",
                "{\"a\": 1",
                "{\"a\": 1,",
                "{\"a\": 1,}",
                "{\"a\" 1}",
                "{a: 1}",
                "{\"a\": 01}",
                "{\"a\": .5}",
                "{\"a\": 1.}",
                "{\"a\": +1}",
                "{\"a\": -}",
                "{\"a\": 1-2}",
                "{\"a\": 1.5.2}",
                "{\"a\": 1.5e1}",
                "{\"a\": tru}",
                "{\"a\": truex}",
                "{\"a\": nul",
                "{\"a\": \"\u0001\"}",
                "{\"a\": \"open}",
                "{\"a\": \"\\",
                "[1, 2",
                "[1,]",
                "[1 2]",
                "{} x",
                "{\"a\": 1}}",
            })
    void whatIsNotSureIsDeclined(String metadata) {
        row.read(CopyData.of(new ChainRow(1, with(metadata), MAC, null)), 0);

        assertThat(bytes.write(row)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "  {\t\"b\" :\r[ ] ,\n\"a\" : { } }  ",
                "{\"a\": 0}",
                "{\"a\": 0.0}",
                "{\"a\": -0.5}",
                "{\"a\": 0.0001}",
                "{\"a\": 10.01}",
                "{\"a\": 12345678901234.5}",
                "{\"a\": 123456789012345678901234567890}",
                "{\"\": 1, \"\u00e9\": 2, \"\ue000\": 3, \"\ud83d\ude00\": 4}",
                "{\"\ud83d\ude00\": 4, \"\ue000\": 3, \"\u00e9\": 2, \"\": 1}",
                "{\"aa\": 1, \"a\": 2, \"ab\": 3, \"\u007f\": 4}",
            })
    void whatIsSureIsTheExactForm(String metadata) {
        assertThat(sameOrDeclined(with(metadata))).isTrue();
    }

    @Test
    void deepAndCrowdedMetadataIsLeftToTheExactForm() {
        String deep = "{\"a\": ".repeat(33) + "1" + "}".repeat(33);
        String crowded = "{" + "\"k\": 1, ".repeat(64) + "\"z\": 1}";
        String wide = "[" + "{\"a\": 1, \"b\": [".repeat(1) + "]}]";

        assertThat(sameOrDeclined(with(deep))).isFalse();
        assertThat(sameOrDeclined(with(crowded))).isFalse();
        assertThat(sameOrDeclined(with(wide))).isTrue();
        assertThat(sameOrDeclined(with("{\"a\": ".repeat(31) + "1" + "}".repeat(31))))
                .isTrue();
    }

    @Test
    void hugeMetadataOfEscapesFits() {
        String huge = "{\"b\": \"" + "\u0080".repeat(300_000) + "\", \"a\": \"" + "\ud83d\ude00".repeat(90_000) + "\"}";

        assertThat(sameOrDeclined(with(huge))).isTrue();
        assertThat(sameOrDeclined(with("{\"a\": 1}"))).isTrue();
    }

    @Test
    void bytesThatAreNotUtf8AreDeclined() {
        for (String hex : List.of("80", "c0af", "c3", "e0808f", "eda080", "f0808080", "f4908080", "ff", "e28228")) {
            byte[] bad = java.util.HexFormat.of().parseHex(hex);
            byte[] metadata =
                    CopyData.joined(List.of("{\"a\": \"".getBytes(StandardCharsets.UTF_8), bad, new byte[] {'"', '}'}));
            byte[] data = CopyData.of(new ChainRow(1, with("@".repeat(metadata.length)), MAC, null));
            row.read(data, 0);
            System.arraycopy(metadata, 0, data, row.offset(CopyRow.METADATA), metadata.length);

            assertThat(bytes.write(row)).as(hex).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0001-01-01T00:00:00Z",
                "0999-12-31T23:59:59.999999Z",
                "1969-12-31T23:59:59.999999Z",
                "1999-12-31T23:59:59.000001Z",
                "2000-01-01T00:00:00Z",
                "2024-02-29T12:34:56.120000Z",
                "2026-11-28T09:05:03Z",
                "9999-12-31T23:59:59.999999Z"
            })
    void timesAreWrittenAsTheExactFormWritesThem(String time) {
        assertThat(sameOrDeclined(at(Instant.parse(time), "{}"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000-12-31T23:59:59.999999Z", "+10000-01-01T00:00:00Z", "-0004-01-01T00:00:00Z"})
    void timesThatPythonDoesNotKnowAreDeclined(String time) {
        assertThat(sameOrDeclined(at(Instant.parse(time), "{}"))).isFalse();
    }

    /** Whether it was sure; then it is compared. */
    private boolean sameOrDeclined(ChainEvent event) {
        row.read(CopyData.of(new ChainRow(1, event, MAC, null)), 0);
        if (!bytes.write(row)) {
            return false;
        }
        assertThat(new String(bytes.array(), 0, bytes.size(), StandardCharsets.ISO_8859_1))
                .isEqualTo(new String(event.canonicalBytes(), StandardCharsets.ISO_8859_1));
        return true;
    }

    private static ChainEvent with(String metadata) {
        return at(Instant.parse("2026-11-28T20:15:00.000500Z"), metadata);
    }

    private static ChainEvent at(Instant time, String metadata) {
        return new ChainEvent(
                new UUID(0x0123456789abcdefL, 0xfedcba9876543210L),
                new UUID(7, 8),
                "agent",
                null,
                "tool.call",
                null,
                null,
                "",
                metadata,
                MAC,
                time);
    }

    @Test
    void everyNumberIsDeclinedOrPrintedAsPythonPrintsIt() {
        Random random = new Random(7);
        for (int i = 0; i < 200_000; i++) {
            String number = number(random);
            byte[] text = number.getBytes(StandardCharsets.US_ASCII);
            int length = PlainNumber.length(text, 0, text.length);
            if (length > 0) {
                assertThat(length).isEqualTo(text.length);
                assertThat(CanonicalJson.canonical(number)).isEqualTo(number);
            }
        }
    }

    private static String number(Random random) {
        StringBuilder number = new StringBuilder(random.nextBoolean() ? "-" : "");
        int whole = random.nextInt(17);
        number.append(whole == 0 ? "0" : "1" + digits(random, whole));
        return random.nextInt(5) == 0 ? number.toString() : number + "." + digits(random, 1 + random.nextInt(18));
    }

    private static String digits(Random random, int count) {
        boolean zeros = random.nextInt(3) == 0;
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < count; i++) {
            digits.append(zeros && random.nextInt(4) > 0 ? 0 : random.nextInt(10));
        }
        return digits.toString();
    }
}
