package dev.governance.console.auth;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Auth;
import dev.governance.console.contract.Permission;
import dev.governance.console.contract.Users;
import dev.governance.console.db.Database;
import dev.governance.console.db.Queries;
import dev.governance.console.ledger.Ledger;
import dev.governance.console.ledger.Refusals;
import dev.governance.console.wire.Caller;
import io.vertx.core.Future;
import java.time.Duration;

/** Gives people another password who know theirs; every session ends by it, and a new one begins for this browser. */
final class PasswordChanges {
    private final Refusals refusals;
    private final AttemptLimiter limiter;
    private final PasswordCheck passwords;
    private final Hashing hashing;
    private final ActingUsers acting;
    private final SessionStore sessions;
    private final Duration ttl;
    private final UserStore users = new UserStore();

    PasswordChanges(
            Database database,
            Ledger ledger,
            AttemptLimiter limiter,
            PasswordCheck passwords,
            Hashing hashing,
            SessionStore sessions,
            Duration ttl) {
        this.refusals = new Refusals(database, ledger);
        this.limiter = limiter;
        this.passwords = passwords;
        this.hashing = hashing;
        this.acting = new ActingUsers(database, ledger);
        this.sessions = sessions;
        this.ttl = ttl;
    }

    /** A try counts like one to sign in: a stolen session must not become a way to guess. */
    Future<Auth.SignedIn> change(Auth.ChangePassword question) {
        Caller by = question.by();
        String address = Addresses.counted(question.address());
        return Future.succeededFuture()
                .map(begun -> PasswordRules.checked(question.next(), by.username()))
                .compose(fit -> limiter.admitAddress(address))
                .compose(admitted -> passwords.own(by, question.current(), address))
                .map(account -> another(account, question))
                .compose(account -> hashing.inLine(() -> hashing.hash(question.next()))
                        .compose(hash -> changed(question, account, hash, address)))
                .recover(failure -> refusals.noted(failure, by, "auth.change-password", "password"));
    }

    private static Account another(Account account, Auth.ChangePassword question) {
        if (question.next().equals(question.current())) {
            throw new Refusal(Fault.INVALID, "same_password", "the new password is the one you have");
        }
        return account;
    }

    private Future<Auth.SignedIn> changed(Auth.ChangePassword question, Account checked, String hash, String address) {
        Users.By by = Users.By.of(question.by());
        SessionStore.Opening opening =
                SessionStore.Opening.of(new Account(checked.user(), hash), address, question.userAgent());
        return acting.alone(
                by,
                Permission.READ,
                transaction -> users.replace(transaction, checked, hash)
                        .map(PasswordChanges::once)
                        .compose(replaced -> opened(transaction, opening))
                        .compose(signedIn -> acting.told(transaction, "console.password_changed", checked.user(), by)
                                .map(signedIn)));
    }

    private static int once(int replaced) {
        if (replaced == 0) {
            throw new Refusal(
                    Fault.CONFLICT, "changed_meanwhile", "somebody changed your account at this moment; sign in again");
        }
        return replaced;
    }

    private Future<Auth.SignedIn> opened(Queries transaction, SessionStore.Opening opening) {
        return sessions.open(transaction, opening, ttl)
                .compose(opened ->
                        limiter.succeeded(transaction, opening.account().user().username()))
                .compose(forgotten -> sessions.find(transaction, opening.token()))
                .map(found ->
                        new Auth.SignedIn(opening.token(), found.orElseThrow().session()));
    }
}
