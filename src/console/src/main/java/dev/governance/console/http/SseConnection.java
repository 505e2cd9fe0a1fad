package dev.governance.console.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One browser's stream: what was missed first, then what happens; hung up on when it cannot keep up. */
final class SseConnection {
    private static final Logger LOG = LoggerFactory.getLogger(SseConnection.class);

    /** Bytes a slow reader may owe; beyond it the browser reconnects and catches up from the table. */
    static final int OWED_LIMIT = 1024 * 1024;

    /** Bytes kept while the replay is read and sent. */
    private static final int EARLY_LIMIT = 4 * OWED_LIMIT;

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final SlowReader reader;
    private final UUID userId;
    private final List<Buffer> early = new ArrayList<>();
    private int earlyBytes;
    private boolean begun;
    private boolean open;
    private boolean closed;

    /**
     * Prepares an answer.
     *
     * @param stalled how long the browser may take nothing of what is written
     */
    SseConnection(Vertx vertx, Duration stalled, HttpServerRequest request, UUID userId) {
        this.request = request;
        this.response = request.response();
        this.reader = new SlowReader(vertx, stalled, this::hangUp);
        this.userId = userId;
    }

    /** Begins the answer. Fails, as {@link #goOn} does, when it was not taken or the stream ended. */
    Future<Void> begin(Buffer first) {
        if (closed && !response.closed()) {
            HangUp.now(request); // ended before it had begun
        }
        if (!closed) {
            response.setChunked(true)
                    .setWriteQueueMaxSize(OWED_LIMIT)
                    .putHeader("content-type", "text/event-stream")
                    .putHeader("cache-control", "no-store")
                    .putHeader("x-accel-buffering", "no");
            begun = true;
        }
        return goOn(first);
    }

    /** Writes a part of the replay, which may be larger than what a reader may owe. */
    Future<Void> goOn(Buffer part) {
        return closed ? Future.failedFuture("the stream has ended") : reader.takes(response.write(part));
    }

    /** Ends the replay: frames that came meanwhile follow, which may be more than a reader may owe, and then each that comes. */
    Future<Void> flow() {
        if (early.isEmpty()) {
            open = true;
            return Future.succeededFuture();
        }
        Buffer kept = Buffer.buffer(earlyBytes);
        early.forEach(kept::appendBuffer);
        early.clear();
        earlyBytes = 0;
        return goOn(kept).compose(taken -> flow());
    }

    /** Shows that the line is alive, in the middle of a replay, too. */
    void beat(Buffer heartbeat) {
        if (open) {
            write(heartbeat);
        } else if (begun && !closed) {
            response.write(heartbeat).onFailure(SseConnection::gone);
        }
    }

    boolean isClosed() {
        return closed;
    }

    void send(Buffer frames) {
        if (open) {
            write(frames);
        } else if (!closed && earlyBytes + frames.length() <= EARLY_LIMIT) {
            earlyBytes += frames.length();
            early.add(frames);
        } else if (!closed) {
            hangUp();
        }
    }

    /** Says why, then ends. */
    void end(Buffer bye) {
        if (closed) {
            return;
        }
        closed = true;
        if (begun) {
            response.end(bye).onFailure(SseConnection::gone);
        }
    }

    void closed() {
        closed = true;
        early.clear();
        reader.end();
    }

    UUID userId() {
        return userId;
    }

    private void write(Buffer frames) {
        if (closed) {
            return;
        }
        if (response.writeQueueFull()) {
            hangUp();
            return;
        }
        reader.takes(response.write(frames)).onFailure(SseConnection::gone);
    }

    /** Ends it without a word, unless it has ended; the browser comes back and says where it was. */
    void hangUp() {
        if (!closed) {
            closed();
            HangUp.now(request);
        }
    }

    private static void gone(Throwable reason) {
        LOG.atDebug().setCause(reason).log("a browser left the stream");
    }
}
