package dev.governance.console.audit;

import dev.governance.chain.scan.LogScan;
import dev.governance.console.db.CopyOut;
import dev.governance.console.db.DatabaseUrl;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Takes every row of the log once, in the order of the table, over a connection for each scan. When the database goes away
 * it waits, and goes on in a new snapshot where it was interrupted; it ends only with every row read.
 */
final class LogReading implements AutoCloseable {
    private final DatabaseUrl url;
    private final Executor readers;
    private final Tally tally;
    private final Outage outage;
    private volatile LogSnapshot snapshot;
    private final AtomicInteger snapshots = new AtomicInteger(1);

    /**
     * Prepares reading.
     *
     * @param first the snapshot to begin with; closed together with this
     * @param readers runs the reading for all scans but the first, at the same time
     */
    LogReading(DatabaseUrl url, LogSnapshot first, Executor readers, Tally tally, Outage outage) {
        this.url = url;
        this.snapshot = first;
        this.readers = readers;
        this.tally = tally;
        this.outage = outage;
    }

    /**
     * Reads to the end, on the calling worker and the readers.
     *
     * @param table as the first snapshot shows it
     * @throws Rewritten when it became another while the database was away
     */
    void read(LogStore.Table table, Ranges ranges, List<LogScan> scans) {
        outage.bridge(
                () -> {
                    round(table, ranges, scans);
                    return true;
                },
                () -> {
                    reopen();
                    refuseAnother(table);
                });
    }

    /** What was read cannot be gone on with. */
    static final class Rewritten extends IllegalStateException {
        private static final long serialVersionUID = 1;

        Rewritten() {
            super("all rows of the log were written anew while it was read");
        }
    }

    private void refuseAnother(LogStore.Table before) throws SQLException {
        boolean same = LogStore.table(snapshot.first())
                .filter(now -> now.file() == before.file())
                .isPresent();
        if (!same) {
            throw new Rewritten();
        }
    }

    LogSnapshot snapshot() {
        return snapshot;
    }

    /** How many snapshots it took so far. */
    int snapshots() {
        return snapshots.get();
    }

    /** Goes on in a new snapshot. */
    void reopen() throws SQLException {
        snapshot.close();
        tally.refuseCancelled();
        snapshot = LogSnapshot.open(url);
        snapshots.incrementAndGet();
        if (tally.isCancelled()) {
            snapshot.cancel(); // it was told while this one was opened
        }
    }

    private void round(LogStore.Table table, Ranges ranges, List<LogScan> scans) throws SQLException {
        List<CopyOut> open = snapshot.connections(scans.size());
        AtomicBoolean broken = new AtomicBoolean();
        List<CompletableFuture<Void>> others = new ArrayList<>();
        for (int i = 1; i < open.size(); i++) {
            CopyOut connection = open.get(i);
            LogScan scan = scans.get(i);
            others.add(CompletableFuture.runAsync(() -> stretches(connection, table, ranges, scan, broken), readers));
        }
        CompletionException failure = null;
        try {
            stretches(open.get(0), table, ranges, scans.get(0), broken);
        } catch (CompletionException e) {
            failure = e;
        }
        for (CompletableFuture<Void> other : others) {
            failure = ended(other, failure);
        }
        if (failure != null) {
            throw cause(failure);
        }
    }

    /** Every reader has to end before anybody goes on: what it did not read must be given back. */
    private static @Nullable CompletionException ended(
            CompletableFuture<Void> reader, @Nullable CompletionException before) {
        try {
            reader.join();
            return before;
        } catch (CompletionException e) {
            return before == null ? e : before;
        }
    }

    private static SQLException cause(CompletionException failure) {
        Throwable cause = failure.getCause();
        if (cause instanceof SQLException sql) {
            return sql;
        }
        if (cause instanceof RuntimeException runtime) {
            throw runtime;
        }
        throw failure;
    }

    private void stretches(
            CopyOut connection, LogStore.Table table, Ranges ranges, LogScan scan, AtomicBoolean broken) {
        try {
            Optional<Ranges.Range> range = ranges.next();
            while (range.isPresent() && !broken.get()) {
                stretch(connection, table, ranges, range.get(), scan);
                range = ranges.next();
            }
            range.ifPresent(ranges::giveBack);
        } catch (SQLException | RuntimeException e) {
            broken.set(true);
            throw new CompletionException(e);
        }
    }

    /** What was taken counts even when the stretch is interrupted; the rest is read by whoever goes on. */
    private void stretch(CopyOut connection, LogStore.Table table, Ranges ranges, Ranges.Range range, LogScan scan)
            throws SQLException {
        Taken taken = new Taken(range, tally);
        boolean whole = false;
        try {
            connection.copy(LogStore.stretch(table, range), message -> {
                scan.take(message);
                taken.note(message);
                outage.isOver();
            });
            whole = true;
        } finally {
            taken.tell();
            if (!whole) {
                ranges.giveBack(taken.rest());
            }
        }
    }

    /** Ends what is being read. Safe from any thread. */
    void cancel() {
        snapshot.cancel();
    }

    @Override
    public void close() {
        snapshot.close();
    }
}
