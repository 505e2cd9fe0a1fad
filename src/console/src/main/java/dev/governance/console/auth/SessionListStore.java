package dev.governance.console.auth;

import dev.governance.console.contract.Sessions;
import dev.governance.console.db.Place;
import dev.governance.console.db.Queries;
import dev.governance.console.wire.ConsoleSession;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Rows of {@code governance_console.sessions} as people see and end them; a session that is over is not among them. One
 * that nobody used for long is not listed, and ended all the same: a node with a longer limit would still take it.
 */
final class SessionListStore {
    private static final String LIST = """
            select s.session_id, s.user_id, u.username, s.created_at, s.last_seen_at, s.expires_at,
                   s.last_seen_at + $1::double precision * interval '1 second' as idle_expires_at,
                   s.address, s.user_agent, s.session_id = $2 as current
              from governance_console.sessions s
              join governance_console_users u on u.user_id = s.user_id
             where s.ended_at is null
               and s.expires_at > now()
               and s.last_seen_at > now() - $1::double precision * interval '1 second'
               and not u.disabled
               and ($3::uuid is null or s.user_id = $3)
               and (s.created_at, s.session_id) < ($4, $5)
             order by s.created_at desc, s.session_id desc
             limit $6
            """;

    private static final String REVOKE = """
            update governance_console.sessions s
               set ended_at = now(), ended_reason = 'revoked'
              from governance_console_users u
             where s.session_id = $1
               and u.user_id = s.user_id
               and ($2::uuid is null or s.user_id = $2)
               and s.ended_at is null
               and s.expires_at > now()
            returning u.user_id, u.username
            """;

    private static final String REVOKE_ALL = """
            update governance_console.sessions
               set ended_at = now(), ended_reason = 'revoked'
             where user_id = $1
               and session_id <> $2
               and ended_at is null
               and expires_at > now()
            """;

    /** Whose session it was. */
    record Owner(UUID userId, String username) {}

    private final double idle;

    /**
     * Creates the store.
     *
     * @param idle without use for that long, a session is over
     */
    SessionListStore(Duration idle) {
        this.idle = idle.toSeconds();
    }

    /** Sessions that hold, those before a place, newest first; everybody's when {@code question} names nobody. */
    Future<List<ConsoleSession>> list(Queries queries, Sessions.All question, Place before) {
        return queries.list(
                LIST,
                Tuple.of(
                        idle,
                        question.by().sessionId(),
                        question.userId(),
                        before.time(),
                        before.id(),
                        question.limit() + 1),
                SessionListStore::shown);
    }

    /** Ends a session, used or not, if it is {@code owner}'s or that is null; empty when there is none. */
    Future<Optional<Owner>> revoke(Queries transaction, UUID sessionId, @Nullable UUID owner) {
        return transaction.findOne(
                REVOKE,
                Tuple.of(sessionId, owner),
                row -> new Owner(row.getUUID("user_id"), row.getString("username")));
    }

    /** Ends all sessions of somebody but one; answers how many. */
    Future<Integer> revokeAll(Queries transaction, UUID userId, UUID but) {
        return transaction.execute(REVOKE_ALL, Tuple.of(userId, but));
    }

    private static ConsoleSession shown(Row row) {
        return new ConsoleSession(
                row.getUUID("session_id"),
                row.getUUID("user_id"),
                row.getString("username"),
                moment(row, "created_at"),
                moment(row, "last_seen_at"),
                moment(row, "expires_at"),
                moment(row, "idle_expires_at"),
                row.getString("address"),
                row.getString("user_agent"),
                row.getBoolean("current"));
    }

    private static Instant moment(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }
}
