package dev.governance.console.audit;

import dev.governance.chain.ChainRow;
import dev.governance.chain.RowResult;
import dev.governance.chain.SessionVerdict;
import dev.governance.chain.SessionVerifier;
import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.db.Queries;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** One pass over one session: chunk after chunk out of a snapshot, through the chain's arithmetic on a worker. */
final class Reading {
    /** Code of the refusal of a session that takes longer than it may. */
    static final String TOO_LONG = "too_long";

    /** Writers that are remembered by name. */
    private static final int AGENTS_LIMIT = 50;

    private final Queries snapshot;
    private final ChainStore store;
    private final WorkerExecutor workers;
    private final UUID sessionId;
    private final SessionVerifier verifier;
    private final long deadline;
    private final Duration longest;
    private final RowList rows = new RowList();
    private final Set<String> agents = new TreeSet<>();
    private final Promise<Reading> ended = Promise.promise();
    private ChainStore.Place place;
    private Map<UUID, String> words = Map.of();

    Reading(
            Queries snapshot,
            ChainStore store,
            WorkerExecutor workers,
            UUID sessionId,
            SessionVerifier verifier,
            ChainStore.Place place,
            Duration longest) {
        this.snapshot = snapshot;
        this.store = store;
        this.workers = workers;
        this.sessionId = sessionId;
        this.verifier = verifier;
        this.place = place;
        this.longest = longest;
        this.deadline = System.nanoTime() + longest.toNanos();
    }

    /** Reads to the end; refused when that takes too long. */
    Future<Reading> run() {
        next();
        return ended.future();
    }

    /** No recursion of futures: a session of a million rows has two thousand chunks. */
    private void next() {
        if (System.nanoTime() > deadline) {
            ended.fail(tooLong());
            return;
        }
        store.after(snapshot, sessionId, place)
                .compose(this::check)
                .onSuccess(this::goOn)
                .onFailure(ended::fail);
    }

    private void goOn(ChainStore.Chunk chunk) {
        if (chunk.last()) {
            ended.complete(this);
            return;
        }
        place = ChainStore.Place.after(chunk.rows().get(chunk.rows().size() - 1));
        next();
    }

    private Future<ChainStore.Chunk> check(ChainStore.Chunk chunk) {
        return below(chunk.rows()).compose(below -> workers.executeBlocking(() -> take(chunk, below), false));
    }

    private Future<Map<Long, String>> below(List<ChainRow> chunk) {
        List<Long> markers = chunk.stream()
                .filter(row -> row.event().kind().equals(ChainRow.ROTATION))
                .map(ChainRow::chainSeq)
                .toList();
        return markers.isEmpty() ? Future.succeededFuture(Map.of()) : store.newestBelow(snapshot, markers);
    }

    private ChainStore.Chunk take(ChainStore.Chunk chunk, Map<Long, String> below) {
        for (ChainRow row : chunk.rows()) {
            RowResult result = verifier.accept(row, below.get(row.chainSeq()));
            rows.add(result);
            if (agents.size() < AGENTS_LIMIT) {
                agents.add(row.event().agentId());
            }
        }
        return chunk;
    }

    private Refusal tooLong() {
        return new Refusal(
                Fault.UNAVAILABLE,
                TOO_LONG,
                String.format(
                        Locale.ROOT,
                        "verification stopped after %,d events, for it took longer than %d s; nothing is claimed about"
                                + " this session. Verify it on the command line: governance verify --session %s",
                        verifier.finish().events(),
                        longest.toSeconds(),
                        sessionId));
    }

    SessionVerdict verdict() {
        return verifier.finish().saying(words);
    }

    /** Says it of some events in better words. */
    Reading saying(Map<UUID, String> better) {
        words = better;
        return this;
    }

    RowList rows() {
        return rows;
    }

    List<String> agents() {
        return List.copyOf(agents);
    }
}
