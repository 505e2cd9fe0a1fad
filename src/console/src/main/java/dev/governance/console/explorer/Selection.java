package dev.governance.console.explorer;

import dev.governance.console.contract.Explorer;
import dev.governance.console.wire.Outcome;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A filter as the database is asked for it.
 *
 * @param kinds the only kinds there are for it; null when kinds do not narrow it or {@code patterns} say how
 * @param patterns LIKE patterns of kinds, where there are too many kinds to name
 * @param eventId the only event
 */
record Selection(
        Explorer.Filter filter,
        @Nullable List<String> kinds,
        List<String> patterns,
        @Nullable UUID eventId) {
    /** More index scans than this cost more than they save. */
    private static final int ARMS = 40;

    /** As the partial index has them: a parameter would not be recognised in a plan for all values. */
    private static final String BLOCKED = Outcome.blockingKinds().stream()
            .sorted()
            .map(kind -> "'" + kind + "'")
            .collect(Collectors.joining(", ", "(", ")"));

    Selection of(UUID event) {
        return new Selection(filter, kinds, patterns, event);
    }

    /** The same of one session. */
    Selection in(UUID session) {
        Explorer.Filter narrowed = new Explorer.Filter(
                filter.agentId(),
                filter.kinds(),
                session,
                filter.outcome(),
                filter.model(),
                filter.from(),
                filter.to(),
                null);
        return new Selection(narrowed, kinds, patterns, null);
    }

    boolean isEmpty() {
        return kinds != null && kinds.isEmpty();
    }

    /** Whether nothing is left out. */
    boolean isAll() {
        return filter.equals(Explorer.Filter.NONE) && kinds == null && eventId == null;
    }

    /** The kinds to be read one by one and merged: an index on (kind, chain_seq) has one kind in order, not several. */
    List<String> arms(Order order) {
        boolean merged = kinds != null
                && kinds.size() > 1
                && kinds.size() <= ARMS
                && !order.byTime()
                && filter.sessionId() == null
                && filter.agentId() == null
                && filter.model() == null
                && eventId == null;
        return merged && kinds != null ? kinds : List.of();
    }

    Clauses into(Clauses sql) {
        withoutKinds(sql);
        if (kinds != null) {
            return kinds.size() == 1
                    ? sql.and("   and kind = $%d\n", kinds.get(0))
                    : sql.and("   and kind = any($%d)\n", (Object) kinds.toArray(String[]::new));
        }
        if (!patterns.isEmpty()) {
            sql.and("   and kind like any($%d)\n", (Object) patterns.toArray(String[]::new));
        }
        return outcome(sql);
    }

    Clauses withoutKinds(Clauses sql) {
        return sql.andIf("   and event_id = $%d\n", eventId)
                .andIf("   and agent_id = $%d\n", filter.agentId())
                .andIf("   and session_id = $%d\n", filter.sessionId())
                .andIf("   and model = $%d\n", filter.model())
                .andIf("   and created_at >= $%d\n", moment(filter.from()))
                .andIf("   and created_at < $%d\n", moment(filter.to()));
    }

    private Clauses outcome(Clauses sql) {
        Outcome outcome = filter.outcome();
        if (outcome == null) {
            return sql;
        }
        return switch (outcome) {
            case BLOCKED -> sql.text("   and kind in " + BLOCKED + "\n");
            case ERROR -> sql.text("   and kind like '%.error'\n");
            case OK -> sql.text("   and kind not in " + BLOCKED + " and kind not like '%.error'\n");
        };
    }

    private static @Nullable Object moment(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
