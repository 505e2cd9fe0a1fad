package dev.governance.console.audit;

import dev.governance.console.contract.Audit;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps checking: what is new soon after it was written, everything else again and again, so that a silent edit of an
 * old row is found. Rests four times as long as it worked.
 */
final class Watch {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    /** Without any ring. */
    private static final Duration TIMER = Duration.ofSeconds(5);

    /** Of one core and one connection, checking takes at most a fifth. */
    private static final int REST = 4;

    private static final Duration LEAST_REST = Duration.ofMillis(200);

    private final Vertx vertx;
    private final Rounds rounds;
    private final Sessions sessions;
    private final Knowledge knowledge;
    private boolean busy;
    private boolean rung;
    private boolean troubled;

    Watch(Vertx vertx, Rounds rounds, Sessions sessions, Knowledge knowledge) {
        this.vertx = vertx;
        this.rounds = rounds;
        this.sessions = sessions;
        this.knowledge = knowledge;
    }

    void start() {
        vertx.setPeriodic(TIMER.toMillis(), timer -> ring());
        ring();
    }

    void ring() {
        rung = true;
        if (!busy) {
            begin();
        }
    }

    Audit.Findings known() {
        return new Audit.Findings(knowledge.findings(), sessions.counted());
    }

    private void begin() {
        busy = true;
        rung = false;
        long begun = System.nanoTime();
        sessions.look()
                .compose(seen -> rounds.work())
                .onSuccess(done -> troubled = false)
                .onFailure(this::logOnce)
                .onComplete(done -> rest(Duration.ofNanos(System.nanoTime() - begun)));
    }

    private void logOnce(Throwable failure) {
        if (!troubled) {
            LOG.atWarn().addKeyValue("reason", failure.getMessage()).log("sessions cannot be checked for now");
        }
        troubled = true;
    }

    private void rest(Duration worked) {
        vertx.setTimer(Math.max(LEAST_REST.toMillis(), worked.toMillis() * REST), timer -> {
            busy = false;
            if (rung || (!troubled && rounds.isWaiting())) {
                begin();
            }
        });
    }
}
