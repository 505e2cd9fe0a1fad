package dev.governance.console.posture;

import dev.governance.console.bus.Bus;
import dev.governance.console.bus.Topic;
import dev.governance.console.contract.Audit;
import dev.governance.console.contract.Doorbell;
import dev.governance.console.contract.Postures;
import dev.governance.console.db.AuditRows;
import dev.governance.console.db.Database;
import dev.governance.console.wire.Posture;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.List;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Judges the whole fleet and tells when its posture changes. */
public final class PostureVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(PostureVerticle.class);

    private static final List<Topic<Doorbell.Rung>> DOORBELLS =
            List.of(Doorbell.APPENDED, Doorbell.PRESENCE, Doorbell.COST, Doorbell.GATES, Doorbell.HALT, Doorbell.CHAIN);

    /** People read no faster; every ring in between is answered together. */
    private static final Duration PAUSE = Duration.ofMillis(500);

    /** Liveness, expiry and "today" move with time alone. */
    private static final Duration WITHOUT_A_RING = Duration.ofSeconds(15);

    /** Of the database's time, judging takes at most a fifth. */
    private static final int REST = 4;

    private final Bus bus;
    private final PostureReader reader;
    private final FleetRules rules;
    private @Nullable Judged current;
    private @Nullable Posture announced;
    private @Nullable Future<Judged> judging;
    private boolean stale = true;
    private boolean rung;
    private boolean pausing;
    private boolean troubled;

    /** The posture, and the events that it was made of. */
    private record Judged(Posture posture, EventTally events) {}

    /**
     * Creates the verticle.
     *
     * @param version of the console, shown with the posture
     * @param costWarningPercent share of the daily cap from which spending warns, asked each time
     */
    public PostureVerticle(Bus bus, Database database, AuditRows rows, String version, IntSupplier costWarningPercent) {
        this.bus = bus;
        this.reader = new PostureReader(bus, database, new PostureStore(rows));
        this.rules = new FleetRules(version, new CardRules(new ModuleRules(costWarningPercent)));
    }

    @Override
    public Future<?> start() {
        bus.answer(Postures.NOW, now -> now().map(Judged::posture));
        bus.answer(Postures.ACTIVE, this::active);
        DOORBELLS.forEach(doorbell -> bus.listen(doorbell, rung -> changed()));
        bus.listen(Audit.CHECKED, checked -> changed());
        vertx.setPeriodic(WITHOUT_A_RING.toMillis(), timer -> changed());
        return Future.succeededFuture();
    }

    private Future<Postures.Listed> active(Postures.Active asked) {
        int limit = Math.min(asked.limit(), Postures.MOST_ACTIVE);
        return now().map(known -> new Postures.Listed(ActivityRules.newest(known.events(), limit)));
    }

    private Future<Judged> now() {
        Judged known = current;
        return known != null && !stale ? Future.succeededFuture(known) : judge();
    }

    private void changed() {
        stale = true;
        rung = true;
        if (!pausing) {
            announce();
        }
    }

    private void announce() {
        rung = false;
        pausing = true;
        long startedAt = System.nanoTime();
        judge().onSuccess(judged -> announceIfDifferent(judged.posture()))
                .onFailure(this::logOnce)
                .onComplete(done -> pause(Duration.ofNanos(System.nanoTime() - startedAt)));
    }

    private void announceIfDifferent(Posture posture) {
        Posture before = announced == null ? posture : announced;
        announced = posture;
        troubled = false;
        Difference.between(before, posture).ifPresent(changed -> bus.announce(Postures.CHANGED, changed));
    }

    private void logOnce(Throwable failure) {
        if (!troubled) {
            LOG.atWarn().addKeyValue("reason", failure.getMessage()).log("the posture cannot be judged for now");
        }
        troubled = true;
    }

    private void pause(Duration worked) {
        vertx.setTimer(Math.max(PAUSE.toMillis(), worked.toMillis() * REST), timer -> {
            pausing = false;
            if (rung) {
                announce();
            }
        });
    }

    /** Judges what is in the database now: a ring that comes while it is being read makes another round. */
    private Future<Judged> judge() {
        Future<Judged> running = judging;
        if (running != null) {
            return stale ? running.transform(ended -> judge()) : running;
        }
        stale = false;
        Future<Judged> started = reader.read().map(readings -> new Judged(rules.judge(readings), readings.events()));
        judging = started;
        return started.onComplete(ended -> judging = null).onSuccess(this::keep).onFailure(failure -> stale = true);
    }

    private void keep(Judged judged) {
        current = judged;
        announced = announced == null ? judged.posture() : announced;
    }
}
