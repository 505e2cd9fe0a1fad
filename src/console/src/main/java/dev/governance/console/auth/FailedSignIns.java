package dev.governance.console.auth;

import dev.governance.console.auth.FailureStore.Failures;
import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.db.Database;
import dev.governance.console.db.Queries;
import dev.governance.console.ledger.AuditEntry;
import dev.governance.console.ledger.Ledger;
import io.vertx.core.Future;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the audit log of refused tries: one row per address and minute with a count, so that nobody can flood it. */
final class FailedSignIns {
    static final String KIND = "console.sign_in_failed";

    private static final Logger LOG = LoggerFactory.getLogger(FailedSignIns.class);

    /** Addresses told one by one; the others of that round share one row. */
    private static final int ROWS = 50;

    private static final int MOST = 5_000;

    private final Database database;
    private final Ledger ledger;
    private final FailureStore store = new FailureStore();
    private final Map<String, Long> limited = new HashMap<>(); // only the verticle's own event loop counts

    FailedSignIns(Database database, Ledger ledger) {
        this.database = database;
        this.ledger = ledger;
    }

    /** Counts {@code failure} when it is a refusal of an unknown person, and fails with it. */
    <T> Future<T> noted(Throwable failure, String address) {
        if (!(failure instanceof Refusal refusal)) {
            return Future.failedFuture(failure);
        }
        if (refusal.fault() == Fault.UNAUTHENTICATED) {
            return store.count(database.queries(), address, 1, 0)
                    .onFailure(FailedSignIns::uncounted)
                    .transform(counted -> Future.failedFuture(failure));
        }
        if (refusal.fault() == Fault.TOO_MANY && (limited.size() < MOST || limited.containsKey(address))) {
            limited.merge(address, 1L, Long::sum); // written by the next round: a flood costs no query
        }
        return Future.failedFuture(failure);
    }

    private static void uncounted(Throwable trouble) {
        LOG.atError().setCause(trouble).log("a refused sign-in could not be counted");
    }

    /** Tells what happened in the minutes that are over. */
    Future<Void> tell() {
        Map<String, Long> counts = Map.copyOf(limited);
        limited.clear();
        Future<Integer> written = Future.succeededFuture(0);
        for (Map.Entry<String, Long> count : counts.entrySet()) {
            written = written.compose(done -> store.count(database.queries(), count.getKey(), 0, count.getValue()));
        }
        return written.compose(done -> database.inTransaction(this::move));
    }

    private Future<Void> move(Queries transaction) {
        return store.take(transaction, MOST).compose(taken -> append(transaction, taken));
    }

    private Future<Void> append(Queries transaction, List<Failures> taken) {
        List<Failures> worst = taken.stream()
                .sorted(Comparator.comparingLong((Failures each) -> each.wrong() + each.limited())
                        .reversed())
                .toList();
        Future<Void> appended = Future.succeededFuture();
        for (Failures each : worst.subList(0, Math.min(ROWS, worst.size()))) {
            appended = appended.compose(done -> append(transaction, metadata(each)));
        }
        List<Failures> others = worst.subList(Math.min(ROWS, worst.size()), worst.size());
        return others.isEmpty()
                ? appended
                : appended.compose(done -> append(
                        transaction,
                        Map.of(
                                "addresses", others.size(),
                                "wrong",
                                        others.stream()
                                                .mapToLong(Failures::wrong)
                                                .sum(),
                                "limited",
                                        others.stream()
                                                .mapToLong(Failures::limited)
                                                .sum())));
    }

    private static Map<String, Object> metadata(Failures each) {
        Map<String, Object> metadata = new HashMap<>(Map.of(
                "address", Addresses.plain(each.address()),
                "minute", each.minute().toString(),
                "wrong", each.wrong(),
                "limited", each.limited()));
        if (Addresses.isOfTokens(each.address())) {
            metadata.put("came_by", "API token");
        }
        return metadata;
    }

    private Future<Void> append(Queries transaction, Map<String, Object> metadata) {
        return ledger.append(transaction, AuditEntry.ofConsole(KIND, metadata)).mapEmpty();
    }
}
