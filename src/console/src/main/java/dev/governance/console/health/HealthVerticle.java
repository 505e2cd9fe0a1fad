package dev.governance.console.health;

import dev.governance.console.bus.Bus;
import dev.governance.console.contract.Doorbell;
import dev.governance.console.contract.HealthChecks;
import dev.governance.console.contract.Keys;
import dev.governance.console.contract.Postures;
import dev.governance.console.db.Database;
import dev.governance.console.ledger.Ledger;
import dev.governance.console.wire.GovernanceHealth;
import dev.governance.console.wire.KeyTimeline;
import dev.governance.console.wire.Posture;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Tells how this node is. Nothing that does not answer is waited for long, and nothing is looked at twice at once. */
public final class HealthVerticle extends VerticleBase {
    /** Of each thing that is looked at. */
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private final Bus bus;
    private final Database database;
    private final Ledger ledger;
    private final AppendOnlyStore store = new AppendOnlyStore();
    private @Nullable Future<GovernanceHealth> looking;

    public HealthVerticle(Bus bus, Database database, Ledger ledger) {
        this.bus = bus;
        this.database = database;
        this.ledger = ledger;
    }

    @Override
    public Future<?> start() {
        bus.answer(HealthChecks.NOW, asked -> now());
        return Future.succeededFuture();
    }

    private Future<GovernanceHealth> now() {
        Future<GovernanceHealth> running = looking;
        if (running != null) {
            return running;
        }
        Future<GovernanceHealth> started = look();
        looking = started;
        return started.onComplete(ended -> looking = null);
    }

    private Future<GovernanceHealth> look() {
        return known(database.ping().map(true)).compose(answered -> {
            boolean reachable = answered.isPresent();
            Future<HealthRules.Found> found = reachable
                    ? found()
                    : Future.succeededFuture(new HealthRules.Found(
                            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
            return found.map(
                    known -> HealthRules.judge(reachable, known, ledger.writes().measured()));
        });
    }

    private Future<HealthRules.Found> found() {
        Future<Optional<Guards>> guards =
                known(database.within(LONGEST, store::guards)).map(HealthVerticle::flat);
        Future<Optional<Posture>> posture = known(bus.ask(Postures.NOW, new Postures.Now(), LONGEST));
        Future<Optional<KeyTimeline>> keys = known(bus.ask(Keys.LIST, new Keys.All(), LONGEST));
        Future<Optional<Doorbell.Lag>> lag = known(bus.ask(Doorbell.LAG, new Doorbell.Measure(), LONGEST));
        return Future.all(guards, posture, keys, lag)
                .map(all -> new HealthRules.Found(
                        guards.result(), posture.result().map(Posture::chain), keys.result(), lag.result()));
    }

    private static <T> Optional<T> flat(Optional<Optional<T>> known) {
        return known.flatMap(inner -> inner);
    }

    private static <T> Future<Optional<T>> known(Future<T> asked) {
        return asked.timeout(LONGEST.toMillis(), TimeUnit.MILLISECONDS)
                .map(Optional::of)
                .otherwise(Optional.empty());
    }
}
