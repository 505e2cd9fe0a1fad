package dev.governance.console.audit.watch;

import dev.governance.console.db.Queries;
import dev.governance.console.wire.MarksVerdict.State;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The one row of {@code governance_console.sweep}: who watches, and where the round over the log stands. */
final class SweepStore {
    private static final String MAKE =
            "insert into governance_console.sweep (one) values (true) on conflict do nothing";

    /**
     * Ours already, or free, or left by a node that no longer renews it, or held for longer than any node holds it. A
     * round that ends in the future never ended.
     */
    private static final String TAKE = """
            update governance_console.sweep
               set epoch = epoch + case when owner = $1 then 0 else 1 end,
                   owner = $1,
                   lease_until = now() + make_interval(secs => $2)
             where owner is null or owner = $1 or lease_until is null or lease_until < now()
                or lease_until > now() + 4 * make_interval(secs => $2)
            returning epoch, place, started_at,
                      finished_at is null
                        or finished_at > clock_timestamp()
                        or finished_at + make_interval(secs => $3) <= now() as due
            """;

    private static final String GIVE_BACK = """
            update governance_console.sweep
               set owner = null
             where owner = $1
            """;

    private static final String BEGIN = """
            update governance_console.sweep
               set started_at = now(),
                   place = null,
                   up_to_seq = $3,
                   sessions_expected = $4,
                   marks_state = $5,
                   marks_sentence = $6,
                   marks_at = now(),
                   sessions_done = 0,
                   events_done = 0,
                   beyond = 0
             where owner = $1
               and epoch = $2
            """;

    private static final String RENEW = """
            update governance_console.sweep
               set lease_until = now() + make_interval(secs => $2)
             where owner = $1
            """;

    private static final String GO_ON = """
            update governance_console.sweep
               set place = $3,
                   sessions_done = sessions_done + $4,
                   events_done = events_done + $5
             where owner = $1
               and epoch = $2
            """;

    /** Rings, for a whole log verified is news. */
    private static final String FINISH = """
            with finished as (
                update governance_console.sweep
                   set finished_at = now(),
                       finished_began_at = started_at,
                       finished_up_to_seq = up_to_seq,
                       finished_sessions = sessions_done,
                       finished_events = events_done,
                       finished_beyond = beyond,
                       started_at = null,
                       place = null
                 where owner = $1
                   and epoch = $2
                returning one)
            select pg_notify('governance_doorbell', 'chain') is not null as told
              from finished
            """;

    /** Takes or keeps the right to watch; empty while another node has it. */
    Future<Optional<Held>> take(Queries queries, UUID owner, Duration lease, Duration every) {
        return queries.execute(MAKE, Tuple.tuple())
                .compose(made -> queries.findOne(
                        TAKE,
                        Tuple.of(owner, (double) lease.toSeconds(), every.toMillis() / 1_000.0),
                        row -> held(owner, row)));
    }

    /** Whoever has it no longer gives nothing back. */
    Future<Integer> giveBack(Queries queries, UUID owner) {
        return queries.execute(GIVE_BACK, Tuple.of(owner));
    }

    /** Keeps it during long work. */
    Future<Integer> renew(Queries queries, UUID owner, Duration lease) {
        return queries.execute(RENEW, Tuple.of(owner, (double) lease.toSeconds()));
    }

    /**
     * Begins a round; false when another node took over.
     *
     * @param forged what is wrong with the marks; null when they are those that are signed
     */
    Future<Boolean> begin(Queries queries, Held held, long upToSeq, long sessions, @Nullable String forged) {
        String state = forged == null ? null : State.FORGED.code();
        return queries.execute(BEGIN, Tuple.of(held.owner(), held.epoch(), upToSeq, sessions, state, forged))
                .map(rows -> rows == 1);
    }

    /** Keeps how far a round came; false when another node took over. */
    Future<Boolean> goOn(Queries queries, Held held, @Nullable UUID place, long sessions, long events) {
        return queries.execute(GO_ON, Tuple.of(held.owner(), held.epoch(), place, sessions, events))
                .map(rows -> rows == 1);
    }

    /** Ends a round; false when another node took over. */
    Future<Boolean> finish(Queries queries, Held held) {
        return queries.list(FINISH, Tuple.of(held.owner(), held.epoch()), row -> true)
                .map(List::size)
                .map(rows -> rows == 1);
    }

    private static Held held(UUID owner, Row row) {
        OffsetDateTime startedAt = row.getOffsetDateTime("started_at");
        return new Held(
                owner,
                row.getLong("epoch"),
                row.getUUID("place"),
                startedAt == null ? null : startedAt.toInstant(),
                row.getBoolean("due"));
    }
}
