package dev.governance.console.audit.watch;

import dev.governance.console.contract.Audit;
import dev.governance.console.db.Queries;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the database knows of the chain, to be told. Whoever may write its tables may write junk, so whatever stands there
 * is told somehow: what is no verdict is told as unverifiable, and what is missing as that.
 */
final class KnownStore {
    /** A round that ended in the future never ended. */
    private static final String STANDING = """
            select sweep.revision, started_at,
                   case when finished_at <= clock_timestamp() then finished_at end as finished_at, finished_up_to_seq, finished_sessions, finished_events,
                   sessions_expected, sessions_done, events_done, greatest(beyond, finished_beyond) as beyond,
                   marks_state, marks_sentence,
                   (select coalesce(max(chain_seq), 0) from governance_audit_events) as newest,
                   exists (select 1 from governance_console.closer_looks) as suspected,
                   (extract(epoch from clock_timestamp()) - extract(epoch from finished_at)
                        between 0
                            and greatest(3 * ($1::float8 + coalesce(extract(epoch from finished_at)
                                                - extract(epoch from finished_began_at), 0)), 120)) is not true as overdue,
                   open.tampered, open.truncated, open.unverifiable
              from (select count(*) filter (where verdict = 'tampered') as tampered,
                           count(*) filter (where verdict = 'truncated') as truncated,
                           count(*) filter (where (verdict in ('tampered', 'truncated')) is not true) as unverifiable
                      from governance_console.damage
                     where cleared_at is null) as open
              left join governance_console.sweep on true
            """;

    /** What was lost comes before what only cannot be proven. No look keeps more agents, and each has a name. */
    private static final String OPEN = """
            select session_id,
                   case when verdict in ('tampered', 'truncated') then verdict else 'unverifiable' end as verdict,
                   coalesce(headline, 'Its record cannot be read') as headline,
                   coalesce(sentence, 'The record of its damage cannot be read.') as sentence,
                   event_id, coalesce(events, 0) as events, coalesce(checked_at, 'epoch') as checked_at,
                   array(select agent from unnest(agents) as agent where agent is not null limit 50) as agents
              from governance_console.damage
             where cleared_at is null
               and session_id is not null
             order by verdict = 'unverifiable', found_at desc, session_id
             limit $1
            """;

    /** What became of the marks belongs to no session. */
    private static final String SINCE = """
            select session_id, verdict, headline, sentence, checked_at, revision
              from ((select session_id,
                            case when cleared_at is not null then 'cleared'
                                 when verdict in ('tampered', 'truncated') then verdict
                                 else 'unverifiable' end as verdict,
                            coalesce(headline, 'Its record cannot be read') as headline,
                            coalesce(sentence, 'The record of its damage cannot be read.') as sentence,
                            coalesce(checked_at, 'epoch') as checked_at, revision
                       from governance_console.damage
                      where revision > $1
                      order by revision
                      limit $2)
                     union all
                    (select null, coalesce(marks_told, 'cleared'), coalesce(marks_headline, ''),
                            coalesce(marks_headline, ''), coalesce(marks_told_at, 'epoch'), marks_revision
                       from governance_console.sweep
                      where marks_revision > $1)) as news
             order by revision
             limit $2
            """;

    private static final String REVISION = """
            select greatest((select coalesce(max(revision), 0) from governance_console.damage),
                            (select coalesce(max(marks_revision), 0) from governance_console.sweep)) as revision
            """;

    /**
     * Where watching stands.
     *
     * @param revision grows whenever damage changes
     * @param suspected whether a session waits for a closer look
     * @param overdue whether the last round ended longer ago than three rounds and the pauses between them take, and two
     *     minutes
     * @param scanned what reading all marks anew showed, when it was damage
     */
    record Standing(
            long revision,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable Long finishedUpTo,
            long finishedSessions,
            long finishedEvents,
            long sessionsExpected,
            long sessionsDone,
            long eventsDone,
            long newest,
            boolean suspected,
            boolean overdue,
            Audit.Counts counts,
            Optional<Scanned> scanned) {}

    record Scanned(String state, String sentence) {}

    record News(Audit.Checked checked, long revision) {}

    /**
     * Reads it.
     *
     * @param every the pause between two rounds
     */
    Future<Standing> standing(Queries queries, Duration every) {
        return queries.findOne(STANDING, Tuple.of(every.toMillis() / 1_000.0), KnownStore::standing)
                .map(Optional::orElseThrow);
    }

    Future<List<Audit.Finding>> open(Queries queries) {
        return queries.list(OPEN, Tuple.of(2 * Audit.DAMAGED_LISTED), KnownStore::finding);
    }

    Future<List<News>> since(Queries queries, long revision, int limit) {
        return queries.list(SINCE, Tuple.of(revision, limit), KnownStore::news);
    }

    Future<Long> revision(Queries queries) {
        return queries.findOne(REVISION, Tuple.tuple(), row -> row.getLong("revision"))
                .map(Optional::orElseThrow);
    }

    /** Without the row of the sweep, nothing has watched yet. */
    private static Standing standing(Row row) {
        String state = row.getString("marks_state");
        return new Standing(
                number(row, "revision"),
                instant(row, "started_at"),
                instant(row, "finished_at"),
                row.getLong("finished_up_to_seq"),
                number(row, "finished_sessions"),
                number(row, "finished_events"),
                number(row, "sessions_expected"),
                number(row, "sessions_done"),
                number(row, "events_done"),
                row.getLong("newest"),
                row.getBoolean("suspected"),
                row.getBoolean("overdue"),
                new Audit.Counts(
                        row.getLong("tampered"),
                        row.getLong("truncated"),
                        row.getLong("unverifiable"),
                        number(row, "beyond")),
                state == null ? Optional.empty() : Optional.of(new Scanned(state, row.getString("marks_sentence"))));
    }

    private static Audit.Finding finding(Row row) {
        return new Audit.Finding(
                row.getUUID("session_id"),
                row.getString("verdict"),
                row.getString("headline"),
                row.getString("sentence"),
                row.getUUID("event_id"),
                row.getLong("events"),
                row.getOffsetDateTime("checked_at").toInstant(),
                List.of(row.getArrayOfStrings("agents")));
    }

    private static News news(Row row) {
        return new News(
                new Audit.Checked(
                        row.getUUID("session_id"),
                        row.getString("verdict"),
                        row.getString("headline"),
                        row.getString("sentence"),
                        row.getOffsetDateTime("checked_at").toInstant()),
                row.getLong("revision"));
    }

    private static long number(Row row, String column) {
        Long number = row.getLong(column);
        return number == null ? 0 : number;
    }

    private static @Nullable Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }
}
