package dev.governance.console.explorer;

import org.jspecify.annotations.Nullable;

/**
 * Which stretch of the log is read, and in which direction.
 *
 * @param from the place after which reading begins; null for the beginning
 * @param upTo the greatest chain_seq when the first page was read: what came later belongs to no page of it
 */
record Span(
        Order order,
        @Nullable Place from,
        long upTo,
        @Nullable Long before,
        @Nullable Long after) {
    Span from(Place place) {
        return new Span(order, place, upTo, before, after);
    }

    Clauses into(Clauses sql) {
        bounds(sql);
        return from == null ? sql : order.beyond(sql, from);
    }

    /** The stretch as a whole, wherever reading begins. */
    Clauses bounds(Clauses sql) {
        return sql.and("   and chain_seq <= $%d\n", upTo)
                .andIf("   and chain_seq < $%d\n", before)
                .andIf("   and chain_seq > $%d\n", after);
    }
}
