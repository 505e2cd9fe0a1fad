package dev.governance.console.auth;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.db.Database;
import dev.governance.console.wire.Caller;
import io.vertx.core.Future;
import java.util.Optional;

/** Asks whether a password is somebody's; takes the same time whether there is such a person or not. */
final class PasswordCheck {
    /** The Python console takes up to 1024 characters. */
    private static final int LONGEST = 1024;

    private final Database database;
    private final AttemptLimiter limiter;
    private final Hashing hashing;
    private final UserStore users = new UserStore();

    PasswordCheck(Database database, AttemptLimiter limiter, Hashing hashing) {
        this.database = database;
        this.limiter = limiter;
        this.hashing = hashing;
    }

    /** Whose name and password these are; empty when they are wrong or the user is disabled. */
    Future<Optional<Account>> of(String typedName, String password, String address) {
        Optional<String> username = Usernames.typed(typedName);
        return hashing.inLine(() ->
                counted(username, address).compose(find -> find(username)).compose(found -> matching(found, password)));
    }

    /**
     * The account of somebody signed in, by the password once more.
     *
     * <p>Refused as FORBIDDEN when it is wrong.
     */
    Future<Account> own(Caller by, String password, String address) {
        return of(by.username(), password, address)
                .map(found -> found.filter(account -> account.user().userId().equals(by.userId()))
                        .orElseThrow(PasswordCheck::wrong));
    }

    private static Refusal wrong() {
        return new Refusal(Fault.FORBIDDEN, "wrong_password", "the password is wrong");
    }

    private Future<Void> counted(Optional<String> username, String address) {
        return username.map(name -> limiter.admitAccount(name, address)).orElseGet(Future::succeededFuture);
    }

    private Future<Optional<Account>> find(Optional<String> username) {
        return username.map(name -> users.find(database.queries(), name))
                .orElseGet(() -> Future.succeededFuture(Optional.empty()));
    }

    private Future<Optional<Account>> matching(Optional<Account> found, String password) {
        boolean fits = password.length() <= LONGEST;
        return hashing.matches(
                        fits ? password : "", found.map(Account::passwordHash).orElse(PasswordHash.OF_NOBODY))
                .map(same ->
                        found.filter(account -> same && fits && !account.user().disabled()));
    }
}
