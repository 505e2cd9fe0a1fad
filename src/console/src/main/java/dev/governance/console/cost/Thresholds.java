package dev.governance.console.cost;

import dev.governance.console.db.Database;
import dev.governance.console.db.Queries;
import dev.governance.console.ledger.AuditEntry;
import dev.governance.console.ledger.Ledger;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
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

    /** A look rests nine times as long as it took, so that each kind takes a tenth of a connection at most. */
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
    private final Supplier<List<Integer>> percents;
    private final boolean delivers;
    private final AlertStore store = new AlertStore();

    private final Watch days = new Watch("days", DAY, store::days);
    private final Watch sessions = new Watch("sessions", SWEPT_SESSIONS, store::sessions);

    Thresholds(Vertx vertx, Database database, Ledger ledger, Supplier<List<Integer>> percents, boolean delivers) {
        this.vertx = vertx;
        this.database = database;
        this.ledger = ledger;
        this.percents = percents;
        this.delivers = delivers;
    }

    /** Something was spent, or a budget changed, or it is time to look. */
    void ring() {
        if (!percents.get().isEmpty()) {
            days.ring();
            sessions.ring();
        }
    }

    /** Finds what was spent within a while. */
    private interface Spending {
        Future<List<Crossing.Spent>> within(Queries queries, Duration within);
    }

    /** One kind of period. Each is looked at by itself, so that a database that is slow to tell of one silences no other. */
    private final class Watch {
        private final String name;
        private final Duration swept;
        private final Spending spending;
        private long lookedAt;
        private long sweptAt;
        private boolean neverSwept = true;
        private boolean busy;
        private boolean again;
        private boolean troubled;

        /** One that goes through what was spent within {@code swept} each minute, whoever rang. */
        Watch(String name, Duration swept, Spending spending) {
            this.name = name;
            this.swept = swept;
            this.spending = spending;
        }

        void ring() {
            if (busy) {
                again = true;
            } else {
                busy = true;
                again = false;
                look();
            }
        }

        private void look() {
            long begun = System.nanoTime();
            boolean sweeps = neverSwept || begun - sweptAt >= SWEEP.toNanos();
            Duration recent = Duration.ofNanos(begun - lookedAt).plus(LATE);
            Duration within = neverSwept ? DAY : sweeps ? longer(recent, swept) : recent;
            database.looking(LONGEST, queries -> news(queries, within))
                    .compose(Thresholds.this::raise)
                    .onSuccess(raised -> done(begun, sweeps, raised))
                    .onFailure(this::logOnce)
                    .onComplete(looked -> rest(begun));
        }

        private Future<List<Crossing>> news(Queries queries, Duration within) {
            return spending.within(queries, within).compose(found -> {
                List<Crossing> crossings = found.stream()
                        .flatMap(spent -> Crossing.of(spent, percents.get()).stream())
                        .sorted(Crossing.ORDER)
                        .toList();
                return crossings.isEmpty()
                        ? Future.succeededFuture(crossings)
                        : store.unknown(queries, crossings, MOST);
            });
        }

        private void done(long begun, boolean wasSweep, int raised) {
            troubled = false;
            if (raised == MOST) {
                again = true; // there may be more, of the same while
                return;
            }
            lookedAt = begun;
            if (wasSweep) {
                sweptAt = begun;
                neverSwept = false;
            }
        }

        private void logOnce(Throwable failure) {
            if (!troubled) {
                LOG.atWarn()
                        .setCause(failure)
                        .addKeyValue("of", name)
                        .log("thresholds of budgets cannot be watched for now");
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
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
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
