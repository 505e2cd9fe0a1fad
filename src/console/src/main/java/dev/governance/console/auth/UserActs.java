package dev.governance.console.auth;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Users;
import dev.governance.console.db.Database;
import dev.governance.console.db.Queries;
import dev.governance.console.wire.Caller;
import dev.governance.console.wire.ConsoleUser;
import dev.governance.console.wire.Role;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gives people a password: new ones, and those who lost theirs. */
final class UserActs {
    private final Database database;
    private final Hashing hashing;
    private final ActingUsers acting;
    private final UserStore store = new UserStore();
    private final TokenStore tokens = new TokenStore();

    UserActs(Database database, Hashing hashing, ActingUsers acting) {
        this.database = database;
        this.hashing = hashing;
        this.acting = acting;
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
        return acting.noted(question.by(), "users.add", question.username(), () -> {
            StepUpRules.add(question.by(), question.role());
            String username = Usernames.checked(question.username());
            return hashed(question.password(), username)
                    .compose(password -> acting.alone(
                            question.by(),
                            transaction -> added(transaction, username, password, question.role(), question.by())
                                    .map(found -> found.orElseThrow(() -> taken(username)))));
        });
    }

    private Future<Hashed> hashed(@Nullable String chosen, String username) {
        String password = chosen == null ? PasswordRules.madeUp() : PasswordRules.checked(chosen, username);
        return hashing.inLine(() -> hashing.hash(password))
                .map(hash -> new Hashed(hash, chosen == null ? password : null));
    }

    private Future<Optional<Users.Added>> added(
            Queries transaction, String username, Hashed password, Role role, Users.By by) {
        return store.add(transaction, username, password.hash(), role)
                .compose(user -> user.isEmpty()
                        ? Future.succeededFuture(Optional.empty())
                        : acting.told(transaction, "console.user_added", user.get(), by)
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
    private Future<Users.First> addFirst(String username, Hashed password, Users.By by) {
        return acting.alone(
                by,
                transaction -> store.isThereAnybody(transaction)
                        .compose(somebody -> somebody
                                ? Future.succeededFuture(new Users.First(null))
                                : added(transaction, username, password, Role.ADMIN, by)
                                        .map(added -> new Users.First(added.orElse(null)))));
    }

    Future<Users.Added> reset(Users.Reset question) {
        String username = Usernames.known(question.username());
        return hashed(question.password(), username)
                .compose(password -> acting.alone(
                        question.by(),
                        transaction -> store.find(transaction, username)
                                .map(found -> found.orElseThrow(() -> Usernames.unknown(username)))
                                .compose(found -> reset(transaction, found.user(), password, question.by()))));
    }

    /** The rules for a password ask for the name, so the user is looked up before, and again behind the lock. */
    Future<Users.Added> resetById(Users.ResetById question) {
        return acting.noted(
                question.by(),
                "users.reset-password",
                question.userId().toString(),
                () -> refuseOwn(question)
                        .compose(another -> find(database.queries(), question))
                        .compose(user -> hashed(question.password(), user.username()))
                        .compose(password -> acting.alone(
                                question.by(),
                                transaction -> find(transaction, question)
                                        .compose(user -> reset(transaction, user, password, question.by())))));
    }

    private Future<ConsoleUser> find(Queries queries, Users.ResetById question) {
        return store.find(queries, question.userId())
                .map(found -> found.orElseThrow(Usernames::unknownId).user())
                .map(user -> StepUpRules.reset(question.by(), user));
    }

    /** Else whoever finds an open browser could lock its owner out. */
    private static Future<Void> refuseOwn(Users.ResetById question) {
        Caller caller = question.by().caller();
        return caller != null && caller.userId().equals(question.userId())
                ? Future.failedFuture(new Refusal(
                        Fault.CONFLICT,
                        "own_password",
                        "change your own password with POST /api/auth/password, which asks for the current one"))
                : Future.succeededFuture();
    }

    private Future<Users.Added> reset(Queries transaction, ConsoleUser user, Hashed password, Users.By by) {
        return store.reset(transaction, user.userId(), password.hash())
                .compose(reset -> tokens.revokeAll(transaction, user.userId()))
                .compose(revoked -> acting.told(
                        transaction,
                        "console.password_reset",
                        user,
                        by,
                        revoked == 0 ? Map.of() : Map.of("api_tokens_revoked", String.valueOf(revoked))))
                .map(told -> new Users.Added(user, password.madeUp()));
    }
}
