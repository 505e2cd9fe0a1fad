package dev.governance.console.cli;

import java.util.Iterator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Frames of server-sent events out of lines (HTML, "Server-sent events"). */
final class SseFrames {
    /**
     * One frame.
     *
     * @param id the position; negative when it has none
     */
    record Frame(long id, String event, String data) {}

    private final Iterator<String> lines;

    SseFrames(Stream<String> lines) {
        this.lines = lines.iterator();
    }

    /** The next frame with data; null when the stream has ended. Blocks until there is one. */
    @Nullable
    Frame next() {
        long id = -1;
        String event = "message";
        StringBuilder data = new StringBuilder();
        while (lines.hasNext()) {
            String line = lines.next();
            if (line.isEmpty()) {
                if (data.length() > 0) {
                    return new Frame(id, event, data.substring(1));
                }
                event = "message";
            } else if (line.startsWith("id:")) {
                id = Long.parseLong(value(line));
            } else if (line.startsWith("event:")) {
                event = value(line);
            } else if (line.startsWith("data:")) {
                data.append('\n').append(value(line));
            }
        }
        return null;
    }

    private static String value(String line) {
        String value = line.substring(line.indexOf(':') + 1);
        return value.startsWith(" ") ? value.substring(1) : value;
    }
}
