package dev.governance.console.audit;

import dev.governance.chain.ChainRow;
import dev.governance.chain.KeyMaterial;
import dev.governance.chain.Mark;
import dev.governance.console.audit.marks.Marks;
import dev.governance.console.audit.watch.Announcements;
import dev.governance.console.audit.watch.Expected;
import dev.governance.console.audit.watch.KnownChain;
import dev.governance.console.audit.watch.LogSources;
import dev.governance.console.audit.watch.LogWatch;
import dev.governance.console.audit.watch.MarksAlarm;
import dev.governance.console.audit.watch.NewRowsCheck;
import dev.governance.console.audit.watch.Remembered;
import dev.governance.console.audit.watch.WatchSettings;
import dev.governance.console.bus.Bus;
import dev.governance.console.contract.Audit;
import dev.governance.console.contract.Doorbell;
import dev.governance.console.db.Database;
import dev.governance.console.db.Queries;
import dev.governance.console.ledger.Ledger;
import dev.governance.console.ledger.SigningKey;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Verifies the log all the time, without being asked, and tells what it finds the moment it is seen. */
public final class WatchVerticle extends VerticleBase {
    /** One for what is new, one for what is read again. */
    private static final int WORKERS = 2;

    /** How soon a node tells of marks that are gone or forged. */
    private static final Duration MARKS_TIMER = Duration.ofSeconds(2);

    private final Bus bus;
    private final Database database;
    private final Ledger ledger;
    private final WatchSettings settings;
    private final LogSources sources;
    private @Nullable WorkerExecutor workers;
    private @Nullable NewRowsCheck check;
    private @Nullable LogWatch watch;

    /**
     * Creates the verticle.
     *
     * @param key the one that signs
     * @param material finds those that signed before it was
     * @param marks what this node knows of what was seen
     */
    public WatchVerticle(
            Bus bus,
            Database database,
            Ledger ledger,
            SigningKey key,
            KeyMaterial material,
            Marks marks,
            WatchSettings settings) {
        this.bus = bus;
        this.database = database;
        this.ledger = ledger;
        this.settings = settings;
        KeyStore keys = new KeyStore();
        this.sources = new LogSources(
                snapshot -> keys.ring(snapshot, key, material),
                snapshot -> marks.look(snapshot).map(view -> new Expected(view.verdict(), view.head())));
    }

    @Override
    public Future<?> start() {
        WorkerExecutor executor = vertx.createSharedWorkerExecutor("watch", WORKERS);
        Remembered remembered = new Remembered();
        KnownChain known = new KnownChain(database, sources, remembered, settings.every());
        LogWatch watching = new LogWatch(vertx, database, executor, sources, ledger, known, remembered, settings);
        Announcements news = new Announcements(database, checked -> bus.announce(Audit.CHECKED, checked));
        workers = executor;
        watch = watching;
        check = new NewRowsCheck(executor, sources, remembered);
        bus.answer(Audit.KNOWN, asked -> known.findings());
        // What is told from here on is news to this node, too, so none may be told before it knows what was.
        return news.start().onSuccess(read -> begin(watching, new MarksAlarm(database, ledger, known), news));
    }

    private void begin(LogWatch watching, MarksAlarm alarm, Announcements news) {
        vertx.setPeriodic(MARKS_TIMER.toMillis(), timer -> alarm.look());
        bus.listen(Doorbell.CHAIN, rung -> {
            watching.ring();
            alarm.look();
            news.ring();
        });
        watching.start();
    }

    /** Checks rows as they are marked, in the transaction that marks them. */
    public Future<?> seen(Queries transaction, List<ChainRow> rows, Map<UUID, Mark> before) {
        return Objects.requireNonNull(check, "the watch was not started").seen(transaction, rows, before);
    }

    @Override
    public Future<?> stop() {
        Future<?> stopped = watch == null ? Future.succeededFuture() : watch.stop();
        return stopped.eventually(() -> workers == null ? Future.succeededFuture() : workers.close());
    }
}
