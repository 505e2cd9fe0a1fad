package dev.governance.console.auth;

import dev.governance.console.contract.Auth;
import dev.governance.console.db.Queries;
import dev.governance.console.wire.Caller;
import dev.governance.console.wire.OneLine;
import dev.governance.console.wire.Role;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Rows of {@code governance_console.sessions}; all times are the database's. */
final class SessionStore {
    private static final int USER_AGENT = 256;

    /** The row of the user is held, so that a password changed at this moment opens no session. */
    private static final String OPEN = """
            with person as (
              select user_id
                from governance_console_users
               where user_id = $3
                 and password_hash = $4
                 and not disabled
                 for share
            )
            insert into governance_console.sessions
                   (session_id, token_hash, user_id, address, user_agent, expires_at)
            select $1, $2, user_id, $5, $6, now() + $7::double precision * interval '1 second'
              from person
            """;

    private static final String FIND = """
            select s.session_id, s.created_at, s.expires_at, u.user_id, u.username, u.role,
                   s.last_seen_at + $2::double precision * interval '1 second' as idle_expires_at,
                   s.last_seen_at < now() - interval '1 minute' as unseen
              from governance_console.sessions s
              join governance_console_users u on u.user_id = s.user_id
             where s.token_hash = $1
               and s.ended_at is null
               and s.expires_at > now()
               and s.last_seen_at > now() - $2::double precision * interval '1 second'
               and not u.disabled
            """;

    /** Once a minute at most, however many requests come. */
    private static final String TOUCH = """
            update governance_console.sessions
               set last_seen_at = now()
             where session_id = $1
               and ended_at is null
               and last_seen_at < now() - interval '1 minute'
            returning last_seen_at + $2::double precision * interval '1 second' as idle_expires_at
            """;

    private static final String END = """
            update governance_console.sessions
               set ended_at = now(), ended_reason = 'signed_out'
             where session_id = $1
               and ended_at is null
            """;

    /** Kept for a month: an address that somebody signed in from is not held up by guesses from elsewhere. */
    private static final String PURGE = """
            delete from governance_console.sessions
             where session_id in (select session_id
                                    from governance_console.sessions
                                   where expires_at < now() - interval '30 days'
                                   limit 1000)
            """;

    /**
     * Someone who comes in.
     *
     * @param token stored as its hash only
     */
    record Opening(UUID sessionId, String token, Account account, String address, String userAgent) {
        /** A new one with a token of its own. */
        static Opening of(Account account, String address, String userAgent) {
            return new Opening(
                    UUID.randomUUID(), SessionToken.random(), account, address, OneLine.of(userAgent, USER_AGENT));
        }

        @Override
        public String toString() {
            return "Opening[" + sessionId + "]";
        }
    }

    /**
     * A session that holds.
     *
     * @param unseen whether its last use was noted more than a minute ago
     */
    record Found(Auth.Session session, boolean unseen) {}

    private final double idle;

    /**
     * Creates the store.
     *
     * @param idle without use for that long, a session is over before its time
     */
    SessionStore(Duration idle) {
        this.idle = idle.toSeconds();
    }

    /** Opens a session; 0 rows when the user was disabled or got another password meanwhile. */
    Future<Integer> open(Queries transaction, Opening opening, Duration ttl) {
        return transaction.execute(
                OPEN,
                Tuple.of(
                        opening.sessionId(),
                        SessionToken.hash(opening.token()),
                        opening.account().user().userId(),
                        opening.account().passwordHash(),
                        opening.address(),
                        opening.userAgent(),
                        (double) ttl.toSeconds()));
    }

    Future<Optional<Found>> find(Queries queries, String token) {
        return queries.findOne(FIND, Tuple.of(SessionToken.hash(token), idle), SessionStore::found);
    }

    /** Notes that a session is used, and until when it is so kept; empty when that was noted just now, or it is over. */
    Future<Optional<Instant>> touch(Queries queries, UUID sessionId) {
        return queries.findOne(TOUCH, Tuple.of(sessionId, idle), row -> moment(row, "idle_expires_at"));
    }

    Future<Integer> end(Queries transaction, UUID sessionId) {
        return transaction.execute(END, Tuple.of(sessionId));
    }

    Future<Integer> purge(Queries queries) {
        return queries.execute(PURGE, Tuple.tuple());
    }

    private static Found found(Row row) {
        return new Found(
                new Auth.Session(
                        new Caller(
                                row.getUUID("user_id"),
                                row.getString("username"),
                                Role.of(row.getString("role")),
                                row.getUUID("session_id")),
                        moment(row, "created_at"),
                        moment(row, "expires_at"),
                        moment(row, "idle_expires_at")),
                row.getBoolean("unseen"));
    }

    private static Instant moment(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }
}
