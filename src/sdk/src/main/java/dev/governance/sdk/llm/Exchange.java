package dev.governance.sdk.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One attempt that was let go: what is to be sent, and what is to be made of the answer. */
public final class Exchange {
    static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final int LARGEST_ANSWER = 64 * 1024 * 1024;

    private record Call(GuardedCall guarded, Protocol protocol, RequestJson request, boolean hidesUsage) {}

    private final @Nullable Call call;
    private final Runnable haltCheck;

    private Exchange(@Nullable Call call, Runnable haltCheck) {
        this.call = call;
        this.haltCheck = haltCheck;
    }

    /**
     * One that calls no model, but may read what a model says, as of a response in the background.
     *
     * @param haltCheck throws when the agent was halted, or that is not known
     */
    static Exchange other(Runnable haltCheck) {
        return new Exchange(null, haltCheck);
    }

    static Exchange of(GuardedCall guarded, Protocol protocol, RequestJson request, boolean hidesUsage) {
        return new Exchange(new Call(guarded, protocol, request, hidesUsage), guarded::checkHalt);
    }

    /** The body to send in place of the host's: the bytes that were judged. Empty when it stays as it is. */
    public Optional<byte[]> request() {
        return Optional.ofNullable(call).map(known -> known.request.bytes());
    }

    /** It was not sent after all. */
    void unsent(Throwable why) {
        if (call != null) {
            call.guarded.unsent(why);
        }
    }

    /** No answer came. */
    public void failed(Throwable problem) {
        if (call != null) {
            call.guarded.failed(problem);
        }
    }

    /**
     * The body for the host in place of {@code body}, which is closed with it. A whole answer is read and booked here; a
     * stream is booked when it ends, and cut when the agent is halted.
     *
     * @throws dev.governance.sdk.errors.AgentHaltedException when a person halted the agent meanwhile
     * @throws dev.governance.sdk.errors.HaltUnknownException when that could not be read for 5 s
     */
    public InputStream answered(int status, @Nullable String contentType, InputStream body) {
        if (call == null) {
            return isEventStream(contentType) ? new EventStream(body, haltCheck) : body;
        }
        if (status < 200 || status >= 300) {
            call.guarded.refused(status);
            return body;
        }
        if (call.request.isStreaming() || isEventStream(contentType)) {
            call.guarded.streaming();
            return new GuardedStream(body, call.guarded, call.protocol.stream(call.hidesUsage));
        }
        return whole(call, body);
    }

    private static boolean isEventStream(@Nullable String contentType) {
        return contentType != null && contentType.toLowerCase(Locale.ROOT).contains("text/event-stream");
    }

    private static InputStream whole(Call call, InputStream body) {
        try {
            return read(call, body);
        } catch (Throwable e) { // a body in Kotlin may throw what Java would have to declare
            call.guarded.failed(e);
            closeQuietly(body);
            throw e;
        }
    }

    private static InputStream read(Call call, InputStream body) {
        byte[] bytes;
        try {
            bytes = body.readNBytes(LARGEST_ANSWER);
        } catch (IOException e) {
            call.guarded.failed(e);
            return new BrokenStream(e);
        }
        Optional<JsonNode> answer = bytes.length < LARGEST_ANSWER ? json(bytes) : Optional.empty();
        call.guarded.answered(
                answer.map(call.protocol::usage).orElse(null),
                answer.map(call.protocol::toolCalls).orElse(List.of()));
        call.guarded.checkHalt(); // an agent that was halted while it waited gets no answer: it may hold calls of tools
        return new SequenceInputStream(new ByteArrayInputStream(bytes), body);
    }

    private static Optional<JsonNode> json(byte[] bytes) {
        try {
            return Optional.ofNullable(MAPPER.readTree(bytes));
        } catch (IOException e) {
            return Optional.empty(); // the client will say what is wrong with it
        }
    }

    static void closeQuietly(InputStream body) {
        try {
            body.close();
        } catch (IOException | RuntimeException e) {
            LOG.atDebug().setCause(e).log("the connection of a call that is over could not be closed");
        }
    }
}
