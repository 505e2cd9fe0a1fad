package dev.governance.console.audit;

import dev.governance.chain.ChainRow;
import dev.governance.chain.Finding;
import dev.governance.chain.RowResult;
import dev.governance.chain.SessionVerdict;
import dev.governance.chain.SessionVerifier;
import dev.governance.console.audit.rows.RowStore;
import dev.governance.console.db.Queries;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.WorkerExecutor;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * One pass over one session: piece after piece out of a snapshot, through the chain's arithmetic on a worker. What was
 * read counts when a snapshot breaks off, and the pass goes on in another.
 */
final class Reading {
    /** Writers that are remembered by name. */
    private static final int AGENTS_LIMIT = 50;

    private final RowStore store;
    private final WorkerExecutor workers;
    private final UUID sessionId;
    private final SessionVerifier verifier;
    private final long upTo;
    private final Listener listener;
    private final RowList rows = new RowList();
    private final Set<String> agents = new TreeSet<>();
    private volatile RowStore.Place place = RowStore.Place.START;
    private volatile boolean complete;
    private Map<Finding, Finding> words = Map.of();

    /** Hears of each piece on a worker; what it throws ends the pass. */
    interface Listener {
        void took(int rows, boolean last);
    }

    /**
     * Prepares a pass.
     *
     * @param upTo the last chain_seq that is read
     */
    Reading(
            RowStore store,
            WorkerExecutor workers,
            UUID sessionId,
            SessionVerifier verifier,
            long upTo,
            Listener listener) {
        this.store = store;
        this.workers = workers;
        this.sessionId = sessionId;
        this.verifier = verifier;
        this.upTo = upTo;
        this.listener = listener;
    }

    /** Reads to the end from where it is. */
    Future<Reading> run(Queries snapshot) {
        Promise<Reading> ended = Promise.promise();
        next(snapshot, ended);
        return ended.future();
    }

    /** No recursion of futures: a session of a million rows has two thousand pieces. */
    private void next(Queries snapshot, Promise<Reading> ended) {
        if (complete) {
            ended.complete(this);
            return;
        }
        store.ofOne(snapshot, sessionId, place, upTo)
                .compose(piece -> check(snapshot, piece))
                .onSuccess(taken -> next(snapshot, ended))
                .onFailure(ended::fail);
    }

    private Future<?> check(Queries snapshot, RowStore.Piece piece) {
        return store.below(snapshot, piece.rows())
                .compose(below -> workers.executeBlocking(() -> take(piece, below), false));
    }

    private boolean take(RowStore.Piece piece, Map<Long, String> below) {
        for (ChainRow row : piece.rows()) {
            RowResult result = verifier.accept(row, below.get(row.chainSeq()));
            rows.add(result);
            if (agents.size() < AGENTS_LIMIT) {
                agents.add(row.event().agentId());
            }
            place = RowStore.Place.after(row);
        }
        complete = piece.last();
        listener.took(piece.rows().size(), complete);
        return complete;
    }

    /** Whether every row was read. */
    boolean isComplete() {
        return complete;
    }

    SessionVerdict verdict() {
        return verifier.finish().saying(words);
    }

    /** Says some of its findings in better words. */
    Reading saying(Map<Finding, Finding> better) {
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
