package dev.governance.console.cost;

import dev.governance.console.db.Database;
import dev.governance.console.db.Queries;
import dev.governance.console.ledger.AuditEntry;
import dev.governance.console.ledger.Ledger;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices caps that are used up to a threshold. Every node looks; the row that one of them inserts is the alert, and its
 * audit event commits with it. A ring is looked at within a second, and what no bell rang for within a minute.
 */
final class Thresholds {
    static final String KIND = "budget.threshold_crossed";

    private static final Logger LOG = LoggerFactory.getLogger(Thresholds.class);

    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** A look rests nine times as long as it took, so that it takes a tenth of a connection at most. */
    private static final int REST = 9;

    /** A transaction may commit so long after the time that it wrote. */
    private static final Duration LATE = Duration.ofSeconds(30);

    private static final Duration SWEEP = Duration.ofMinutes(1);
    private static final Duration DAY = Duration.ofDays(2); // so that all of the present one counts
    private static final Duration SWEPT_SESSIONS = Duration.ofMinutes(15);

    /** Alerts of one transaction. */
    private static final int MOST = 50;

    private final Vertx vertx;
    private final Database database;
    private final Ledger ledger;
    private final List<Integer> percents;
    private final boolean delivers;
    private final AlertStore store = new AlertStore();

    private long lookedAt;
    private long sweptAt;
    private boolean neverSwept = true;
    private boolean busy;
    private boolean again;
    private boolean troubled;

    Thresholds(Vertx vertx, Database database, Ledger ledger, List<Integer> percents, boolean delivers) {
        this.vertx = vertx;
        this.database = database;
        this.ledger = ledger;
        this.percents = List.copyOf(percents);
        this.delivers = delivers;
    }

    /** Something was spent, or a budget changed, or it is time to look. */
    void ring() {
        if (busy) {
            again = true;
        } else if (!percents.isEmpty()) {
            busy = true;
            again = false;
            look();
        }
    }

    private void look() {
        long begun = System.nanoTime();
        boolean sweeps = neverSwept || begun - sweptAt >= SWEEP.toNanos();
        Duration recent = Duration.ofNanos(begun - lookedAt).plus(LATE);
        Duration days = sweeps ? DAY : recent;
        Duration sessions = neverSwept ? DAY : sweeps ? longer(recent, SWEPT_SESSIONS) : recent;
        database.looking(LONGEST, queries -> news(queries, days, sessions))
                .compose(this::raise)
                .onSuccess(raised -> done(begun, sweeps, raised))
                .onFailure(this::logOnce)
                .onComplete(looked -> rest(begun));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private void done(long begun, boolean swept, int raised) {
        troubled = false;
        if (raised == MOST) {
            again = true; // there may be more, of the same while
            return;
        }
        lookedAt = begun;
        if (swept) {
            sweptAt = begun;
            neverSwept = false;
        }
    }

    private void logOnce(Throwable failure) {
        if (!troubled) {
            LOG.atWarn().setCause(failure).log("thresholds of budgets cannot be watched for now");
        }
        troubled = true;
    }

    private void rest(long begun) {
        long took = Duration.ofNanos(System.nanoTime() - begun).toMillis();
        vertx.setTimer(Math.max(PAUSE.toMillis(), REST * took), rested -> {
            busy = false;
            if (again) {
                ring();
            }
        });
    }

    private Future<List<Crossing>> news(Queries queries, Duration days, Duration sessions) {
        List<Crossing> crossings = new ArrayList<>();
        return store.days(queries, days)
                .onSuccess(found -> add(crossings, found))
                .compose(read -> store.sessions(queries, sessions))
                .onSuccess(found -> add(crossings, found))
                .compose(read -> crossings.isEmpty()
                        ? Future.succeededFuture(List.<Crossing>of())
                        : store.unknown(
                                queries,
                                crossings.stream().sorted(Crossing.ORDER).toList(),
                                MOST));
    }

    private void add(List<Crossing> crossings, List<Crossing.Spent> found) {
        found.forEach(spent -> crossings.addAll(Crossing.of(spent, percents)));
    }

    /** All rows before all events: whoever waits for another node's row holds no session of the log. */
    private Future<Integer> raise(List<Crossing> news) {
        if (news.isEmpty()) {
            return Future.succeededFuture(0);
        }
        return database.inTransaction(transaction -> {
            Map<UUID, Crossing> ours = new LinkedHashMap<>();
            Future<?> raised = Future.succeededFuture();
            for (Crossing crossing : news) {
                UUID alertId = UUID.randomUUID();
                raised = raised.compose(before -> raise(transaction, alertId, crossing))
                        .onSuccess(isOurs -> {
                            if (isOurs) {
                                ours.put(alertId, crossing);
                            }
                        });
            }
            return raised.compose(done -> append(transaction, ours)).map(news.size());
        });
    }

    private Future<Boolean> raise(Queries transaction, UUID alertId, Crossing crossing) {
        return store.raise(transaction, alertId, crossing)
                .compose(isOurs -> isOurs && delivers
                        ? store.deliver(transaction, alertId).map(true)
                        : Future.succeededFuture(isOurs));
    }

    private Future<Void> append(Queries transaction, Map<UUID, Crossing> ours) {
        Future<Void> appended = Future.succeededFuture();
        for (Map.Entry<UUID, Crossing> each : ours.entrySet()) {
            appended = appended.compose(before -> ledger.append(
                            transaction, AuditEntry.ofConsole(KIND, told(each.getKey(), each.getValue())))
                    .mapEmpty());
        }
        return appended;
    }

    private static Map<String, Object> told(UUID alertId, Crossing crossing) {
        return Map.of(
                "alert_id", alertId.toString(),
                "agent_id", crossing.agentId(),
                "cap", crossing.kind().code(),
                "period", crossing.period(),
                "threshold_percent", crossing.threshold(),
                "limit", crossing.limit().toPlainString(),
                "used", crossing.used().toPlainString());
    }
}
