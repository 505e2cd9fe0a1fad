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
    private static final int READ_AT_ONCE = 8;

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
        return missed(Bridge.Since.first(lastSeen))
                .compose(first -> connection
                        .begin(greeting(lastSeen, first))
                        .compose(taken -> goOn(connection, lastSeen, first, 0))
                        .onFailure(broken -> connection.hangUp())
                        .otherwiseEmpty());
    }

    private Future<Bridge.Missed> missed(Bridge.Since since) {
        return since.lastId() < 0
                ? bus.ask(Bridge.MISSED, since) // which reads nothing
                : turns.take(() -> bus.ask(Bridge.MISSED, since));
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
        if (page.next() < 0) {
            return bus.ask(Bridge.STATE, new Bridge.Now())
                    .compose(state -> connection.flow(end(lastSeen, page, count, state)));
        }
        return connection
                .goOn(SseText.of(page.frames()))
                .compose(taken -> missed(new Bridge.Since(lastSeen, page.next())))
                .compose(next -> goOn(connection, lastSeen, next, count));
    }

    private static Buffer end(long lastSeen, Bridge.Missed last, int count, Frame state) {
        Buffer buffer = SseText.of(last.frames());
        if (!last.reset().isEmpty()) {
            buffer.appendBuffer(SseText.of(SseText.frame(last.position(), "reset", new Reason(last.reset()))));
        }
        buffer.appendBuffer(SseText.of(state));
        if (lastSeen >= 0 && last.reset().isEmpty()) {
            buffer.appendBuffer(
                    SseText.of(SseText.frame(last.position(), "caught-up", new CaughtUp(count, last.position()))));
        }
        return buffer;
    }

    record Hello(Instant time, String version, String build, long position) {}

    record CaughtUp(int count, long position) {}

    record Reason(String reason) {}
}
