package dev.governance.console.auth;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.db.Database;
import dev.governance.console.db.Queries;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;

/** Slows guessing: five tries per address and minute, and a growing pause per account; nobody is locked out for good. */
final class AttemptLimiter {
    private final Database database;
    private final Waiting waiting;
    private final AttemptStore store = new AttemptStore();

    AttemptLimiter(Database database, Clock clock) {
        this.database = database;
        this.waiting = new Waiting(clock);
    }

    /** Counts a try of an address and tells how many are left, or refuses it as TOO_MANY. */
    Future<AttemptStore.Left> admitAddress(String address) {
        Duration known = waiting.pause(address);
        if (!known.isZero()) {
            return Future.failedFuture(addressRefusal(known));
        }
        return store.tryAddress(database.queries(), address)
                .compose(left -> left.map(Future::succeededFuture).orElseGet(() -> refuseAddress(address)));
    }

    /** Whether an address is known to wait, without asking the database, which may be away. */
    boolean waits(String address) {
        return !waiting.pause(address).isZero();
    }

    private Future<AttemptStore.Left> refuseAddress(String address) {
        return store.addressPause(database.queries(), address).compose(pause -> {
            waiting.remember(address, pause);
            return Future.failedFuture(addressRefusal(pause));
        });
    }

    /** Counts a try on an account, whether anybody has that name or not, or refuses it as TOO_MANY. */
    Future<Void> admitAccount(String username, String address) {
        return store.tryAccount(database.queries(), username, address)
                .compose(tried -> tried > 0 ? Future.succeededFuture() : refuseAccount(username));
    }

    private Future<Void> refuseAccount(String username) {
        return store.accountPause(database.queries(), username)
                .compose(pause -> Future.failedFuture(
                        refusal("too many wrong passwords for this account; wait before the next try", pause)));
    }

    /** Forgets the tries on an account once one succeeded. */
    Future<Integer> succeeded(Queries transaction, String username) {
        return store.forgetAccount(transaction, username);
    }

    /** Drops what no longer counts. */
    Future<Integer> purge() {
        waiting.dropPassed();
        return store.purge(database.queries());
    }

    private static Refusal addressRefusal(Duration pause) {
        return refusal("too many tries to sign in from this address; wait before the next", pause);
    }

    private static Refusal refusal(String reason, Duration pause) {
        return new Refusal(Fault.TOO_MANY, "too_many_tries", reason).retryAfter(pause);
    }
}
