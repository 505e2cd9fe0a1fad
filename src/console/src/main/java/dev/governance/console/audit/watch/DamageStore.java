package dev.governance.console.audit.watch;

import dev.governance.chain.Finding;
import dev.governance.console.contract.Audit;
import dev.governance.console.db.Queries;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of {@code governance_console.damage}. Whoever writes holds the lock of the one row of {@code sweep}. */
final class DamageStore {
    private static final String LOCK = """
            select revision,
                   case when alerts_minute = date_trunc('minute', now()) then alerts else 0 end as alerts,
                   untold
              from governance_console.sweep
             where owner = $1
               and epoch = $2
               for update
            """;

    /** A time that has not come yet was written by nobody who looked. */
    private static final String KNOWN = """
            select case when verdict in ('tampered', 'truncated') then verdict else 'unverifiable' end as verdict,
                   coalesce(failures, 0) as failures,
                   case when checked_at <= clock_timestamp() then checked_at end as checked_at,
                   cleared_at is null as open
              from governance_console.damage
             where session_id = $1
            """;

    /** What was lost and what only cannot be proven are counted apart: a missing key must not hide an attack. */
    private static final String ROOM = """
            select count(*) as n
              from governance_console.damage
             where cleared_at is null
               and (verdict = 'unverifiable') = $1
            """;

    private static final String WRITE = """
            insert into governance_console.damage
                   (session_id, verdict, headline, sentence, kind, event_id, chain_seq, failures, agents, events,
                    found_at, checked_at, revision)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11, $12)
                on conflict (session_id) do update
               set verdict = excluded.verdict,
                   headline = excluded.headline,
                   sentence = excluded.sentence,
                   kind = excluded.kind,
                   event_id = excluded.event_id,
                   chain_seq = excluded.chain_seq,
                   failures = excluded.failures,
                   agents = excluded.agents,
                   events = excluded.events,
                   found_at = case when damage.cleared_at is null then damage.found_at else excluded.found_at end,
                   checked_at = excluded.checked_at,
                   cleared_at = null,
                   revision = case when $13 then excluded.revision else damage.revision end
            """;

    private static final String CLEAR = """
            update governance_console.damage
               set cleared_at = $2,
                   checked_at = $2,
                   revision = $3
             where session_id = $1
               and cleared_at is null
            """;

    /** A few at a time, so that no clearing pays for many. */
    private static final String FORGET = """
            delete from governance_console.damage
             where session_id in (select session_id
                                    from governance_console.damage
                                   where cleared_at is not null
                                   order by cleared_at desc
                                  offset 10000
                                   limit 20)
            """;

    private static final String TOLD = """
            update governance_console.sweep
               set revision = revision + 1,
                   alerts_minute = date_trunc('minute', now()),
                   alerts = $1,
                   untold = $2
            """;

    private static final String BEYOND = "update governance_console.sweep set beyond = beyond + 1";

    /** Damage that the round did not meet: its session is whole again, or it is gone with its mark. */
    private static final String UNMET = """
            insert into governance_console.closer_looks (session_id)
            select session_id
              from governance_console.damage
             where cleared_at is null
               and session_id is not null
               and (checked_at between $1 and clock_timestamp()) is not true
             order by session_id
                on conflict (session_id) do nothing
            """;

    /**
     * What holding the lock tells.
     *
     * @param alerts told this minute
     * @param untold not told since, for there were too many
     */
    record Locked(long revision, int alerts, long untold) {}

    /**
     * What is known of a session.
     *
     * @param checkedAt null when nobody can have looked then
     */
    record Known(String verdict, long failures, @Nullable Instant checkedAt, boolean open) {}

    /** Empty when another node has taken over. */
    Future<Optional<Locked>> lock(Queries transaction, Held held) {
        return transaction.findOne(
                LOCK,
                Tuple.of(held.owner(), held.epoch()),
                row -> new Locked(row.getLong("revision"), row.getInteger("alerts"), row.getLong("untold")));
    }

    Future<Optional<Known>> known(Queries queries, UUID sessionId) {
        return queries.findOne(KNOWN, Tuple.of(sessionId), DamageStore::known);
    }

    Future<Long> open(Queries transaction, boolean unverifiable) {
        return transaction
                .findOne(ROOM, Tuple.of(unverifiable), row -> row.getLong("n"))
                .map(Optional::orElseThrow);
    }

    Future<?> write(Queries transaction, Look look, boolean news, long revision) {
        Audit.Finding told = look.finding();
        Finding first = look.verdict().first();
        return transaction.execute(
                WRITE,
                Tuple.tuple()
                        .addValue(told.sessionId())
                        .addValue(told.verdict())
                        .addValue(told.headline())
                        .addValue(told.sentence())
                        .addValue(first == null ? null : first.kind().code())
                        .addValue(told.eventId())
                        .addValue(first == null ? null : first.chainSeq())
                        .addValue(look.failures())
                        .addValue(look.agents().toArray(String[]::new))
                        .addValue(told.events())
                        .addValue(look.at().atOffset(ZoneOffset.UTC))
                        .addValue(revision)
                        .addValue(news));
    }

    Future<?> clear(Queries transaction, Look look, long revision) {
        return transaction
                .execute(CLEAR, Tuple.of(look.verdict().sessionId(), look.at().atOffset(ZoneOffset.UTC), revision))
                .compose(cleared -> transaction.execute(FORGET, Tuple.tuple()));
    }

    Future<?> told(Queries transaction, int alerts, long untold) {
        return transaction.execute(TOLD, Tuple.of(alerts, untold));
    }

    Future<?> beyond(Queries transaction) {
        return transaction.execute(BEYOND, Tuple.tuple());
    }

    Future<?> lookAgainAtUnmet(Queries transaction, Instant roundStartedAt) {
        return transaction.execute(UNMET, Tuple.of(roundStartedAt.atOffset(ZoneOffset.UTC)));
    }

    private static Known known(Row row) {
        OffsetDateTime checkedAt = row.getOffsetDateTime("checked_at");
        return new Known(
                row.getString("verdict"),
                row.getLong("failures"),
                checkedAt == null ? null : checkedAt.toInstant(),
                row.getBoolean("open"));
    }
}
