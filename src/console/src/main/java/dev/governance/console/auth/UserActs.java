package dev.governance.console.auth;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Users;
import dev.governance.console.db.Database;
import dev.governance.console.db.Queries;
import dev.governance.console.ledger.AuditEntry;
import dev.governance.console.ledger.Ledger;
import dev.governance.console.wire.ConsoleUser;
import dev.governance.console.wire.Role;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is done to users; each act and its audit row are one transaction. */
final class UserActs {
    private final Database database;
    private final Ledger ledger;
    private final Hashing hashing;
    private final UserStore store = new UserStore();

    UserActs(Database database, Ledger ledger, Hashing hashing) {
        this.database = database;
        this.ledger = ledger;
        this.hashing = hashing;
    }

    /**
     * A password on its way to the table.
     *
     * @param madeUp the password when nobody chose it
     */
    private record Hashed(String hash, @Nullable String madeUp) {
        @Override
        public String toString() {
            return "Hashed[hidden]";
        }
    }

    Future<Users.Added> add(Users.Add question) {
        String username = Usernames.checked(question.username());
        return hashed(question.password(), username)
                .compose(password ->
                        locked(transaction -> added(transaction, username, password, question.role(), question.by())
                                .map(found -> found.orElseThrow(() -> taken(username)))));
    }

    private Future<Hashed> hashed(@Nullable String chosen, String username) {
        String password = chosen == null ? PasswordRules.madeUp() : PasswordRules.checked(chosen, username);
        return hashing.inLine(() -> hashing.hash(password))
                .map(hash -> new Hashed(hash, chosen == null ? password : null));
    }

    private <T> Future<T> locked(Function<Queries, Future<T>> work) {
        return database.inTransaction(
                transaction -> store.lock(transaction).compose(locked -> work.apply(transaction)));
    }

    private Future<Optional<Users.Added>> added(
            Queries transaction, String username, Hashed password, Role role, String by) {
        return store.add(transaction, username, password.hash(), role)
                .compose(user -> user.isEmpty()
                        ? Future.succeededFuture(Optional.empty())
                        : told(transaction, "console.user_added", user.get(), by)
                                .map(Optional.of(new Users.Added(user.get(), password.madeUp()))));
    }

    private static Refusal taken(String username) {
        return new Refusal(
                Fault.CONFLICT,
                "username_taken",
                "there is a user " + username + " already; choose another name, or reset-password for this one");
    }

    Future<Users.First> addFirst(Users.AddFirst question) {
        String username = Usernames.checked(question.username());
        return store.isThereAnybody(database.queries())
                .compose(somebody -> somebody
                        ? Future.succeededFuture(new Users.First(null))
                        : hashed(null, username).compose(password -> addFirst(username, password, question.by())));
    }

    /** Asks again behind the lock: two may have found nobody. */
    private Future<Users.First> addFirst(String username, Hashed password, String by) {
        return locked(transaction -> store.isThereAnybody(transaction)
                .compose(somebody -> somebody
                        ? Future.succeededFuture(new Users.First(null))
                        : added(transaction, username, password, Role.ADMIN, by)
                                .map(added -> new Users.First(added.orElse(null)))));
    }

    Future<Users.Disabled> disable(Users.Disable question) {
        String username = known(question.username());
        return locked(transaction -> store.disable(transaction, username)
                .compose(user -> user.isEmpty()
                        ? store.find(transaction, username).compose(found -> Future.failedFuture(why(username, found)))
                        : told(transaction, "console.user_disabled", user.get(), question.by()))
                .map(Users.Disabled::new));
    }

    private static Refusal why(String username, Optional<Account> found) {
        if (found.isEmpty()) {
            return unknown(username);
        }
        return found.get().user().disabled()
                ? new Refusal(Fault.CONFLICT, "already_disabled", username + " is disabled already")
                : new Refusal(
                        Fault.CONFLICT,
                        "last_admin",
                        username + " is the last admin who can sign in; make another one first");
    }

    Future<Users.Added> reset(Users.Reset question) {
        String username = known(question.username());
        return hashed(question.password(), username)
                .compose(password -> locked(transaction -> store.reset(transaction, username, password.hash())
                        .map(user -> user.orElseThrow(() -> unknown(username)))
                        .compose(user -> told(transaction, "console.password_reset", user, question.by()))
                        .map(user -> new Users.Added(user, password.madeUp()))));
    }

    private static String known(String typed) {
        return Usernames.typed(typed).orElseThrow(() -> unknown("of that name"));
    }

    private static Refusal unknown(String username) {
        return new Refusal(Fault.NOT_FOUND, "unknown_user", "there is no user " + username);
    }

    private Future<ConsoleUser> told(Queries transaction, String kind, ConsoleUser user, String by) {
        Map<String, String> metadata = Map.of(
                "user",
                user.username(),
                "user_id",
                user.userId().toString(),
                "role",
                user.role().code(),
                "by",
                by);
        return ledger.append(transaction, AuditEntry.ofConsole(kind, metadata)).map(user);
    }
}
