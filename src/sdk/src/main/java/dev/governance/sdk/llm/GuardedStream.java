package dev.governance.sdk.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A stream of events that is handed on one event a read, so that a halt cuts it at the next one however much of it is
 * here already. Its usage is booked when it ends, however it does; closing it from another thread is an end, too.
 */
final class GuardedStream extends InputStream {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final int BUFFER = 8_192;
    private static final byte[] NOTHING = {};
    private static final String DONE = "[DONE]";

    private final InputStream source;
    private final GuardedCall call;
    private final StreamReading reading;
    private final SseEvents events = new SseEvents();
    private final byte[] buffer = new byte[BUFFER];
    private final AtomicLong chunks = new AtomicLong();
    private int buffered;
    private int taken;
    private byte[] ready = NOTHING;
    private int handed;
    private boolean over;
    private @Nullable RuntimeException cut;

    GuardedStream(InputStream source, GuardedCall call, StreamReading reading) {
        this.source = source;
        this.call = call;
        this.reading = reading;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (handed == ready.length) {
            next();
        }
        if (handed == ready.length) {
            return -1;
        }
        int some = Math.min(length, ready.length - handed);
        System.arraycopy(ready, handed, target, offset, some);
        handed += some;
        return some;
    }

    /** Whatever is here belongs to the next read. */
    @Override
    public int available() {
        return ready.length - handed;
    }

    private void next() throws IOException {
        ready = NOTHING;
        handed = 0;
        while (!over && ready.length == 0) {
            requireNotHalted();
            byte[] event = event();
            requireNotHalted(); // it may have taken long to come
            ready = isForHost(event) ? event : NOTHING;
        }
    }

    private void requireNotHalted() {
        if (cut != null) {
            throw cut;
        }
        try {
            call.checkHalt();
        } catch (RuntimeException halted) {
            cut = halted;
            end(StreamEnd.HALTED);
            Exchange.closeQuietly(source);
            throw halted;
        }
    }

    /** The next event, or what is left at the end. */
    private byte[] event() throws IOException {
        while (true) {
            while (taken < buffered) {
                byte[] event = events.take(buffer[taken++] & 0xFF);
                if (event != null) {
                    return event;
                }
            }
            taken = 0;
            buffered = more();
            if (buffered < 0) {
                over = true;
                return events.rest();
            }
        }
    }

    private int more() throws IOException {
        try {
            return source.read(buffer, 0, BUFFER);
        } catch (IOException | RuntimeException e) {
            end(StreamEnd.FAILED);
            throw e;
        }
    }

    private boolean isForHost(byte[] event) {
        Optional<String> data = SseEvents.data(event);
        if (data.isPresent()) {
            chunks.incrementAndGet();
        }
        boolean forHost = data.flatMap(GuardedStream::json).map(reading::take).orElse(true);
        boolean complete = reading.usage() != null || data.filter(DONE::equals).isPresent();
        if (over || complete) {
            end(complete ? StreamEnd.COMPLETE : StreamEnd.FAILED);
        }
        return forHost;
    }

    private static Optional<JsonNode> json(String data) {
        try {
            return Optional.ofNullable(MAPPER.readTree(data));
        } catch (JsonProcessingException e) {
            return Optional.empty(); // such as [DONE]
        }
    }

    private void end(StreamEnd how) {
        call.streamed(how, reading.usage(), reading.atLeast(), chunks.get(), reading.toolCalls());
    }

    @Override
    public void close() throws IOException {
        try {
            source.close();
        } finally {
            end(StreamEnd.CLOSED);
        }
    }
}
