package dev.governance.console.audit;

import dev.governance.console.audit.WatchStore.Seen;
import dev.governance.console.db.Database;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Finds the sessions that grew since they were checked, without reading the log again. */
final class Sessions {
    /** A number far below the cursor may commit late; counting anew finds its session, and counts honestly. */
    private static final Duration RECOUNT = Duration.ofMinutes(10);

    private static final Duration LONGEST_COUNT = Duration.ofSeconds(60);

    private final Database database;
    private final Knowledge knowledge;
    private final Clock clock;
    private final WatchStore store = new WatchStore();
    private final Map<UUID, Long> due = new LinkedHashMap<>();
    private Instant countedAt = Instant.MIN;
    private long cursor;
    private long counted;

    Sessions(Database database, Knowledge knowledge, Clock clock) {
        this.database = database;
        this.knowledge = knowledge;
        this.clock = clock;
    }

    /** Looks for rows that came since the last look. */
    Future<?> look() {
        Instant now = clock.instant();
        if (countedAt.isBefore(now.minus(RECOUNT))) {
            return database.within(LONGEST_COUNT, store::all).onSuccess(all -> count(all, now));
        }
        return database.within(LONGEST_COUNT, queries -> store.grown(queries, cursor))
                .onSuccess(this::add);
    }

    private void count(List<Seen> all, Instant now) {
        countedAt = now;
        counted = all.isEmpty() ? 0 : all.get(0).sessions();
        note(all);
    }

    private void add(List<Seen> grown) {
        counted += grown.stream().mapToLong(Seen::sessions).sum();
        note(grown);
    }

    private void note(List<Seen> seen) {
        for (Seen session : seen) {
            cursor = Math.max(cursor, session.newest());
            boolean known = knowledge.isReadUpTo(session.sessionId(), session.newest());
            if (!known && (due.size() < Knowledge.LIMIT || due.containsKey(session.sessionId()))) {
                due.put(session.sessionId(), session.newest());
            }
        }
    }

    /** A session with rows that were not read yet, with its newest chain_seq. */
    Optional<Map.Entry<UUID, Long>> due() {
        return due.entrySet().stream().findFirst().map(Map.Entry::copyOf);
    }

    /** The session was read up to {@code newest}. */
    void done(UUID sessionId, long newest) {
        due.remove(sessionId, newest);
    }

    long counted() {
        return Math.max(counted, knowledge.size());
    }
}
