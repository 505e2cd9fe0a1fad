package dev.governance.console.audit.marks;

import dev.governance.console.bus.Bus;
import dev.governance.console.contract.Doorbell;
import dev.governance.console.db.Database;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps marking, soon after something was written and by a timer. A node without the key stands by. */
public final class MarksVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(MarksVerticle.class);

    /** Without any ring; also how soon a gap is looked at again. */
    private static final Duration TIMER = Duration.ofSeconds(1);

    private static final Duration KEY_TIMER = Duration.ofSeconds(5);

    /** For what is being marked when the node stops; what was not signed by then is marked again by another. */
    private static final Duration LONGEST_END = Duration.ofSeconds(5);

    private final Bus bus;
    private final Database database;
    private final Marks marks;
    private final NewRows news;
    private @Nullable WorkerExecutor workers;
    private @Nullable Marker marker;
    private Future<Marker.Outcome> advancing = Future.succeededFuture(Marker.Outcome.NOTHING);
    private boolean busy;
    private boolean stopping;
    private boolean rung;
    private boolean troubled;

    public MarksVerticle(Bus bus, Database database, Marks marks, NewRows news) {
        this.bus = bus;
        this.database = database;
        this.marks = marks;
        this.news = news;
    }

    @Override
    public Future<?> start() {
        workers = vertx.createSharedWorkerExecutor("marks", 1);
        bus.listen(Doorbell.APPENDED, bell -> ring());
        vertx.setPeriodic(TIMER.toMillis(), timer -> ring());
        vertx.setPeriodic(KEY_TIMER.toMillis(), timer -> lookForKey());
        ring();
        return Future.succeededFuture();
    }

    /** An operator may adopt the log, and so make the key, while this node runs. */
    private void lookForKey() {
        WorkerExecutor executor = workers;
        if (executor != null && marks.key().isEmpty()) {
            executor.executeBlocking(() -> {
                        marks.reload();
                        return null;
                    })
                    .onFailure(this::tellOnce);
        }
    }

    private Optional<Marker> marker() {
        WorkerExecutor executor = workers;
        if (marker == null && executor != null) {
            marks.key().ifPresent(key -> marker = new Marker(database, executor, marks, key, news));
        }
        return Optional.ofNullable(marker);
    }

    /** Workers must not end under a batch that still has digests to make. */
    @Override
    public Future<?> stop() {
        stopping = true;
        if (marker != null) {
            marker.hasten();
        }
        WorkerExecutor executor = workers;
        return executor == null
                ? Future.succeededFuture()
                : advancing
                        .timeout(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS)
                        .transform(ended -> executor.close());
    }

    private void ring() {
        rung = true;
        if (!busy) {
            begin();
        }
    }

    private void begin() {
        rung = false;
        if (stopping) {
            return;
        }
        marker().ifPresent(mine -> {
            busy = true;
            advancing = mine.advance();
            advancing.onComplete(this::goOn, this::rest);
        });
    }

    private void goOn(Marker.Outcome outcome) {
        troubled = false;
        // Heads come at most once a second, so after one there is nothing to do for so long.
        Duration pause = outcome.rows() > 0 ? Marker.PACE : outcome.pause();
        if (!pause.isZero()) {
            vertx.setTimer(Math.max(1, pause.toMillis()), timer -> begin());
            return;
        }
        busy = false;
        if (rung) {
            begin();
        }
    }

    private void rest(Throwable failure) {
        tellOnce(failure);
        vertx.setTimer(TIMER.toMillis(), timer -> {
            busy = false;
            ring();
        });
    }

    private void tellOnce(Throwable failure) {
        if (!troubled) {
            LOG.atWarn().addKeyValue("reason", failure.getMessage()).log("new events cannot be marked for now");
        }
        troubled = true;
    }
}
