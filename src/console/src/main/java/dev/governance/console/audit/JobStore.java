package dev.governance.console.audit;

import dev.governance.console.contract.Verifications;
import dev.governance.console.db.Queries;
import dev.governance.console.wire.Json;
import dev.governance.console.wire.ReadingProgress;
import dev.governance.console.wire.VerificationJob;
import io.vertx.core.Future;
import io.vertx.sqlclient.DatabaseException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of {@code governance_console.verifications}: queued, leased to one run, ended, kept for a while. */
final class JobStore {
    /** Of a row that another has already made (unique_violation). */
    private static final String UNIQUE = "23505";

    private static final String COLUMNS = """
        select id, session_id, state, asked_by, asked_by_id, asked_at, rows_done, rows_total, started_at, ended_at,
               reason,
               extract(epoch from coalesce(ended_at, now()) - started_at)::float8 as seconds,
        """;

    private static final String WHOLE = COLUMNS + "       verdict::text as verdict\n";

    /** A verdict may list a thousand sessions or ten thousand events. */
    private static final String IN_WORDS = COLUMNS + """
               case when verdict is not null
                    then json_build_object('verdict', verdict -> 'verdict',
                                           'verified', verdict -> 'verified',
                                           'headline', verdict -> 'headline',
                                           'sentence', verdict -> 'sentence')::text
               end as verdict
        """;

    private static final String FROM = "  from governance_console.verifications\n";

    private static final String ONE = WHOLE + FROM + " where id = $1";

    private static final String RECENT = IN_WORDS + FROM + " order by asked_at desc, id\n limit $1";

    /** What is open, and what has ended so lately that nobody may have told yet. */
    private static final String NEWS = IN_WORDS + FROM + """
         where state in ('queued', 'running', 'paused')
            or (ended_at > now() - interval '1 minute' and asked_at > now() - interval '31 days')
         order by asked_at, id
         limit 200
        """;

    /** One asker at a time counts, in the space of locks that the SDK's do not reach. */
    private static final String TURN = "select pg_advisory_xact_lock(1735357042, 55)";

    private static final String QUEUE = """
        insert into governance_console.verifications (id, session_id, asked_by, asked_by_id)
        select $1, $2, $3, $4
         where (select count(*)
                  from governance_console.verifications
                 where state = 'queued'
                   and (session_id is null) = ($2::uuid is null)) < $5
        """;

    /** What runs ends sooner than what waits. */
    private static final String OPEN = """
        select id
          from governance_console.verifications
         where session_id is null
           and (state = 'queued' or ($1 and state in ('running', 'paused')))
         order by state = 'queued', asked_at, id
         limit 1
        """;

    private static final String CANCEL = """
        update governance_console.verifications
           set state = 'cancelled',
               ended_at = now(),
               reason = $2
         where id = $1
           and state in ('queued', 'running', 'paused')
        """;

    /** A run whose node fell silent is taken up again before anything new, and from its beginning. */
    private static final String CLAIM = """
        update governance_console.verifications
           set state = 'running',
               lease = $1,
               heartbeat = now(),
               started_at = now(),
               rows_done = 0,
               rows_total = 0,
               reason = null
         where id = (select id
                       from governance_console.verifications as waiting
                      where (session_id is null) = $2
                        and (state = 'queued'
                             or (state in ('running', 'paused') and heartbeat < now() - interval '30 seconds'))
                        and (state <> 'queued'
                             or session_id is not null
                             or not exists (select 1
                                              from governance_console.verifications
                                             where session_id is null
                                               and state in ('running', 'paused')))
                      order by state = 'queued', asked_at, id
                      limit 1
                        for update skip locked)
        returning id, session_id
        """;

    private static final String BEAT = """
        update governance_console.verifications
           set heartbeat = now(),
               state = case when $5::text is null then 'running' else 'paused' end,
               rows_done = $3,
               rows_total = $4,
               reason = $5
         where id = $1
           and lease = $2
           and state in ('running', 'paused')
        """;

    private static final String END = """
        update governance_console.verifications
           set state = $3,
               ended_at = now(),
               rows_done = $4,
               rows_total = $5,
               verdict = $6::text::jsonb,
               reason = $7
         where id = $1
           and lease = $2
           and state in ('running', 'paused')
        """;

    private static final String GIVE_BACK = """
        update governance_console.verifications
           set state = 'queued',
               lease = null,
               heartbeat = null,
               started_at = null,
               rows_done = 0,
               rows_total = 0,
               reason = null
         where id = $1
           and lease = $2
           and state in ('running', 'paused')
        """;

    private static final String FORGET = """
        delete from governance_console.verifications
         where state in ('done', 'cancelled', 'failed')
           and (ended_at < now() - interval '30 days'
                or id in (select id
                            from governance_console.verifications
                           order by asked_at desc
                          offset 1000))
        """;

    /** A job that a run holds. */
    record Claimed(UUID id, @Nullable UUID sessionId) {}

    /** A job and who may cancel it. */
    record Owned(VerificationJob job, UUID askedById) {}

    Future<Optional<Owned>> find(Queries queries, UUID id) {
        return queries.findOne(ONE, Tuple.of(id), row -> new Owned(job(row), row.getUUID("asked_by_id")));
    }

    Future<List<VerificationJob>> recent(Queries queries, int limit) {
        return queries.list(RECENT, Tuple.of(limit), JobStore::job);
    }

    Future<List<VerificationJob>> news(Queries queries) {
        return queries.list(NEWS, Tuple.tuple(), JobStore::job);
    }

    /** Queues a job; false when too many of its kind wait. */
    Future<Boolean> queue(Queries transaction, UUID id, Verifications.Start start) {
        Tuple values = Tuple.of(
                id, start.sessionId(), start.by().username(), start.by().userId(), Verifications.WAITING);
        return transaction
                .list(TURN, Tuple.tuple(), row -> true)
                .compose(mine -> transaction.execute(QUEUE, values))
                .map(rows -> rows == 1);
    }

    /** A job over the whole log that waits, or also one that runs; nobody queues one until the transaction ends. */
    Future<Optional<UUID>> open(Queries transaction, boolean alsoRunning) {
        return transaction
                .list(TURN, Tuple.tuple(), row -> true)
                .compose(mine -> transaction.findOne(OPEN, Tuple.of(alsoRunning), row -> row.getUUID("id")));
    }

    Future<Boolean> cancel(Queries transaction, UUID id, String reason) {
        return transaction.execute(CANCEL, Tuple.of(id, reason)).map(rows -> rows == 1);
    }

    /** Takes the next job of a kind for a run; empty when there is none, or another run was faster. */
    Future<Optional<Claimed>> claim(Queries queries, UUID lease, boolean wholeLog) {
        return queries.findOne(
                        CLAIM,
                        Tuple.of(lease, wholeLog),
                        row -> new Claimed(row.getUUID("id"), row.getUUID("session_id")))
                .recover(JobStore::anotherWasFaster);
    }

    private static Future<Optional<Claimed>> anotherWasFaster(Throwable failure) {
        boolean taken = failure instanceof DatabaseException database && UNIQUE.equals(database.getSqlState());
        return taken ? Future.succeededFuture(Optional.empty()) : Future.failedFuture(failure);
    }

    /** Says that the run lives; false when the job is not its own any more. */
    Future<Boolean> beat(Queries queries, UUID id, UUID lease, ReadingProgress progress) {
        Tuple values = Tuple.of(id, lease, progress.rows(), progress.total(), progress.paused());
        return queries.execute(BEAT, values).map(rows -> rows == 1);
    }

    /** Ends the run; false when the job is not its own any more. */
    Future<Boolean> end(Queries transaction, UUID id, UUID lease, JobEnd end) {
        Tuple values = Tuple.of(
                id,
                lease,
                end.state(),
                end.rows(),
                end.total(),
                end.conclusion() == null ? null : Json.write(end.conclusion().whole()),
                end.reason());
        return transaction.execute(END, values).map(rows -> rows == 1);
    }

    /** Queues a job again whose node stops. */
    Future<Integer> giveBack(Queries queries, UUID id, UUID lease) {
        return queries.execute(GIVE_BACK, Tuple.of(id, lease));
    }

    /** Deletes what ended more than 30 days ago, and what is older than the newest thousand. */
    Future<Integer> forget(Queries queries) {
        return queries.execute(FORGET, Tuple.tuple());
    }

    private static VerificationJob job(Row row) {
        String state = row.getString("state");
        String verdict = row.getString("verdict");
        Pace pace = Pace.of(row.getLong("rows_done"), row.getLong("rows_total"), seconds(row), state.equals("done"));
        return new VerificationJob(
                row.getUUID("id"),
                row.getUUID("session_id"),
                state,
                row.getString("asked_by"),
                row.getOffsetDateTime("asked_at").toInstant(),
                pace.rows(),
                pace.total(),
                pace.percent(),
                pace.rate(),
                state.equals("running") ? pace.secondsLeft() : null,
                instant(row, "started_at"),
                instant(row, "ended_at"),
                row.getString("reason"),
                verdict == null ? null : Json.tree(verdict));
    }

    private static double seconds(Row row) {
        Double seconds = row.getDouble("seconds");
        return seconds == null ? 0 : seconds;
    }

    private static @Nullable Instant instant(Row row, String column) {
        return row.getOffsetDateTime(column) == null
                ? null
                : row.getOffsetDateTime(column).toInstant();
    }
}
