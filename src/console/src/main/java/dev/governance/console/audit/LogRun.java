package dev.governance.console.audit;

import dev.governance.chain.KeyRing;
import dev.governance.chain.Marked;
import dev.governance.chain.scan.LogScan;
import dev.governance.chain.scan.LogTotals;
import dev.governance.console.audit.marks.Marks;
import dev.governance.console.db.CopyOut;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.db.Queries;
import dev.governance.console.wire.MarksVerdict;
import dev.governance.console.wire.ReadingProgress;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Verifies the whole log once: every row fast, in one snapshot, and then again, exactly, each session that is not plainly
 * in order.
 */
final class LogRun implements Run {
    /** Blocks of a stretch, 64 MiB, where several read at once. */
    private static final long WIDTH = 8_192;

    /** How long the database may be away before a run gives up. */
    static final Duration PATIENCE = Duration.ofMinutes(10);

    /** Of runs that have to begin anew after an interruption. */
    private static final int BEGINNINGS = 20;

    private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));

    private final DatabaseUrl url;
    private final int connections;
    private final Executor readers;
    private final WorkerExecutor workers;
    private final Examination examination;
    private final Verification proof;
    private final LogWords words;
    private final long width;
    private final Tally tally = new Tally();
    private final Outage outage;
    private volatile @Nullable LogReading reading;
    private int beginnings = BEGINNINGS;

    /**
     * Prepares a run.
     *
     * @param connections that read at once; {@code readers} runs all but one of them
     * @param workers runs the rest of it, one at a time
     */
    LogRun(
            DatabaseUrl url,
            int connections,
            Executor readers,
            WorkerExecutor workers,
            Verification proof,
            LogWords words) {
        this(url, connections, readers, workers, proof, words, WIDTH, PATIENCE);
    }

    LogRun(
            DatabaseUrl url,
            int connections,
            Executor readers,
            WorkerExecutor workers,
            Verification proof,
            LogWords words,
            long width,
            Duration patience) {
        this.url = url;
        this.connections = connections;
        this.readers = readers;
        this.workers = workers;
        this.proof = proof;
        this.words = words;
        this.width = width;
        this.outage = new Outage(tally, patience);
        this.examination = new Examination(proof, workers, tally, outage);
    }

    @Override
    public Future<Conclusion> begin() {
        return once().onComplete(ended -> close());
    }

    /** What is known before the rows are read must be of one snapshot, so an outage meanwhile begins it anew. */
    private Future<Conclusion> once() {
        return workers.executeBlocking(this::open, false)
                .compose(open -> proof.inSnapshot(
                                open.snapshot().name(),
                                (snapshot, ring) ->
                                        basis(snapshot, ring, open.snapshot().begun()))
                        .compose(basis -> workers.executeBlocking(() -> scan(open, basis), false))
                        .compose(scanned -> examination
                                .look(open, scanned.marks(), scanned.marked())
                                .map(examined -> words.conclusion(
                                        scanned.totals(), examined, tally.worked(), open.snapshots()))))
                .recover(failure -> mayBeginAnew(failure) ? anew() : Future.failedFuture(failure));
    }

    private Future<Basis> basis(Queries snapshot, KeyRing ring, long begun) {
        return proof.marks(snapshot, begun).map(view -> new Basis(ring, view));
    }

    private record Basis(KeyRing ring, Marks.View marks) {}

    private record Scanned(LogTotals totals, MarksVerdict marks, Marked marked) {}

    private Future<Conclusion> anew() {
        tally.startOver();
        return once();
    }

    private boolean mayBeginAnew(Throwable failure) {
        boolean useless = failure instanceof LogReading.Rewritten || (tally.rows() == 0 && Trouble.isPassing(failure));
        return useless && !tally.isCancelled() && --beginnings > 0;
    }

    private LogReading open() {
        close();
        LogReading open =
                outage.bridge(() -> new LogReading(url, LogSnapshot.open(url), readers, tally, outage), () -> {});
        reading = open;
        if (tally.isCancelled()) {
            open.close();
        }
        tally.refuseCancelled();
        return open;
    }

    /** Reads everything; what is not in order is left to be examined. */
    private Scanned scan(LogReading open, Basis basis) throws SQLException {
        CopyOut first = open.snapshot().first();
        Optional<LogStore.Extent> extent = LogStore.extent(first);
        try (Expectations expected = Expectations.read(first, basis.marks(), TEMPORARY)) {
            if (extent.isPresent()) {
                read(open, extent.get(), scans(basis.ring(), expected));
            }
            return new Scanned(expected.files().join(examination::note), expected.verdict(), expected.marked());
        }
    }

    private List<LogScan> scans(KeyRing ring, Expectations expected) {
        return Stream.generate(() -> new LogScan(ring, expected.marked(), expected.files()))
                .limit(connections)
                .toList();
    }

    private void read(LogReading open, LogStore.Extent log, List<LogScan> scans) {
        tally.expect(log.estimate());
        LogStore.Table table = log.table();
        boolean parts = connections > 1 && table.since14();
        open.read(table, new Ranges(table.blocks(), parts ? width : Ranges.OPEN), scans);
        scans.forEach(LogScan::finish);
    }

    private void close() {
        LogReading open = reading;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public ReadingProgress progress() {
        return tally.progress();
    }

    @Override
    public void cancel() {
        tally.cancel();
        LogReading open = reading;
        if (open != null) {
            open.cancel();
        }
    }
}
