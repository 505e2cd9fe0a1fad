package dev.governance.sdk.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The stream of a call, whose usage is booked when it ends, however it does; closing it from another thread is an end, too.
 */
final class GuardedStream extends EventStream {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String DONE = "[DONE]";

    private final GuardedCall call;
    private final StreamReading reading;
    private final AtomicLong chunks = new AtomicLong();

    GuardedStream(InputStream source, GuardedCall call, StreamReading reading) {
        super(source, call::checkHalt);
        this.call = call;
        this.reading = reading;
    }

    @Override
    boolean isForHost(byte[] event, boolean last) {
        Optional<String> data = SseEvents.data(event);
        if (data.isPresent()) {
            chunks.incrementAndGet();
        }
        boolean forHost = data.flatMap(GuardedStream::json).map(reading::take).orElse(true);
        boolean complete = reading.usage() != null || data.filter(DONE::equals).isPresent();
        if (last || complete) {
            ended(complete ? StreamEnd.COMPLETE : unfinished());
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

    @Override
    void ended(StreamEnd how) {
        call.streamed(how, reading.usage(), reading.atLeast(), chunks.get(), reading.toolCalls());
    }
}
