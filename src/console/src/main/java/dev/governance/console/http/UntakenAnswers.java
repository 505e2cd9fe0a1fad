package dev.governance.console.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * Answers of one HTTP/2 connection that were given and are still to be taken. Each has a deadline of its own, which what
 * else its client asks on that connection does not put off.
 */
final class UntakenAnswers {
    private final Vertx vertx;
    private final Duration limit;
    private final Consumer<HttpServerRequest> giveUp;
    private final Deque<Given> given = new ArrayDeque<>(); // oldest first
    private boolean looking;
    private long timer;

    /**
     * Watches.
     *
     * @param limit how long a client may take for the whole of an answer
     * @param giveUp is told of the request whose answer was not taken
     */
    UntakenAnswers(Vertx vertx, Duration limit, Consumer<HttpServerRequest> giveUp) {
        this.vertx = vertx;
        this.limit = limit;
        this.giveUp = giveUp;
    }

    private record Given(HttpServerRequest request, long at) {
        boolean isTaken() {
            return request.response().closed();
        }

        Duration age() {
            return Duration.ofNanos(System.nanoTime() - at);
        }
    }

    /** An answer that is given. There are never more than requests at once. */
    void add(HttpServerRequest request) {
        given.removeIf(Given::isTaken);
        given.add(new Given(request, System.nanoTime()));
        if (!looking) {
            lookIn(limit);
        }
    }

    /** The connection is over. */
    void close() {
        given.clear();
        if (looking) {
            looking = false;
            vertx.cancelTimer(timer);
        }
    }

    private void lookIn(Duration pause) {
        looking = true;
        timer = vertx.setTimer(Math.max(1, pause.toMillis()), passed -> look());
    }

    private void look() {
        looking = false;
        given.removeIf(Given::isTaken);
        while (!given.isEmpty() && given.element().age().compareTo(limit) >= 0) {
            giveUp.accept(given.remove().request());
        }
        if (!given.isEmpty()) {
            lookIn(limit.minus(given.element().age()).plusMillis(1));
        }
    }
}
