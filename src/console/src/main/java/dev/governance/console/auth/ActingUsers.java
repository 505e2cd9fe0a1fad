package dev.governance.console.auth;

import dev.governance.console.contract.Permission;
import dev.governance.console.contract.Permissions;
import dev.governance.console.contract.Users;
import dev.governance.console.db.Database;
import dev.governance.console.db.Queries;
import dev.governance.console.ledger.AuditEntry;
import dev.governance.console.ledger.Ledger;
import dev.governance.console.ledger.Refusals;
import dev.governance.console.ledger.StandingStore;
import dev.governance.console.wire.Caller;
import dev.governance.console.wire.ConsoleUser;
import dev.governance.console.wire.OneLine;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How users are changed: one after the other in the whole cluster, by somebody who may still do so when the turn comes,
 * told in the same transaction. Of two admins who demote each other the second is no admin any more.
 */
final class ActingUsers {
    private static final int SUBJECT = 128;

    private final Database database;
    private final Ledger ledger;
    private final Refusals refusals;
    private final StandingStore standing = new StandingStore();
    private final UserStore users = new UserStore();

    ActingUsers(Database database, Ledger ledger) {
        this.database = database;
        this.ledger = ledger;
        this.refusals = new Refusals(database, ledger);
    }

    /** Runs work, and records when a person is refused it; who has the command line has the database, too. */
    <T> Future<T> noted(Users.By by, String act, String subject, Supplier<Future<T>> work) {
        Caller caller = by.caller();
        Future<T> done = Future.succeededFuture().compose(begun -> work.get());
        return caller == null
                ? done
                : done.recover(failure -> refusals.noted(failure, caller, act, OneLine.of(subject, SUBJECT)));
    }

    /** Runs work in a transaction that nobody else changes users beside, if whoever acts may still manage them. */
    <T> Future<T> alone(Users.By by, Function<Queries, Future<T>> work) {
        return alone(by, Permission.MANAGE_USERS, work);
    }

    /** The same for what takes another permission. */
    <T> Future<T> alone(Users.By by, Permission needed, Function<Queries, Future<T>> work) {
        return database.inTransaction(transaction -> users.lock(transaction)
                .compose(locked -> stillMay(transaction, by.caller(), needed))
                .compose(stands -> work.apply(transaction)));
    }

    /** The guard at the door looked before the wait for the lock. */
    private Future<Void> stillMay(Queries transaction, @Nullable Caller caller, Permission needed) {
        return caller == null
                ? Future.succeededFuture()
                : standing.check(transaction, caller, now -> Permissions.of(now).contains(needed));
    }

    /** Tells the log what became of a user. */
    Future<ConsoleUser> told(Queries transaction, String kind, ConsoleUser user, Users.By by) {
        return told(transaction, kind, user, by, Map.of());
    }

    Future<ConsoleUser> told(
            Queries transaction, String kind, ConsoleUser user, Users.By by, Map<String, String> more) {
        Map<String, String> metadata = new HashMap<>(more);
        metadata.put("user", user.username());
        metadata.put("user_id", user.userId().toString());
        metadata.put("role", user.role().code());
        metadata.put("by", by.name());
        Optional.ofNullable(by.caller())
                .ifPresent(caller -> metadata.put("by_id", caller.userId().toString()));
        return ledger.append(transaction, AuditEntry.ofConsole(kind, metadata)).map(user);
    }
}
