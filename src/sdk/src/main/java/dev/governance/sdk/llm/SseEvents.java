package dev.governance.sdk.llm;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Cuts a stream of bytes into server-sent events (WHATWG HTML §9.2), each with the blank line that ends it. */
final class SseEvents {
    private static final int LARGEST = 16 * 1024 * 1024;

    private final ByteArrayOutputStream event = new ByteArrayOutputStream();
    private int lineEnds;
    private int last;

    /**
     * Takes a byte and returns the event that it ends, if any. An event beyond 16 MiB comes in pieces.
     */
    byte @Nullable [] take(int next) {
        event.write(next);
        boolean secondHalf = next == '\n' && last == '\r'; // of one line end
        last = next;
        if (next != '\n' && next != '\r') {
            lineEnds = 0;
        } else if (!secondHalf) {
            lineEnds++;
        }
        if (lineEnds == 2 || event.size() >= LARGEST) {
            lineEnds = 0;
            return rest();
        }
        return null;
    }

    /** What came after the last whole event. */
    byte[] rest() {
        byte[] bytes = event.toByteArray();
        event.reset();
        return bytes;
    }

    /** The data of an event; empty when it has none, as a comment. */
    static Optional<String> data(byte[] event) {
        String text = new String(event, StandardCharsets.UTF_8);
        String data = text.lines()
                .filter(line -> line.startsWith("data:"))
                .map(line -> line.substring(line.startsWith("data: ") ? 6 : 5))
                .collect(Collectors.joining("\n"));
        return data.isEmpty() ? Optional.empty() : Optional.of(data);
    }
}
