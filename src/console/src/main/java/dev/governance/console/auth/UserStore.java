package dev.governance.console.auth;

import dev.governance.console.db.Place;
import dev.governance.console.db.Queries;
import dev.governance.console.wire.ConsoleUser;
import dev.governance.console.wire.Role;
import dev.governance.console.wire.SeenUser;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Rows of {@code governance_console_users}, which the Python command line may write too. */
final class UserStore {
    /** Users that one answer holds. */
    private static final int MOST = 10_000;

    private static final String FIND = """
            select user_id, username, role, disabled, created_at, updated_at, password_hash
              from governance_console_users
             where username = $1
            """;

    private static final String FIND_BY_ID = """
            select user_id, username, role, disabled, created_at, updated_at, password_hash
              from governance_console_users
             where user_id = $1
            """;

    private static final String ALL = """
            select user_id, username, role, disabled, created_at, updated_at
              from governance_console_users
             order by created_at, username
             limit $1
            """;

    private static final String PAGE = """
            select u.user_id, u.username, u.role, u.disabled, u.created_at, u.updated_at,
                   (select max(s.last_seen_at)
                      from governance_console.sessions s
                     where s.user_id = u.user_id) as last_seen_at
              from governance_console_users u
             where (u.created_at, u.user_id) > ($1, $2)
             order by u.created_at, u.user_id
             limit $3
            """;

    /** Two integers as key: the SDK's locks fill the space of the one bigint. */
    private static final String LOCK = "select pg_advisory_xact_lock(1735357042, 30)";

    private static final String ADD = """
            insert into governance_console_users (user_id, username, password_hash, role, disabled)
            values ($1, $2, $3, $4, false)
                on conflict (username) do nothing
            returning user_id, username, role, disabled, created_at, updated_at
            """;

    private static final String ANYBODY = "select 1 as one from governance_console_users limit 1";

    /**
     * Held before it is changed, so that the change is dated when it is made and not when somebody began to wait: what its
     * owner did meanwhile, such as proposing a policy, was done by the account as it was before.
     */
    private static final String HELD = """
            with held as materialized (
                    select user_id
                      from governance_console_users
                     where user_id = $1
                       for update)
            """;

    /** Whether anybody would be left who may manage users is asked behind the lock that everybody takes. */
    private static final String CHANGE = HELD + """
            update governance_console_users as changed
               set role = $2::text, disabled = $3::boolean, updated_at = clock_timestamp()
              from held
             where changed.user_id = held.user_id
               and (changed.role <> 'admin'
                    or changed.disabled
                    or ($2::text = 'admin' and not $3::boolean)
                    or exists (select from governance_console_users other
                                where other.role = 'admin'
                                  and not other.disabled
                                  and other.user_id <> changed.user_id))
            returning changed.user_id, username, role, disabled, created_at, updated_at
            """;

    private static final String RESET = HELD + """
            update governance_console_users as changed
               set password_hash = $2, updated_at = clock_timestamp()
              from held
             where changed.user_id = held.user_id
            """;

    /** Nobody's who was disabled or got another password while the new one was hashed. */
    private static final String REPLACE = HELD + """
            update governance_console_users as changed
               set password_hash = $3, updated_at = clock_timestamp()
              from held
             where changed.user_id = held.user_id
               and password_hash = $2
               and not disabled
            """;

    Future<Optional<Account>> find(Queries queries, String username) {
        return queries.findOne(FIND, Tuple.of(username), UserStore::account);
    }

    Future<Optional<Account>> find(Queries queries, UUID userId) {
        return queries.findOne(FIND_BY_ID, Tuple.of(userId), UserStore::account);
    }

    Future<List<ConsoleUser>> all(Queries queries) {
        return queries.list(ALL, Tuple.of(MOST), UserStore::user);
    }

    /** Those behind a place, in the order in which they were added. */
    Future<List<SeenUser>> page(Queries queries, Place after, int limit) {
        return queries.list(PAGE, Tuple.of(after.time(), after.id(), limit), UserStore::seen);
    }

    Future<Boolean> isThereAnybody(Queries queries) {
        return queries.findOne(ANYBODY, Tuple.tuple(), row -> true).map(Optional::isPresent);
    }

    /** Makes whoever changes users wait for this transaction, so that what it reads next stays true. */
    Future<Integer> lock(Queries transaction) {
        return transaction.list(LOCK, Tuple.tuple(), row -> row).map(1);
    }

    /** Adds a user; empty when the name is taken. */
    Future<Optional<ConsoleUser>> add(Queries transaction, String username, String passwordHash, Role role) {
        return transaction.findOne(
                ADD, Tuple.of(UUID.randomUUID(), username, passwordHash, role.code()), UserStore::user);
    }

    /** Gives a user a role and shuts or opens the door; empty when nobody would be left to manage users. */
    Future<Optional<ConsoleUser>> change(Queries transaction, UUID userId, Role role, boolean disabled) {
        return transaction.findOne(CHANGE, Tuple.of(userId, role.code(), disabled), UserStore::user);
    }

    /** Stores another password. */
    Future<Integer> reset(Queries transaction, UUID userId, String passwordHash) {
        return transaction.execute(RESET, Tuple.of(userId, passwordHash));
    }

    /** Stores another password for the one that was checked; 0 rows when it is no longer that. */
    Future<Integer> replace(Queries transaction, Account checked, String passwordHash) {
        return transaction.execute(REPLACE, Tuple.of(checked.user().userId(), checked.passwordHash(), passwordHash));
    }

    private static Account account(Row row) {
        return new Account(user(row), row.getString("password_hash"));
    }

    private static SeenUser seen(Row row) {
        OffsetDateTime at = row.getOffsetDateTime("last_seen_at");
        return SeenUser.of(user(row), at == null ? null : at.toInstant());
    }

    private static ConsoleUser user(Row row) {
        return new ConsoleUser(
                row.getUUID("user_id"),
                row.getString("username"),
                Role.of(row.getString("role")),
                row.getBoolean("disabled"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant());
    }
}
