package dev.governance.console.audit.watch;

import dev.governance.chain.ChainRow;
import dev.governance.chain.Mark;
import dev.governance.chain.SessionVerifier;
import dev.governance.console.audit.marks.LastWriter;
import dev.governance.console.audit.marks.Naming;
import dev.governance.console.audit.rows.RowStore;
import dev.governance.console.audit.rows.RowStore.Piece;
import dev.governance.console.audit.rows.RowStore.Place;
import dev.governance.console.audit.watch.LookStore.Wanted;
import dev.governance.console.db.Database;
import dev.governance.console.db.Queries;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads one session whole, moment by moment, for exact words about what is wrong with it. */
final class CloserLook {
    private static final Duration LONGEST_STATEMENT = Duration.ofSeconds(60);

    /** Writers that are remembered by name. */
    private static final int AGENTS = 50;

    private final Database database;
    private final WorkerExecutor workers;
    private final LogSources sources;
    private final Wanted wanted;
    private final MarkPageStore marks = new MarkPageStore();
    private final RowStore rows = new RowStore();
    private final Naming naming;
    private final LastWriter lastWriter;
    private final Set<String> agents = new TreeSet<>();
    private @Nullable Begun begun;
    private boolean lastIsThere;
    private Place place = Place.START;

    /** What was known when it began. */
    private record Begun(
            SessionVerifier verifier,
            Extent extent,
            @Nullable Mark mark,
            Instant at) {}

    CloserLook(Database database, WorkerExecutor workers, LogSources sources, Wanted wanted) {
        this.database = database;
        this.workers = workers;
        this.sources = sources;
        this.wanted = wanted;
        this.naming = new Naming(database, workers);
        this.lastWriter = new LastWriter(database, workers);
    }

    Wanted wanted() {
        return wanted;
    }

    /** Reads for a moment; what was found once every row was read. */
    Future<Optional<Look>> moment() {
        return database.inSnapshot(
                        LONGEST_STATEMENT,
                        snapshot -> begun(snapshot)
                                .compose(known -> Slice.of(() -> step(snapshot, known))
                                        .map(done -> done ? Optional.of(known) : Optional.<Begun>empty())))
                .compose(read -> read.isEmpty()
                        ? Future.succeededFuture(Optional.empty())
                        : look(read.get()).map(Optional::of));
    }

    private Future<Begun> begun(Queries snapshot) {
        Begun known = begun;
        if (known != null) {
            return Future.succeededFuture(known);
        }
        return View.of(snapshot, sources, rows)
                .compose(view -> mark(snapshot, view).map(mark -> {
                    SessionVerifier verifier =
                            view.extent().verifier(wanted.sessionId(), view.ring(), mark.orElse(null));
                    Begun made = new Begun(verifier, view.extent(), mark.orElse(null), view.at());
                    begun = made;
                    return made;
                }));
    }

    private Future<Optional<Mark>> mark(Queries snapshot, View view) {
        return view.extent().isMarked()
                ? marks.of(snapshot, wanted.sessionId())
                : Future.succeededFuture(Optional.empty());
    }

    private Future<Boolean> step(Queries snapshot, Begun known) {
        return rows.ofOne(snapshot, wanted.sessionId(), place, Long.MAX_VALUE)
                .compose(piece -> rows.below(snapshot, piece.rows())
                        .compose(below -> workers.executeBlocking(() -> take(known, piece, below), false)));
    }

    private boolean take(Begun known, Piece piece, Map<Long, String> below) {
        for (ChainRow row : piece.rows()) {
            if (known.extent().contains(row.chainSeq())) {
                known.verifier().accept(row, below.get(row.chainSeq()));
                Mark mark = known.mark();
                lastIsThere |= mark != null && mark.lastId().equals(row.event().eventId());
                if (agents.size() < AGENTS) {
                    agents.add(row.event().agentId());
                }
            }
            place = Place.after(row);
        }
        return piece.last();
    }

    /** What only describes the damage is read once the snapshot is over, and costs no verdict. */
    private Future<Look> look(Begun known) {
        return naming.named(known.verifier().finish())
                .compose(verdict -> lost(known).map(writer -> {
                    writer.ifPresent(agents::add);
                    return new Look(verdict, known.extent().isMarked(), List.copyOf(agents), known.at());
                }));
    }

    /** Who wrote the last event that was seen, if it is gone: no row that is left may name its agent. */
    private Future<Optional<String>> lost(Begun known) {
        Mark mark = known.mark();
        return mark == null || lastIsThere ? Future.succeededFuture(Optional.empty()) : lastWriter.of(mark.lastId());
    }
}
