package dev.governance.console.auth;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Auth;
import dev.governance.console.contract.Auth.Done;
import dev.governance.console.contract.Auth.StepUp;
import dev.governance.console.db.Database;
import dev.governance.console.ledger.AuditEntry;
import dev.governance.console.ledger.Ledger;
import dev.governance.console.ledger.Refusals;
import dev.governance.console.wire.Caller;
import io.vertx.core.Future;
import java.util.Map;

/** Asks signed-in people for their password again, and records what they were refused. */
final class StepUps {
    private final Database database;
    private final Ledger ledger;
    private final Refusals refusals;
    private final AttemptLimiter limiter;
    private final PasswordCheck passwords;

    StepUps(Database database, Ledger ledger, AttemptLimiter limiter, PasswordCheck passwords) {
        this.database = database;
        this.ledger = ledger;
        this.refusals = new Refusals(database, ledger);
        this.limiter = limiter;
        this.passwords = passwords;
    }

    /** A try counts like one to sign in: a stolen session must not become a way to guess. */
    Future<Done> stepUp(StepUp question) {
        Caller by = question.by();
        String address = Addresses.counted(question.address());
        return limiter.admitAddress(address)
                .compose(admitted -> passwords.own(by, question.password(), address))
                .compose(account -> succeeded(by))
                .recover(failure -> refusals.noted(failure, by, "auth.step-up", "password"));
    }

    private Future<Done> succeeded(Caller by) {
        Map<String, String> metadata =
                Map.of("user", by.username(), "user_id", by.userId().toString());
        return database.inTransaction(transaction -> limiter.succeeded(transaction, by.username())
                .compose(forgotten -> ledger.append(transaction, AuditEntry.ofConsole("console.step_up", metadata)))
                .map(new Done()));
    }

    /** Records that a role or a scope did not allow something. */
    Future<Done> refused(Auth.Refused refused) {
        Refusal refusal = new Refusal(Fault.FORBIDDEN, refused.code(), "this caller may not do it");
        return refusals.noted(
                refusal, refused.by(), refused.code(), refused.needed().code());
    }
}
