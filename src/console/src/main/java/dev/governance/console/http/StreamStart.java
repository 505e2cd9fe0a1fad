package dev.governance.console.http;

import dev.governance.console.bus.Bus;
import dev.governance.console.contract.Bridge;
import dev.governance.console.contract.Bridge.Frame;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How a stream begins: hello, what was missed, what is now. Each page of what was missed is read when the one before was
 * taken, and a few at a time, so that a crowd that comes back waits instead of filling memory and database.
 */
final class StreamStart {
    private static final int READ_AT_ONCE = 4;

    /** Browsers that lost the same server come back spread over this many milliseconds. */
    private static final int RETRY_LEAST_MS = 1_000;

    private static final int RETRY_MOST_MS = 3_000;

    private final Bus bus;
    private final Clock clock;
    private final String version;
    private final String build;
    private final Turns turns = new Turns(READ_AT_ONCE);

    StreamStart(Bus bus, Clock clock, String version, String build) {
        this.bus = bus;
        this.clock = clock;
        this.version = version;
        this.build = build;
    }

    /** Fails when the first page cannot be read, before anything is written; later the connection is hung up on. */
    Future<Void> begin(SseConnection connection, long lastSeen) {
        return missed(connection, Bridge.Since.first(lastSeen))
                .compose(first -> connection
                        .begin(greeting(lastSeen, first))
                        .compose(taken -> goOn(connection, lastSeen, first, 0))
                        .onFailure(broken -> connection.hangUp())
                        .otherwiseEmpty());
    }

    private Future<Bridge.Missed> missed(SseConnection connection, Bridge.Since since) {
        return since.lastId() < 0
                ? bus.ask(Bridge.MISSED, since) // which reads nothing
                : turns.take(() -> connection.isClosed()
                        ? Future.failedFuture("it left while it waited")
                        : bus.ask(Bridge.MISSED, since));
    }

    private Buffer greeting(long lastSeen, Bridge.Missed first) {
        long position = first.position();
        long id = Math.max(0, Math.min(lastSeen < 0 ? position : lastSeen, position));
        Buffer buffer = SseText.retry(ThreadLocalRandom.current().nextLong(RETRY_LEAST_MS, RETRY_MOST_MS));
        return buffer.appendBuffer(
                SseText.of(SseText.frame(id, "hello", new Hello(clock.instant(), version, build, position))));
    }

    private Future<Void> goOn(SseConnection connection, long lastSeen, Bridge.Missed page, int before) {
        int count = before + page.frames().size();
        long next = page.next();
        long position = page.position();
        Future<Void> taken = connection.goOn(SseText.of(page.frames()));
        if (next < 0) {
            String reset = page.reset();
            return taken.compose(end -> bus.ask(Bridge.STATE, new Bridge.Now()))
                    .compose(state -> connection.goOn(end(lastSeen, position, reset, count, state.data())))
                    .compose(end -> connection.flow());
        }
        return taken.compose(more -> missed(connection, new Bridge.Since(lastSeen, next, position)))
                .compose(more -> goOn(connection, lastSeen, more, count));
    }

    /** Under the position of the first page: what is told live meanwhile is written after this. */
    private static Buffer end(long lastSeen, long position, String reset, int count, String state) {
        Buffer buffer = Buffer.buffer();
        if (!reset.isEmpty()) {
            buffer.appendBuffer(SseText.of(SseText.frame(position, "reset", new Reason(reset))));
        }
        buffer.appendBuffer(SseText.of(new Frame(position, "state", state)));
        if (lastSeen >= 0 && reset.isEmpty()) {
            buffer.appendBuffer(SseText.of(SseText.frame(position, "caught-up", new CaughtUp(count, position))));
        }
        return buffer;
    }

    record Hello(Instant time, String version, String build, long position) {}

    record CaughtUp(int count, long position) {}

    record Reason(String reason) {}
}
