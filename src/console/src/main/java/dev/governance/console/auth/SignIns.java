package dev.governance.console.auth;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Auth.Done;
import dev.governance.console.contract.Auth.SignIn;
import dev.governance.console.contract.Auth.SignOut;
import dev.governance.console.contract.Auth.SignedIn;
import dev.governance.console.db.Database;
import dev.governance.console.db.Queries;
import dev.governance.console.ledger.AuditEntry;
import dev.governance.console.ledger.Ledger;
import dev.governance.console.wire.Caller;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Lets people in and out; the session and its audit row are one transaction. */
final class SignIns {
    private final Database database;
    private final Ledger ledger;
    private final AttemptLimiter limiter;
    private final PasswordCheck passwords;
    private final FailedSignIns failed;
    private final Duration ttl;
    private final SessionStore sessions;

    SignIns(
            Database database,
            Ledger ledger,
            AttemptLimiter limiter,
            PasswordCheck passwords,
            FailedSignIns failed,
            SessionStore sessions,
            Duration ttl) {
        this.database = database;
        this.ledger = ledger;
        this.limiter = limiter;
        this.passwords = passwords;
        this.failed = failed;
        this.sessions = sessions;
        this.ttl = ttl;
    }

    Future<SignedIn> signIn(SignIn question) {
        String address = Addresses.counted(question.address());
        return limiter.admitAddress(address)
                .compose(left -> passwords
                        .of(question.username(), question.password(), address)
                        .map(found -> found.orElseThrow(() -> wrong(left))))
                .compose(account -> open(SessionStore.Opening.of(account, address, question.userAgent())))
                .recover(failure -> failed.noted(failure, address));
    }

    /** One text for every ground, so that it tells nobody which names exist. */
    private static Refusal wrong() {
        return new Refusal(Fault.UNAUTHENTICATED, "wrong_credentials", "username or password is wrong");
    }

    /** The address's own tries, whatever name was typed. */
    private static Refusal wrong(AttemptStore.Left left) {
        Refusal wrong = wrong().triesLeft(left.tries());
        return left.tries() == 0 ? wrong.retryAfter(left.pause()) : wrong;
    }

    private Future<SignedIn> open(SessionStore.Opening opening) {
        return database.inTransaction(transaction -> sessions.open(transaction, opening, ttl)
                .compose(opened ->
                        limiter.succeeded(transaction, opening.account().user().username()))
                .compose(forgotten -> sessions.find(transaction, opening.token()))
                .map(found -> found.orElseThrow(SignIns::wrong).session())
                .compose(session -> told(
                                transaction, "console.sign_in", session.caller(), Map.of("address", opening.address()))
                        .map(new SignedIn(opening.token(), session))));
    }

    Future<Done> signOut(SignOut question) {
        Caller by = question.by();
        return database.inTransaction(transaction -> sessions.end(transaction, by.sessionId())
                .compose(ended ->
                        ended == 0 ? Future.succeededFuture() : told(transaction, "console.sign_out", by, Map.of()))
                .map(new Done()));
    }

    private Future<UUID> told(Queries transaction, String kind, Caller by, Map<String, String> more) {
        Map<String, String> metadata = new HashMap<>(more);
        metadata.put("user", by.username());
        metadata.put("user_id", by.userId().toString());
        metadata.put("sign_in", by.sessionId().toString()); // names the row; the token is another
        return ledger.append(transaction, AuditEntry.ofConsole(kind, metadata));
    }
}
