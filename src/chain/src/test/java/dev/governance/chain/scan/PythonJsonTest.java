package dev.governance.chain.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.chain.ChainEvent;
import dev.governance.chain.ChainRow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Thousands of random events, and what Python's own {@code json.dumps} makes of them. */
class PythonJsonTest {
    private static final int EVENTS = 6_000;

    /** Reads each line as the SDK reads a row, and prints it as the SDK signs it. */
    private static final String SCRIPT = """
            import json, sys
            for line in sys.stdin.buffer:
                event = json.loads(line)
                print(json.dumps(event, sort_keys=True, separators=(",", ":"), default=str))
            """;

    @TempDir
    Path folder;

    @Test
    void bothFormsOfOursAreThoseOfPython() throws Exception {
        Random random = new Random(20261128);
        List<ChainEvent> events = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            events.add(RandomJson.event(random));
        }

        List<String> pythons =
                python(events.stream().map(PythonJsonTest::asJson).toList());

        assertThat(pythons).hasSize(EVENTS);
        RowBytes bytes = new RowBytes();
        CopyRow row = new CopyRow();
        for (int i = 0; i < EVENTS; i++) {
            ChainEvent event = events.get(i);
            assertThat(new String(event.canonicalBytes(), StandardCharsets.US_ASCII))
                    .isEqualTo(pythons.get(i));
            row.read(CopyData.of(new ChainRow(1, event, "0".repeat(64), null)), 0);
            if (bytes.write(row)) {
                assertThat(new String(bytes.array(), 0, bytes.size(), StandardCharsets.US_ASCII))
                        .isEqualTo(pythons.get(i));
            }
        }
    }

    /** The members in another order, for Python to sort; the metadata as PostgreSQL prints it. */
    private static String asJson(ChainEvent event) {
        return "{\"session_id\": \"" + event.sessionId() + "\", \"agent_id\": " + RandomJson.jsonb(event.agentId())
                + ", \"parent_event_id\": " + quotedOrNull(event.parentEventId()) + ", \"event_id\": \""
                + event.eventId() + "\", \"created_at\": \"" + isoformat(event) + "\", \"input_hash\": "
                + RandomJson.jsonb(event.inputHash()) + ", \"kind\": " + RandomJson.jsonb(event.kind())
                + ", \"prev_hash\": " + RandomJson.jsonb(event.prevHash()) + ", \"output_hash\": "
                + RandomJson.jsonb(event.outputHash()) + ", \"model\": " + RandomJson.jsonb(event.model())
                + ", \"metadata\": " + event.metadataJson() + "}";
    }

    private static String isoformat(ChainEvent event) {
        String time = event.createdAt().toString(); // of a whole second, or with six digits
        return time.substring(0, time.length() - 1) + "+00:00";
    }

    private static String quotedOrNull(Object value) {
        return value == null ? "null" : "\"" + value + "\"";
    }

    private List<String> python(List<String> lines) throws IOException, InterruptedException {
        Path in = Files.write(folder.resolve("in"), lines, StandardCharsets.UTF_8);
        Path out = folder.resolve("out");
        Process python;
        try {
            python = new ProcessBuilder("python3", "-I", "-c", SCRIPT)
                    .redirectInput(in.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            String missing = "SKIPPED: our canonical bytes beside Python's, for there is no python3";
            System.out.println(missing);
            Assumptions.abort(missing);
            throw e;
        }
        boolean ended = python.waitFor(2, TimeUnit.MINUTES);
        python.destroyForcibly();
        assertThat(ended).isTrue();
        assertThat(python.exitValue()).isZero();
        return Files.readAllLines(out, StandardCharsets.US_ASCII);
    }
}
