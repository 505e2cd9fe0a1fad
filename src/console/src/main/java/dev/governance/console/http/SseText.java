package dev.governance.console.http;

import dev.governance.console.contract.Bridge.Frame;
import dev.governance.console.wire.Json;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Frames as the wire wants them (WHATWG HTML, section 9.2). */
final class SseText {
    static Buffer of(List<Frame> frames) {
        Buffer buffer = Buffer.buffer();
        append(buffer, frames);
        return buffer;
    }

    static void append(Buffer buffer, List<Frame> frames) {
        frames.forEach(frame -> append(buffer, frame));
    }

    static Buffer of(Frame frame) {
        return of(List.of(frame));
    }

    static Frame frame(long position, String event, Object data) {
        return new Frame(position, event, Json.write(data));
    }

    /** Tells the browser how long to wait before it reconnects. */
    static Buffer retry(long milliseconds) {
        return Buffer.buffer("retry: " + milliseconds + "\n\n");
    }

    static Buffer heartbeat() {
        return Buffer.buffer(": beat\n\n");
    }

    private static void append(Buffer buffer, Frame frame) {
        buffer.appendString("id: " + frame.id() + "\nevent: " + frame.event() + "\ndata: ");
        // JSON escapes line breaks, so the data is one line.
        buffer.appendBytes(frame.data().getBytes(StandardCharsets.UTF_8));
        buffer.appendString("\n\n");
    }

    private SseText() {}
}
