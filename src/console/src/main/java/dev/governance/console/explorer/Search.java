package dev.governance.console.explorer;

import dev.governance.console.db.Queries;
import dev.governance.console.wire.AuditEvent;
import dev.governance.console.wire.EventPage;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a text in one row after another, as they are shown: no index can know what redaction leaves. It stops when
 * the page is full, after so many rows or so much time, and says how far it came.
 */
final class Search {
    /** Rows that one request looks through. */
    static final int ROWS = 10_000;

    private static final Duration LONGEST = Duration.ofSeconds(2);
    private static final int STRETCH = 500;

    private final EventStore store;
    private final Queries queries;
    private final Selection selection;
    private final SearchTerm.Text term;
    private final int limit;
    private final long deadline = System.nanoTime() + LONGEST.toNanos();
    private final List<AuditEvent> found = new ArrayList<>();
    private final Promise<Slice> ended = Promise.promise();
    private Span span;
    private long looked;
    private @Nullable Long firstSeq;
    private @Nullable Place end;

    Search(EventStore store, Queries queries, Selection selection, Span span, SearchTerm.Text term, int limit) {
        this.store = store;
        this.queries = queries;
        this.selection = selection;
        this.span = span;
        this.term = term;
        this.limit = limit;
    }

    Future<Slice> run() {
        next();
        return ended.future();
    }

    /** No recursion of futures: each stretch ends before the next begins. */
    private void next() {
        store.stretch(queries, selection, span, STRETCH, term::isIn)
                .onSuccess(this::take)
                .onFailure(ended::fail);
    }

    private void take(EventStore.Stretch stretch) {
        for (int i = 0; i < stretch.events().size(); i++) {
            EventStore.Looked looked = stretch.events().get(i);
            see(looked);
            if (found.size() == limit) {
                end(stretch.more() || i + 1 < stretch.events().size());
                return;
            }
        }
        if (!stretch.more() || looked >= ROWS || System.nanoTime() > deadline) {
            end(stretch.more());
            return;
        }
        next();
    }

    private void see(EventStore.Looked row) {
        AuditEvent event = row.event();
        looked++;
        if (firstSeq == null) {
            firstSeq = event.chainSeq();
        }
        end = Place.of(event);
        span = span.from(Place.of(event));
        if (row.matches()) {
            found.add(event);
        }
    }

    private void end(boolean more) {
        Long lastSeq = end == null ? null : end.chainSeq();
        ended.complete(new Slice(found, end, more, new EventPage.Searched(firstSeq, lastSeq, looked, !more)));
    }
}
