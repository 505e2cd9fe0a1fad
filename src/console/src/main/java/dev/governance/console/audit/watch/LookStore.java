package dev.governance.console.audit.watch;

import dev.governance.console.db.Queries;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Sessions that need a closer look: the table outlives a crash between the suspicion and the look. */
final class LookStore {
    private static final String ADD = """
            insert into governance_console.closer_looks (session_id)
            select distinct suspect from unnest($1::uuid[]) as suspect order by suspect
                on conflict (session_id) do update set revision = closer_looks.revision + 1
            """;

    private static final String ADD_IF_DAMAGED = """
            insert into governance_console.closer_looks (session_id)
            select session_id
              from governance_console.damage
             where session_id = $1
               and cleared_at is null
                on conflict (session_id) do update set revision = closer_looks.revision + 1
            """;

    /**
     * One known to be damaged is not read whole again and again while rows are added to it, and one that could not be
     * read waits for its minute.
     */
    private static final String NEXT = """
            select session_id, revision
              from governance_console.closer_looks as look
             where not exists (select 1
                                 from governance_console.damage
                                where damage.session_id = look.session_id
                                  and cleared_at is null
                                  and checked_at between now() - interval '5 seconds' and now())
               and (since <= now() or since > now() + interval '1 hour')
             order by since
             limit 1
            """;

    private static final String POSTPONE = """
            update governance_console.closer_looks
               set since = now() + interval '1 minute'
             where session_id = $1
            returning now() as at
            """;

    private static final String DONE = """
            delete from governance_console.closer_looks
             where session_id = $1
               and revision = $2
            """;

    /** Those of which the database neither tells damage nor that somebody is to look at them. */
    private static final String UNTOLD = """
            select seen.id
              from unnest($1::uuid[]) as seen(id)
             where not exists (select 1
                                 from governance_console.damage
                                where damage.session_id = seen.id
                                  and cleared_at is null)
               and not exists (select 1
                                 from governance_console.closer_looks as look
                                where look.session_id = seen.id)
            """;

    /**
     * A session to look at.
     *
     * @param revision grows when something new is suspected of it
     */
    record Wanted(UUID sessionId, long revision) {}

    Future<?> add(Queries queries, Collection<UUID> suspects) {
        return suspects.isEmpty()
                ? Future.succeededFuture()
                : queries.execute(ADD, Tuple.tuple().addValue(suspects.toArray(UUID[]::new)));
    }

    Future<?> addIfDamaged(Queries queries, UUID sessionId) {
        return queries.execute(ADD_IF_DAMAGED, Tuple.of(sessionId));
    }

    Future<Optional<Wanted>> next(Queries queries) {
        return queries.findOne(
                NEXT, Tuple.tuple(), row -> new Wanted(row.getUUID("session_id"), row.getLong("revision")));
    }

    Future<List<UUID>> untold(Queries queries, Collection<UUID> sessions) {
        return queries.list(UNTOLD, Tuple.tuple().addValue(sessions.toArray(UUID[]::new)), row -> row.getUUID("id"));
    }

    /** Lets others go first; when that was, by the database's clock. Empty when nobody wants it any more. */
    Future<Optional<Instant>> postpone(Queries queries, UUID sessionId) {
        return queries.findOne(
                POSTPONE,
                Tuple.of(sessionId),
                row -> row.getOffsetDateTime("at").toInstant());
    }

    /** Forgets it, unless something new was suspected meanwhile. */
    Future<?> done(Queries queries, Wanted wanted) {
        return queries.execute(DONE, Tuple.of(wanted.sessionId(), wanted.revision()));
    }
}
