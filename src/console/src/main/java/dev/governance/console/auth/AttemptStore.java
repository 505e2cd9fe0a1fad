package dev.governance.console.auth;

import dev.governance.console.db.Queries;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Optional;

/** Rows that count tries, so that all nodes share one limit. One conditional upsert of one row decides every race. */
final class AttemptStore {
    /** The clock is read after the wait for the row; now() is from before it. */
    private static final String TRY_ADDRESS = """
            insert into governance_console.sign_in_addresses as known (address, recent)
            values ($1, array[clock_timestamp()])
                on conflict (address) do update
               set recent = known.recent[greatest(1, cardinality(known.recent) - 3):] || clock_timestamp()
             where cardinality(known.recent) < 5
                or known.recent[1] <= clock_timestamp() - interval '60 seconds'
            returning 5 - (select count(*)
                             from unnest(known.recent) as tried
                            where tried > clock_timestamp() - interval '60 seconds')::int as tries_left,
                      extract(epoch from known.recent[1] + interval '60 seconds' - clock_timestamp())
                      ::double precision as seconds
            """;

    private static final String ADDRESS_PAUSE = """
            select coalesce(extract(epoch from max(recent[1]) + interval '60 seconds' - clock_timestamp()), 0)
                   ::double precision as seconds
              from governance_console.sign_in_addresses
             where address = $1
            """;

    /**
     * The tenth try in a row that does not succeed is followed by a pause of 30 s, and each further one by twice that,
     * up to 15 minutes; a quarter of an hour of quiet starts anew. Who signed in from this address before does not wait,
     * or a stranger's guesses would keep people out.
     */
    private static final String TRY_ACCOUNT = """
            insert into governance_console.sign_in_accounts as known (username, tries, last_at)
            values ($1, 1, clock_timestamp())
                on conflict (username) do update
               set tries = case
                       when greatest(known.last_at, known.blocked_until) < clock_timestamp() - interval '15 minutes'
                       then 1
                       else known.tries + 1 end,
                   last_at = clock_timestamp(),
                   blocked_until = case
                       when known.tries >= 9
                        and greatest(known.last_at, known.blocked_until) >= clock_timestamp() - interval '15 minutes'
                       then clock_timestamp()
                            + least(900, 30 * power(2, least(known.tries - 9, 5))) * interval '1 second' end
             where known.blocked_until is null
                or known.blocked_until <= clock_timestamp()
                or exists (select
                             from governance_console.sessions s
                             join governance_console_users u on u.user_id = s.user_id
                            where u.username = $1
                              and s.address = $2)
            """;

    private static final String ACCOUNT_PAUSE = """
            select coalesce(extract(epoch from max(blocked_until) - clock_timestamp()), 0)::double precision as seconds
              from governance_console.sign_in_accounts
             where username = $1
            """;

    private static final String FORGET_ACCOUNT = """
            delete from governance_console.sign_in_accounts
             where username = $1
            """;

    private static final String PURGE_ADDRESSES = """
            delete from governance_console.sign_in_addresses
             where recent[cardinality(recent)] < now() - interval '10 minutes'
            """;

    private static final String PURGE_ACCOUNTS = """
            delete from governance_console.sign_in_accounts
             where greatest(last_at, blocked_until) < now() - interval '1 hour'
            """;

    /**
     * What an address has after a try.
     *
     * @param tries left within the minute
     * @param pause until there is one more, when none is left
     */
    record Left(int tries, Duration pause) {}

    /** Counts a try of an address; empty when five stand within the last minute. */
    Future<Optional<Left>> tryAddress(Queries queries, String address) {
        return queries.findOne(
                TRY_ADDRESS,
                Tuple.of(address),
                row -> new Left(Math.max(0, row.getInteger("tries_left")), seconds(row)));
    }

    /** Until when an address that may not try has to wait. */
    Future<Duration> addressPause(Queries queries, String address) {
        return pause(queries, ADDRESS_PAUSE, address);
    }

    /** Counts a try on an account; 0 rows when it pauses. */
    Future<Integer> tryAccount(Queries queries, String username, String address) {
        return queries.execute(TRY_ACCOUNT, Tuple.of(username, address));
    }

    Future<Duration> accountPause(Queries queries, String username) {
        return pause(queries, ACCOUNT_PAUSE, username);
    }

    Future<Integer> forgetAccount(Queries transaction, String username) {
        return transaction.execute(FORGET_ACCOUNT, Tuple.of(username));
    }

    Future<Integer> purge(Queries queries) {
        return queries.execute(PURGE_ADDRESSES, Tuple.tuple())
                .compose(purged -> queries.execute(PURGE_ACCOUNTS, Tuple.tuple()));
    }

    private static Future<Duration> pause(Queries queries, String sql, String subject) {
        return queries.findOne(sql, Tuple.of(subject), AttemptStore::seconds).map(found -> found.orElse(Duration.ZERO));
    }

    private static Duration seconds(Row row) {
        return Duration.ofMillis((long) Math.ceil(Math.max(0, row.getDouble("seconds")) * 1000));
    }
}
