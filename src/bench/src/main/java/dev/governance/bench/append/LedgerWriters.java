package dev.governance.bench.append;

import dev.governance.bench.machine.Latencies;
import dev.governance.bench.machine.Place;
import dev.governance.chain.ChainKey;
import dev.governance.console.db.Database;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.ledger.AuditEntry;
import dev.governance.console.ledger.Ledger;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The console's own ledger: event loops, the console's pool of connections, a transaction an event. */
final class LedgerWriters implements Writers {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Vertx vertx = Vertx.vertx();
    private final int count;
    private final Database database;
    private final Ledger ledger = new Ledger(ChainKey.ofSecret(Place.SECRET), Clock.systemUTC());

    LedgerWriters(DatabaseUrl url, int count, Flush flush) {
        this.count = count;
        this.database = Database.open(vertx, flush.on(url).pgOptions());
    }

    @Override
    public void run(Duration length, Latencies latencies) {
        long end = System.nanoTime() + length.toNanos();
        List<CompletableFuture<Void>> running = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Writer writer = new Writer(i, end, latencies);
            running.add(writer.done);
            Context context = vertx.getOrCreateContext();
            context.runOnContext(begun -> writer.next());
        }
        running.forEach(LedgerWriters::await);
    }

    /** One writer: the next event when the last is committed. */
    private final class Writer {
        private final CompletableFuture<Void> done = new CompletableFuture<>();
        private final int number;
        private final long end;
        private final Latencies latencies;
        private UUID session = UUID.randomUUID();
        private int written;

        Writer(int number, long end, Latencies latencies) {
            this.number = number;
            this.end = end;
            this.latencies = latencies;
        }

        void next() {
            long began = System.nanoTime();
            if (began >= end) {
                done.complete(null);
                return;
            }
            if (++written % Content.SESSION == 0) {
                session = UUID.randomUUID();
            }
            AuditEntry entry = new AuditEntry(session, Content.AGENT + number, Content.KIND, Content.METADATA);
            database.inTransaction(transaction -> ledger.append(transaction, entry))
                    .onSuccess(id -> {
                        latencies.add(System.nanoTime() - began);
                        next();
                    })
                    .onFailure(done::completeExceptionally);
        }
    }

    private static void await(CompletableFuture<Void> writer) {
        try {
            writer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("a writer of the ledger failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while writers ran", e);
        }
    }

    @Override
    public void close() {
        await(database.close().toCompletionStage().toCompletableFuture());
        await(vertx.close().toCompletionStage().toCompletableFuture());
    }
}
