package dev.governance.console.explorer;

import dev.governance.console.contract.Explorer;

/**
 * In which order events are read; ties end in the event's id, so that every order is total.
 *
 * @param byTime by the writer's clock first: a span of time is found through it, while in the order of chain_seq all
 *     newer rows would have to be read to reach an old span
 */
record Order(boolean byTime, boolean ascending) {
    static Order of(Explorer.Listing listing) {
        Explorer.Filter filter = listing.filter();
        boolean chained = filter.sessionId() != null || listing.before() != null || listing.after() != null;
        return new Order(filter.hasSpan() && !chained, listing.ascending());
    }

    Order reversed() {
        return new Order(byTime, !ascending);
    }

    /** The sort clause. */
    String clause() {
        String direction = ascending ? "" : " desc";
        return " order by " + (byTime ? "created_at" + direction + ", " : "") + "chain_seq" + direction + ", event_id"
                + direction + "\n";
    }

    /** Adds that rows lie beyond {@code place}. */
    Clauses beyond(Clauses sql, Place place) {
        String than = ascending ? ">" : "<";
        return byTime
                ? sql.and(
                        "   and (created_at, chain_seq, event_id) " + than + " ($%d, $%d, $%d)\n",
                        place.moment(),
                        place.chainSeq(),
                        place.eventId())
                : sql.and("   and (chain_seq, event_id) " + than + " ($%d, $%d)\n", place.chainSeq(), place.eventId());
    }
}
