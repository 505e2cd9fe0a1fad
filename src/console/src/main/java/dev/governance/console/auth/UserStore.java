package dev.governance.console.auth;

import dev.governance.console.db.Queries;
import dev.governance.console.wire.ConsoleUser;
import dev.governance.console.wire.Role;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
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

    /** Two integers as key: the SDK's locks fill the space of the one bigint. */
    private static final String LOCK = "select pg_advisory_xact_lock(1735357042, 30)";

    private static final String ADD = """
            insert into governance_console_users (user_id, username, password_hash, role, disabled)
            values ($1, $2, $3, $4, false)
                on conflict (username) do nothing
            returning user_id, username, role, disabled, created_at, updated_at
            """;

    private static final String ANYBODY = "select 1 as one from governance_console_users limit 1";

    private static final String DISABLE = """
            update governance_console_users as leaving
               set disabled = true, updated_at = now()
             where username = $1
               and not disabled
               and (role <> 'admin'
                    or exists (select from governance_console_users other
                                where other.role = 'admin'
                                  and not other.disabled
                                  and other.user_id <> leaving.user_id))
            returning user_id, username, role, disabled, created_at, updated_at
            """;

    private static final String RESET = """
            update governance_console_users
               set password_hash = $2, updated_at = now()
             where username = $1
            returning user_id, username, role, disabled, created_at, updated_at
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

    /** Disables a user; empty when there is none, it is disabled already, or it is the last admin. */
    Future<Optional<ConsoleUser>> disable(Queries transaction, String username) {
        return transaction.findOne(DISABLE, Tuple.of(username), UserStore::user);
    }

    /** Stores another password; empty when there is no such user. */
    Future<Optional<ConsoleUser>> reset(Queries transaction, String username, String passwordHash) {
        return transaction.findOne(RESET, Tuple.of(username, passwordHash), UserStore::user);
    }

    private static Account account(Row row) {
        return new Account(user(row), row.getString("password_hash"));
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
