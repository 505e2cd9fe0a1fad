package dev.governance.console.explorer;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Explorer;
import dev.governance.console.db.Database;
import dev.governance.console.db.Queries;
import dev.governance.console.wire.AuditEvent;
import dev.governance.console.wire.EventPage;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Answers who reads the log page by page, and never lets a rare filter hold the database for long. */
final class Pages {
    /** Of a statement; well within the asker's patience. */
    private static final Duration LONGEST = Duration.ofSeconds(5);

    /** HMACs that one request looks at: no index helps there. */
    private static final int MACS = 100_000;

    private final Database database;
    private final EventStore store;
    private final KindStore kinds = new KindStore();
    private final Totals totals;

    Pages(Database database, EventStore store) {
        this.database = database;
        this.store = store;
        this.totals = new Totals(database);
    }

    /** What was asked, understood. */
    private record Question(
            Explorer.Listing listing,
            boolean whole,
            @Nullable SearchTerm term,
            @Nullable Cursor cursor,
            long tag) {
        static Question of(Explorer.Listing listing, boolean whole) {
            String search = listing.filter().search();
            long tag = Cursor.tag(listing);
            String cursor = listing.cursor();
            return new Question(
                    listing,
                    whole,
                    search == null ? null : SearchTerm.parse(search),
                    cursor == null ? null : Cursor.read(cursor, tag),
                    tag);
        }

        boolean isBackwards() {
            return cursor != null && cursor.backwards();
        }

        Span span(long newest) {
            Order order = Order.of(listing);
            return cursor == null
                    ? new Span(order, null, newest, listing.before(), listing.after())
                    : new Span(
                            cursor.backwards() ? order.reversed() : order,
                            cursor.place(),
                            cursor.upTo(),
                            listing.before(),
                            listing.after());
        }
    }

    private record Answer(Selection selection, Span span, Slice slice) {}

    Future<EventPage> page(Explorer.Listing listing) {
        return page(Question.of(listing, false));
    }

    /** The same with all metadata; so it may have fewer events than asked for, and yet go on. */
    Future<EventPage> whole(Explorer.Listing listing) {
        return page(Question.of(listing, true));
    }

    private Future<EventPage> page(Question question) {
        return database.looking(LONGEST, queries -> answer(queries, question))
                .recover(failure -> Future.failedFuture(narrower(failure)))
                .compose(answer -> total(question, answer).map(total -> page(question, answer, total)));
    }

    private Future<Answer> answer(Queries queries, Question question) {
        Future<Long> newest = question.cursor() == null
                ? store.newest(queries)
                : Future.succeededFuture(question.cursor().upTo());
        return newest.compose(upTo -> kinds.select(queries, question.listing().filter())
                .compose(selection -> answer(queries, question, selection, question.span(upTo))));
    }

    private Future<Answer> answer(Queries queries, Question question, Selection selection, Span span) {
        int limit = question.listing().limit();
        if (selection.isEmpty()) {
            return Future.succeededFuture(new Answer(selection, span, Slice.NOTHING));
        }
        if (question.term() instanceof SearchTerm.Id id) {
            return byId(queries, question, selection, span, id.id());
        }
        if (question.term() instanceof SearchTerm.Mac mac) {
            return byMac(queries, selection, span, mac, limit).map(slice -> new Answer(selection, span, slice));
        }
        if (question.term() instanceof SearchTerm.Text text) {
            return new Search(store, queries, selection, span, text, limit)
                    .run()
                    .map(slice -> new Answer(selection, span, slice));
        }
        return plain(queries, question, selection, span);
    }

    private Future<Answer> plain(Queries queries, Question question, Selection selection, Span span) {
        int limit = question.listing().limit();
        if (question.whole()) {
            return store.stretch(queries, selection, span, limit, metadata -> true)
                    .map(stretch -> new Answer(selection, span, Slice.of(stretch)));
        }
        return store.page(
                        queries, selection, span, limit + 1, question.listing().offset())
                .map(read -> new Answer(selection, span, Slice.of(read, limit)));
    }

    /** The event of this id, or else the session. */
    private Future<Answer> byId(Queries queries, Question question, Selection selection, Span span, UUID id) {
        Selection event = selection.of(id);
        return plain(queries, question, event, span).compose(answer -> {
            boolean found = !answer.slice().events().isEmpty();
            return found || selection.filter().sessionId() != null
                    ? Future.succeededFuture(answer)
                    : plain(queries, question, selection.in(id), span);
        });
    }

    private Future<Slice> byMac(Queries queries, Selection selection, Span span, SearchTerm.Mac mac, int limit) {
        return store.macs(queries, selection, span, MACS, mac.digits())
                .compose(macs -> store.some(queries, ids(macs, limit)).map(events -> slice(macs, events, limit)));
    }

    private static List<UUID> ids(EventStore.Macs macs, int limit) {
        return macs.matching().stream().limit(limit).map(Place::eventId).toList();
    }

    private static Slice slice(EventStore.Macs macs, List<AuditEvent> events, int limit) {
        List<AuditEvent> sorted = new ArrayList<>(events);
        sorted.sort(Comparator.comparingInt(event -> macs.matching().indexOf(Place.of(event))));
        boolean full = macs.matching().size() > limit;
        Place end = full ? macs.matching().get(limit - 1) : macs.last().orElse(null);
        boolean more = full || macs.looked() == MACS;
        Place from = macs.first().orElse(null);
        return new Slice(
                sorted,
                end,
                more,
                new EventPage.Searched(
                        from == null ? null : from.chainSeq(),
                        end == null ? null : end.chainSeq(),
                        macs.looked(),
                        !more));
    }

    private Future<EventPage.@Nullable Total> total(Question question, Answer answer) {
        Slice slice = answer.slice();
        Cursor cursor = question.cursor();
        if (!question.listing().counted()) {
            return Future.succeededFuture(null);
        }
        if (slice.searched() != null) {
            long before = cursor == null ? 0 : cursor.total().count();
            boolean whole = !slice.more() && (cursor == null || cursor.total().exact());
            return Future.succeededFuture(new EventPage.Total(
                    question.isBackwards() ? before : before + slice.events().size(), whole));
        }
        if (cursor != null) {
            return Future.succeededFuture(cursor.total());
        }
        long seen = slice.events().size();
        return slice.more()
                ? totals.of(answer.selection(), answer.span(), seen + 1)
                : Future.succeededFuture(new EventPage.Total(seen, true));
    }

    private static EventPage page(Question question, Answer answer, EventPage.@Nullable Total total) {
        Slice slice = answer.slice();
        Cursor cursor = question.cursor();
        boolean backwards = question.isBackwards();
        Place onward = slice.more() ? slice.end() : null;
        Place first = slice.first();
        Place back = cursor == null ? null : first == null ? cursor.place() : first;
        EventPage.Total known = total == null ? new EventPage.Total(0, false) : total;
        return new EventPage(
                slice.shown(backwards),
                written(question, answer, backwards ? back : onward, false, known),
                written(question, answer, backwards ? onward : back, true, known),
                total,
                slice.searched());
    }

    private static @Nullable String written(
            Question question, Answer answer, @Nullable Place place, boolean backwards, EventPage.Total total) {
        return place == null ? null : new Cursor(backwards, place, answer.span().upTo(), total).text(question.tag());
    }

    private static Throwable narrower(Throwable failure) {
        return failure instanceof Refusal refusal && refusal.code().equals(Database.TOO_SLOW)
                ? new Refusal(
                        Fault.UNAVAILABLE,
                        Database.TOO_SLOW,
                        "finding these events takes longer than " + LONGEST.toSeconds()
                                + " s, so nothing is said about them; narrow the question by a session, an agent, a kind"
                                + " or a shorter span of time")
                : failure;
    }
}
