package dev.governance.console.audit.marks;

import dev.governance.chain.ChainKey;
import dev.governance.chain.MarkHead;
import dev.governance.chain.MarksKey;
import dev.governance.chain.SetHash;
import dev.governance.console.db.Database;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.ledger.Ledger;
import dev.governance.console.testing.Eventually;
import dev.governance.console.wire.MarksVerdict;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A node that marks when it is told to. */
public final class MarkingNode implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final WorkerExecutor workers = vertx.createSharedWorkerExecutor("marks", 1);
    private final Database database;
    private final ChainKey chainKey;
    private final MarksKey key;
    private final HeadFiles files;
    public final Marks marks;
    final Marker marker;

    /** A node that keeps its heads nowhere else. */
    public MarkingNode(DatabaseUrl url, ChainKey chainKey, MarksKey key) {
        this(url, chainKey, key, new HeadFiles(List.of()), NewRows.IGNORED, Lag.PATIENCE);
    }

    /** A node that keeps its heads in {@code file}, and remembers what is there. */
    public MarkingNode(DatabaseUrl url, ChainKey chainKey, MarksKey key, Path file) {
        this(url, chainKey, key, file, NewRows.IGNORED);
    }

    MarkingNode(DatabaseUrl url, ChainKey chainKey, MarksKey key, Path file, NewRows news) {
        this(url, chainKey, key, file, news, Lag.PATIENCE);
    }

    MarkingNode(DatabaseUrl url, ChainKey chainKey, MarksKey key, Path file, NewRows news, Duration patience) {
        this(url, chainKey, key, new HeadFiles(List.of(file)), news, patience);
    }

    private MarkingNode(
            DatabaseUrl url, ChainKey chainKey, MarksKey key, HeadFiles files, NewRows news, Duration patience) {
        this.database = Database.open(vertx, url.pgOptions());
        this.chainKey = chainKey;
        this.key = key;
        this.files = files;
        this.marks = new Marks(() -> new Marks.Keys(key, key.publicKey()), files, patience);
        this.marker = new Marker(database, workers, marks, key, news);
    }

    public MarkHead adopt(String reason) {
        Ledger ledger = new Ledger(chainKey, Clock.systemUTC());
        return await(new Adoption(database, workers, ledger, key, files).adopt(reason, "a test"));
    }

    /** Signs the newest head again, as if that had been at another time. */
    public void signAgain(Instant at) {
        sign(view().head().number() + 1, at);
    }

    /** Signs heads as if so many had been signed that the newest has this number. */
    public void signUpTo(long number) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        sign(number - 1, now);
        sign(number, now);
    }

    private void sign(long number, Instant at) {
        MarkHead last = view().head();
        MarkHead head = MarkHead.signed(
                key, number, at, last.marked(), last.sessions(), last.events(), last.root(), last.hash(), null);
        MarksStore store = new MarksStore();
        await(database.inTransaction(transaction -> store.append(transaction, head)
                .compose(added -> store.state(transaction))
                .compose(state -> store.set(
                        transaction,
                        head.number(),
                        SetHash.of(state.orElseThrow().sum().getBytes())))));
    }

    /** Marks until there is nothing new. */
    public MarkingNode mark() {
        Eventually.holds("everything is marked", () -> isDone(advance()));
        return this;
    }

    Marker.Outcome advance() {
        return await(marker.advance());
    }

    private static boolean isDone(Marker.Outcome outcome) {
        return outcome.rows() == 0 && !outcome.more() && outcome.pause().equals(Duration.ZERO);
    }

    public Marks.View view() {
        return seenBy(marks);
    }

    /** What somebody who knows other keys and heads says of the same database. */
    Marks.View seenBy(Marks other) {
        return await(database.inSnapshot(Duration.ofSeconds(10), snapshot -> other.proved(snapshot, workers)));
    }

    public MarksVerdict.State state() {
        return view().verdict().state();
    }

    static <T> T await(Future<T> future) {
        return future.timeout(20, TimeUnit.SECONDS).await();
    }

    @Override
    public void close() {
        vertx.close().timeout(20, TimeUnit.SECONDS).await();
    }
}
