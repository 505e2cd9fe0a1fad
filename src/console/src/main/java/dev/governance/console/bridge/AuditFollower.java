package dev.governance.console.bridge;

import dev.governance.console.contract.Bridge.Frame;
import dev.governance.console.db.Database;
import dev.governance.console.wire.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads new audit rows from its cursor and turns them into frames; one look at a time. */
final class AuditFollower {
    private static final Logger LOG = LoggerFactory.getLogger(AuditFollower.class);

    private static final int ROWS_A_LOOK = 500;

    /** A row often brings others whose ring was skipped, so the reader looks again after these pauses. */
    private static final long[] TAIL_MS = {2, 5, 20};

    /** After a row, look this often for a while: transactions that skipped their ring commit now. */
    private static final long BUSY_MS = 20;

    private static final long BUSY_FOR_MS = 2_000;

    /** Without any ring. */
    private static final long IDLE_MS = 250;

    private static final long SLOW_EVERY_MS = 10_000;

    private final Vertx vertx;
    private final Database database;
    private final Clock clock;
    private final BridgeStore store;
    private final Consumer<List<Frame>> sink;
    private final Tail tail;

    private boolean looking;
    private boolean rungMeanwhile;
    private long lastRowMs;
    private long lastSlowMs;
    private int tailStep = TAIL_MS.length;
    private long timer = -1;
    private boolean failing;
    private boolean stopped;

    AuditFollower(Vertx vertx, Database database, Clock clock, BridgeStore store, Consumer<List<Frame>> sink) {
        this.vertx = vertx;
        this.database = database;
        this.clock = clock;
        this.store = store;
        this.sink = sink;
        this.tail = new Tail(clock);
    }

    Future<?> start() {
        return begin().onSuccess(started -> schedule());
    }

    private Future<Void> begin() {
        return store.newest(database.queries()).compose(newest -> {
            long highest = newest.map(BridgeStore.Newest::seq).orElse(0L);
            UUID last = newest.map(BridgeStore.Newest::eventId).orElse(null);
            return store.missing(database.queries(), highest)
                    .onSuccess(missing -> tail.startAt(highest, last, missing))
                    .mapEmpty();
        });
    }

    /** The position below which nothing is open. */
    long position() {
        return tail.position();
    }

    /** The highest number that was told. */
    long highest() {
        return tail.highest();
    }

    void ring() {
        tailStep = 0;
        look();
    }

    private void look() {
        if (looking || stopped) {
            rungMeanwhile = true;
            return;
        }
        looking = true;
        store.look(database.queries(), tail.highest(), tail.last(), gaps(), ROWS_A_LOOK)
                .compose(look -> tail.isLost(look) ? beginAnew() : told(look))
                .onComplete(done -> {
                    looking = false;
                    if (done.succeeded()) {
                        failing = false;
                    } else if (!failing) {
                        failing = true; // said once, not at every look
                        LOG.atWarn().setCause(done.cause()).log("new audit rows cannot be read; trying again");
                    }
                    schedule();
                });
    }

    /** New rows get numbers that were told already, so whoever follows has to begin anew, too. */
    private Future<Void> beginAnew() {
        long before = tail.highest();
        LOG.atWarn().addKeyValue("position", before).log("rows that were told are gone; telling from what is left");
        return begin().onSuccess(begun -> sink.accept(List.of(new Frame(
                tail.position(),
                "reset",
                Json.write(
                        Map.of("reason", "what was told up to position " + before + " is not in the log any more"))))));
    }

    private Future<Void> told(BridgeStore.Look look) {
        tell(look);
        return Future.succeededFuture();
    }

    private void tell(BridgeStore.Look look) {
        List<Frame> frames = tail.take(look).stream()
                .map(told -> new Frame(told.position(), "audit", Json.write(told.event())))
                .toList();
        if (!frames.isEmpty()) {
            lastRowMs = clock.millis();
            tailStep = 0;
            sink.accept(frames);
        }
        if (look.events().size() >= ROWS_A_LOOK) {
            rungMeanwhile = true; // there is more to read at once
        }
    }

    private Long[] gaps() {
        if (clock.millis() - lastSlowMs < SLOW_EVERY_MS) {
            return tail.openGaps();
        }
        lastSlowMs = clock.millis();
        Long[] open = tail.openGaps();
        Long[] slow = tail.slowGaps();
        Long[] both = new Long[open.length + slow.length];
        System.arraycopy(open, 0, both, 0, open.length);
        System.arraycopy(slow, 0, both, open.length, slow.length);
        return both;
    }

    /** No look from now on. */
    void stop() {
        stopped = true;
        vertx.cancelTimer(timer);
    }

    private void schedule() {
        if (stopped) {
            return;
        }
        if (timer >= 0) {
            vertx.cancelTimer(timer);
        }
        timer = vertx.setTimer(pause(), fired -> {
            timer = -1;
            look();
        });
    }

    private long pause() {
        if (rungMeanwhile) {
            rungMeanwhile = false;
            return 1;
        }
        if (tailStep < TAIL_MS.length) {
            return TAIL_MS[tailStep++];
        }
        return clock.millis() - lastRowMs < BUSY_FOR_MS || tail.isWaiting() ? BUSY_MS : IDLE_MS;
    }
}
