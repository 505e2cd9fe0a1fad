package dev.governance.console.audit.watch;

import dev.governance.chain.ChainRow;
import dev.governance.console.audit.rows.RowStore;
import dev.governance.console.audit.rows.RowStore.Piece;
import dev.governance.console.audit.rows.RowStore.Place;
import dev.governance.console.db.Queries;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A part of the log in the order of sessions: many short sessions at once, a long one piece by piece. Marks and keys are
 * of one snapshot; rows may be read in later ones, for what the marks are about does not change any more.
 */
final class Stretch {
    private final RowStore rows;
    private final WorkerExecutor workers;
    private final Merge merge;
    private final boolean toTheEnd;
    private final @Nullable UUID upTo;
    private @Nullable UUID place;
    private @Nullable UUID longSession;
    private Place longPlace = Place.START;
    private boolean done;

    /**
     * Begins.
     *
     * @param after the session before it; null at the start of the log
     * @param marks the next ones after that
     */
    Stretch(RowStore rows, WorkerExecutor workers, View view, List<SessionMark> marks, @Nullable UUID after) {
        this.rows = rows;
        this.workers = workers;
        this.merge = new Merge(view, marks);
        this.toTheEnd = marks.size() < MarkPageStore.PAGE;
        this.upTo = toTheEnd ? null : marks.get(marks.size() - 1).sessionId();
        this.place = after;
    }

    /** The last session that was finished; null at the start of the log. */
    @Nullable
    UUID place() {
        return place;
    }

    boolean isDone() {
        return done;
    }

    /** Whether nothing follows, being done. */
    boolean isTheLast() {
        return toTheEnd;
    }

    /** Whether it is in the middle of a session, which would have to begin anew. */
    boolean isWithinASession() {
        return longSession != null;
    }

    Merge.Found take() {
        return merge.take();
    }

    /** Reads the next piece; true when it is done or a long session has ended. */
    Future<Boolean> step(Queries snapshot) {
        UUID session = longSession;
        return session == null
                ? rows.ofMany(snapshot, place, upTo).compose(piece -> many(snapshot, piece))
                : rows.ofOne(snapshot, session, longPlace, Long.MAX_VALUE).compose(piece -> one(snapshot, piece));
    }

    private Future<Boolean> many(Queries snapshot, Piece piece) {
        if (piece.last()) {
            return check(snapshot, piece.rows())
                    .compose(checked -> onWorker(this::end))
                    .map(true);
        }
        UUID open = last(piece.rows()).event().sessionId();
        List<ChainRow> whole = piece.rows().stream()
                .filter(row -> !row.event().sessionId().equals(open))
                .toList();
        if (whole.isEmpty()) {
            longSession = open;
            longPlace = Place.START;
            return Future.succeededFuture(false);
        }
        return check(snapshot, whole)
                .compose(checked -> onWorker(merge::endPass))
                .map(ended -> {
                    place = last(whole).event().sessionId();
                    return false;
                });
    }

    private Future<Boolean> one(Queries snapshot, Piece piece) {
        if (!piece.rows().isEmpty()) {
            longPlace = Place.after(last(piece.rows()));
        }
        Future<?> checked = check(snapshot, piece.rows());
        if (!piece.last()) {
            return checked.map(false);
        }
        return checked.compose(all -> onWorker(merge::endPass)).map(ended -> {
            place = longSession;
            longSession = null;
            return true;
        });
    }

    private Future<?> check(Queries snapshot, List<ChainRow> piece) {
        return rows.below(snapshot, piece).compose(below -> onWorker(() -> merge.rows(piece, below)));
    }

    private void end() {
        merge.end();
        place = upTo;
        done = true;
    }

    private Future<?> onWorker(Runnable work) {
        return workers.executeBlocking(
                () -> {
                    work.run();
                    return true;
                },
                false);
    }

    private static ChainRow last(List<ChainRow> rows) {
        return rows.get(rows.size() - 1);
    }
}
