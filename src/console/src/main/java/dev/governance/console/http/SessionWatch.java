package dev.governance.console.http;

import dev.governance.console.bus.Bus;
import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Doorbell;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Ends answers that stay open when the session or the token behind them ends. While nobody can tell, they go on to the end
 * that is known and no further.
 */
final class SessionWatch {
    private static final Duration CHECK = Duration.ofSeconds(30);

    /** Thousands that are looked up at once would leave the database nothing for anybody else. */
    private static final int AT_ONCE = 8;

    /** So long before the end that is known it is asked once more, for use may have put it off. */
    private static final Duration LAST_LOOK = Duration.ofSeconds(3);

    private static final Duration PATIENCE = Duration.ofSeconds(2); // less than LAST_LOOK

    private final Vertx vertx;
    private final Guard guard;
    private final Clock clock;
    private final Set<Watched> open = new LinkedHashSet<>();
    private final Turns turns = new Turns(AT_ONCE);

    SessionWatch(Vertx vertx, Bus bus, Guard guard, Clock clock) {
        this.vertx = vertx;
        this.guard = guard;
        this.clock = clock;
        bus.listen(Doorbell.SESSIONS, rung -> checkAll());
        vertx.setPeriodic(CHECK.toMillis(), timer -> checkAll());
    }

    /** What stays open; compared by identity. */
    static final class Watched {
        private final Credential credential;
        private final Runnable over;
        private long timer = -1; // Vert.x counts from 0
        private boolean waits;

        private Watched(Credential credential, Runnable over) {
            this.credential = credential;
            this.over = over;
        }
    }

    /** Calls {@code over} once, when whoever is here is here no more; not after {@link #forget}. */
    Watched begin(Credential credential, Here here, Runnable over) {
        Watched watched = new Watched(credential, over);
        open.add(watched);
        holds(watched, here);
        return watched;
    }

    void forget(Watched watched) {
        vertx.cancelTimer(watched.timer);
        open.remove(watched);
    }

    private void checkAll() {
        new ArrayList<>(open).forEach(this::check);
    }

    private void check(Watched watched) {
        if (watched.waits) {
            return;
        }
        watched.waits = true;
        turns.take(() -> {
                    watched.waits = false; // whatever is rung from now on is news
                    return open.contains(watched)
                            ? guard.stillHere(watched.credential, Bus.PATIENCE)
                            : Future.failedFuture("it has ended");
                })
                .onSuccess(here -> holds(watched, here))
                .onFailure(failure -> {
                    if (failure instanceof Refusal refusal && refusal.fault() == Fault.UNAUTHENTICATED) {
                        end(watched);
                    }
                });
    }

    private void lastLook(Watched watched) {
        guard.stillHere(watched.credential, PATIENCE)
                .onSuccess(here -> holds(watched, here))
                .onFailure(failure -> end(watched));
    }

    private void holds(Watched watched, Here here) {
        if (!open.contains(watched)) {
            return;
        }
        vertx.cancelTimer(watched.timer);
        Instant end = here.end();
        if (end == null) {
            return;
        }
        long left = Duration.between(clock.instant(), end).toMillis(); // a timer's least is 1
        if (left > LAST_LOOK.toMillis()) {
            watched.timer = vertx.setTimer(left - LAST_LOOK.toMillis(), timer -> lastLook(watched));
        } else if (left > 0) {
            watched.timer = vertx.setTimer(left, timer -> end(watched));
        } else { // it holds all the same: the clock here is ahead of the database's
            watched.timer = vertx.setTimer(CHECK.toMillis(), timer -> lastLook(watched));
        }
    }

    private void end(Watched watched) {
        if (open.contains(watched)) {
            forget(watched);
            watched.over.run();
        }
    }
}
