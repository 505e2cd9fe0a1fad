package dev.governance.console.doorbell;

import dev.governance.console.bus.Bus;
import dev.governance.console.bus.Topic;
import dev.governance.console.contract.Doorbell;
import dev.governance.console.contract.Doorbell.Rung;
import dev.governance.console.db.Database;
import dev.governance.console.db.Listening;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.pgclient.PgConnectOptions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears what Postgres rings and passes it on; rings by itself when nothing is heard. */
public final class DoorbellVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(DoorbellVerticle.class);

    /** Without NOTIFY (a pooler in between, a missing trigger) everything is at most this late. */
    private static final Duration TIMER = Duration.ofSeconds(5);

    private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(2);

    /** A writer that found the bell of the log in use or resting is heard by this echo: longer than the bell rests. */
    private static final long ECHO_MS = 25;

    private final Bus bus;
    private final Database database;
    private final PgConnectOptions options;
    private @Nullable Listening listening;
    private boolean echoing;
    private boolean echoAgain;

    public DoorbellVerticle(Bus bus, Database database, PgConnectOptions options) {
        this.bus = bus;
        this.database = database;
        this.options = options;
    }

    @Override
    public Future<?> start() {
        LagProbe lag = new LagProbe(database);
        Listening ear = new Listening(
                vertx,
                options,
                Map.of(Notification.CHANNEL, this::heard, LagProbe.CHANNEL, lag::heard),
                // What was rung while the connection was away is lost, so every beginning rings for all.
                () -> ringAll(true));
        listening = ear;
        bus.answer(Doorbell.LAG, asked -> lag.measured());
        bus.answer(Doorbell.PING, ping -> database.ping().map(answered -> new Doorbell.Pong()));
        vertx.setPeriodic(TIMER.toMillis(), timer -> ringAll(false));
        return ear.begin();
    }

    /** While it tries to come back it would wait for that; the connection ends with this node in any case. */
    @Override
    public Future<?> stop() {
        return listening == null
                ? Future.succeededFuture()
                : listening
                        .close()
                        .timeout(LONGEST_GOODBYE.toMillis(), TimeUnit.MILLISECONDS)
                        .otherwiseEmpty();
    }

    private void heard(String payload) {
        Notification.topicOf(payload)
                .ifPresentOrElse(
                        this::pass,
                        () -> LOG.atWarn()
                                .addKeyValue("payload", payload)
                                .log("an unknown bell rang; is the database newer than this console?"));
    }

    private void pass(Topic<Rung> topic) {
        ring(topic, true);
        if (topic.equals(Doorbell.APPENDED)) {
            echo();
        }
    }

    private void echo() {
        if (echoing) {
            echoAgain = true;
            return;
        }
        echoing = true;
        vertx.setTimer(ECHO_MS, timer -> {
            echoing = false;
            ring(Doorbell.APPENDED, true);
            if (echoAgain) {
                echoAgain = false;
                echo();
            }
        });
    }

    private void ringAll(boolean heard) {
        Notification.topics().forEach(topic -> ring(topic, heard));
    }

    private void ring(Topic<Rung> topic, boolean heard) {
        bus.announce(topic, new Rung(heard));
    }
}
