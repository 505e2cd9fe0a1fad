package dev.governance.console.audit.watch;

import dev.governance.console.db.Database;
import dev.governance.console.ledger.Ledger;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the log on behalf of the whole cluster: of all nodes one at a time looks closer at what is suspected and reads
 * everything again and again. Where it stopped, another goes on.
 */
public final class LogWatch {
    private static final Logger LOG = LoggerFactory.getLogger(LogWatch.class);

    /** How soon a node notices that it may take over, or that a round is due. */
    private static final Duration TIMER = Duration.ofSeconds(2);

    /** Long enough for a node that is only busy, short enough that nobody waits for a dead one. */
    private static final Duration LEASE = Duration.ofSeconds(15);

    private static final Duration RENEWAL = Duration.ofSeconds(5);

    private static final Duration LEAST_REST = Duration.ofMillis(20);

    private final Vertx vertx;
    private final Database database;
    private final WorkerExecutor workers;
    private final LogSources sources;
    private final Damages damages;
    private final WatchSettings settings;
    private final UUID node = UUID.randomUUID();
    private final SweepStore store = new SweepStore();
    private final LookStore looks = new LookStore();
    private final Sweep sweep;
    private final OwnLooks own;
    private final FailedLooks failed = new FailedLooks();
    private @Nullable CloserLook look;
    private long lookEpoch;
    private boolean busy;
    private boolean rung;
    private boolean stopped;
    private boolean troubled;

    public LogWatch(
            Vertx vertx,
            Database database,
            WorkerExecutor workers,
            LogSources sources,
            Ledger ledger,
            KnownChain known,
            Remembered remembered,
            WatchSettings settings) {
        this.vertx = vertx;
        this.database = database;
        this.workers = workers;
        this.sources = sources;
        this.damages = new Damages(database, ledger, remembered);
        this.settings = settings;
        this.sweep = new Sweep(database, workers, sources, remembered);
        this.own = new OwnLooks(database, workers, sources, known, remembered, failed);
    }

    public void start() {
        vertx.setPeriodic(TIMER.toMillis(), timer -> ring());
        vertx.setPeriodic(RENEWAL.toMillis(), timer -> renew());
        ring();
    }

    private void renew() {
        if (busy && !stopped) {
            store.renew(database.queries(), node, LEASE)
                    .onFailure(failure -> LOG.atDebug().setCause(failure).log("the right to watch was not renewed"));
        }
    }

    /** Lets another node take over at once. */
    public Future<?> stop() {
        stopped = true;
        return store.giveBack(database.queries(), node).recover(failure -> Future.succeededFuture(0));
    }

    /** Something may be suspected. */
    public void ring() {
        rung = true;
        if (!busy && !stopped) {
            begin();
        }
    }

    private void begin() {
        busy = true;
        rung = false;
        long begun = System.nanoTime();
        turn().onSuccess(worked -> troubled = false)
                .recover(this::logged)
                .onSuccess(worked -> rest(worked, Duration.ofNanos(System.nanoTime() - begun)));
    }

    /** Whoever has nothing to do waits for the timer. */
    private Future<Boolean> logged(Throwable failure) {
        if (!troubled && !stopped) {
            LOG.atWarn().setCause(failure).log("the audit log cannot be watched for now");
        }
        troubled = true;
        return Future.succeededFuture(false);
    }

    private void rest(boolean worked, Duration duration) {
        Duration rest = settings.restAfter(duration);
        vertx.setTimer(Math.max(LEAST_REST.toMillis(), worked ? rest.toMillis() : 0), timer -> {
            busy = false;
            if ((worked || rung) && !stopped) {
                begin();
            }
        });
    }

    /** One moment of work, of this node's own and of that for all; false when there is none for this node. */
    private Future<Boolean> turn() {
        return own.moment().compose(looked -> watch().map(worked -> looked || worked));
    }

    private Future<Boolean> watch() {
        return store.take(database.queries(), node, LEASE, settings.every())
                .compose(held -> held.isEmpty() ? Future.succeededFuture(false) : work(held.get()));
    }

    private Future<Boolean> work(Held held) {
        CloserLook unfinished = look;
        if (unfinished != null && lookEpoch == held.epoch()) {
            return moment(held, unfinished);
        }
        return looks.next(database.queries()).compose(next -> next.isEmpty() ? sweep(held) : begin(held, next.get()));
    }

    private Future<Boolean> begin(Held held, LookStore.Wanted wanted) {
        CloserLook begun = new CloserLook(database, workers, sources, wanted);
        lookEpoch = held.epoch();
        return moment(held, begun);
    }

    private Future<Boolean> moment(Held held, CloserLook closer) {
        look = null; // one that fails begins anew
        UUID session = closer.wanted().sessionId();
        return closer.moment()
                .onSuccess(found -> failed.succeeded(session))
                .compose(found -> keep(held, closer, found))
                .recover(failure -> unread(held, closer.wanted(), failure));
    }

    /** A session that cannot be read must not keep the others waiting; if that lasts, it is told. */
    private Future<Boolean> unread(Held held, LookStore.Wanted wanted, Throwable failure) {
        UUID session = wanted.sessionId();
        return looks.postpone(database.queries(), session)
                .onSuccess(at -> failed.failed(session, failure))
                .compose(at -> at.isPresent() && failed.isHopeless(session)
                        ? damages.looked(held, wanted, Look.failed(session, at.get()))
                        : Future.succeededFuture(true));
    }

    private Future<Boolean> keep(Held held, CloserLook closer, Optional<Look> found) {
        if (found.isEmpty()) {
            look = closer;
            return Future.succeededFuture(true);
        }
        return damages.looked(held, closer.wanted(), found.get());
    }

    private Future<Boolean> sweep(Held held) {
        if (held.startedAt() != null) {
            return sweep.moment(held);
        }
        return sweep.isDue(held, settings.every()) ? sweep.begin(held) : Future.succeededFuture(false);
    }
}
