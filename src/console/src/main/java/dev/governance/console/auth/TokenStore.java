package dev.governance.console.auth;

import dev.governance.console.contract.Tokens;
import dev.governance.console.db.Place;
import dev.governance.console.db.Queries;
import dev.governance.console.wire.ApiToken;
import dev.governance.console.wire.Caller;
import dev.governance.console.wire.Role;
import dev.governance.console.wire.ScopedToken;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of {@code governance_console.api_tokens}; all times are the database's. */
final class TokenStore {
    /** Tokens of one person that hold at once. */
    static final int MOST = 50;

    private static final String COLUMNS = """
            t.token_id, t.user_id, u.username, t.name, t.scopes, t.created_at, t.expires_at, t.last_used_at, t.revoked_at
            """;

    /** Called by one at a time in the whole cluster, so that two do not make the last one. */
    private static final String CREATE = """
            with made as (
              insert into governance_console.api_tokens (token_id, token_hash, user_id, name, scopes, expires_at)
              select $1, $2, $3, $4, $5, now() + $6::int * interval '24 hours'
               where (select count(*)
                        from governance_console.api_tokens
                       where user_id = $3
                         and revoked_at is null
                         and expires_at > now()) < $7
              returning *
            )
            select %s
              from made t
              join governance_console_users u on u.user_id = t.user_id
            """.formatted(COLUMNS);

    /**
     * By the hash, which an index may compare at its own pace: what the time tells of a hash, nobody can turn into a
     * token of which that is the hash.
     */
    private static final String FIND = """
            select t.token_id, t.scopes, t.expires_at, u.user_id, u.username, u.role,
                   t.last_used_at is null or t.last_used_at < now() - interval '1 minute' as unseen
              from governance_console.api_tokens t
              join governance_console_users u on u.user_id = t.user_id
             where t.token_hash = $1
               and t.revoked_at is null
               and t.expires_at > now()
               and not u.disabled
            """;

    /** Once a minute at most, however many requests come. */
    private static final String TOUCH = """
            update governance_console.api_tokens
               set last_used_at = now()
             where token_id = $1
               and revoked_at is null
               and (last_used_at is null or last_used_at < now() - interval '1 minute')
            """;

    private static final String LIST = """
            select %s
              from governance_console.api_tokens t
              join governance_console_users u on u.user_id = t.user_id
             where ($1::uuid is null or t.user_id = $1)
               and (t.created_at, t.token_id) < ($2, $3)
             order by t.created_at desc, t.token_id desc
             limit $4
            """.formatted(COLUMNS);

    private static final String REVOKE = """
            update governance_console.api_tokens t
               set revoked_at = now()
              from governance_console_users u
             where t.token_id = $1
               and u.user_id = t.user_id
               and ($2::uuid is null or t.user_id = $2)
               and t.revoked_at is null
               and t.expires_at > now()
            returning %s
            """.formatted(COLUMNS);

    private static final String REVOKE_ALL = """
            update governance_console.api_tokens
               set revoked_at = now()
             where user_id = $1
               and revoked_at is null
               and expires_at > now()
            """;

    /** Kept for a month, so that people see what they had. */
    private static final String PURGE = """
            delete from governance_console.api_tokens
             where token_id in (select token_id
                                  from governance_console.api_tokens
                                 where least(expires_at, revoked_at) < now() - interval '30 days'
                                 limit 1000)
            """;

    /**
     * A token that holds.
     *
     * @param unseen whether no use of it was noted within the last minute
     */
    record Found(UUID tokenId, Tokens.Held held, boolean unseen) {}

    /** Makes one; empty when its owner has too many. */
    Future<Optional<ApiToken>> create(
            Queries transaction, String secret, UUID owner, String name, List<String> scopes, int days) {
        return transaction.findOne(
                CREATE,
                Tuple.of(
                        UUID.randomUUID(),
                        SessionToken.hash(secret),
                        owner,
                        name,
                        scopes.toArray(String[]::new),
                        days,
                        MOST),
                TokenStore::shown);
    }

    Future<Optional<Found>> find(Queries queries, String secret) {
        return queries.findOne(FIND, Tuple.of(SessionToken.hash(secret)), TokenStore::found);
    }

    /** Notes that a token is used. */
    Future<Integer> touch(Queries queries, UUID tokenId) {
        return queries.execute(TOUCH, Tuple.of(tokenId));
    }

    /** Tokens made before a place, newest first; everybody's when {@code owner} is null. */
    Future<List<ApiToken>> list(Queries queries, @Nullable UUID owner, Place before, int limit) {
        return queries.list(LIST, Tuple.of(owner, before.time(), before.id(), limit), TokenStore::shown);
    }

    /** Ends a token that holds, if it is {@code owner}'s or that is null; empty when there is none. */
    Future<Optional<ApiToken>> revoke(Queries transaction, UUID tokenId, @Nullable UUID owner) {
        return transaction.findOne(REVOKE, Tuple.of(tokenId, owner), TokenStore::shown);
    }

    /** Ends all of somebody's tokens that hold; how many these were. */
    Future<Integer> revokeAll(Queries transaction, UUID owner) {
        return transaction.execute(REVOKE_ALL, Tuple.of(owner));
    }

    Future<Integer> purge(Queries queries) {
        return queries.execute(PURGE, Tuple.tuple());
    }

    private static Found found(Row row) {
        ScopedToken token = new ScopedToken(row.getUUID("token_id"), Set.copyOf(scopes(row)));
        Caller caller = new Caller(
                row.getUUID("user_id"), row.getString("username"), Role.of(row.getString("role")), null, token);
        return new Found(token.tokenId(), new Tokens.Held(caller, moment(row, "expires_at")), row.getBoolean("unseen"));
    }

    private static ApiToken shown(Row row) {
        return new ApiToken(
                row.getUUID("token_id"),
                row.getUUID("user_id"),
                row.getString("username"),
                row.getString("name"),
                scopes(row),
                moment(row, "created_at"),
                moment(row, "expires_at"),
                momentOrNull(row, "last_used_at"),
                momentOrNull(row, "revoked_at"));
    }

    private static List<String> scopes(Row row) {
        return List.of(row.getArrayOfStrings("scopes"));
    }

    private static Instant moment(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }

    private static @Nullable Instant momentOrNull(Row row, String column) {
        return row.getOffsetDateTime(column) == null ? null : moment(row, column);
    }
}
