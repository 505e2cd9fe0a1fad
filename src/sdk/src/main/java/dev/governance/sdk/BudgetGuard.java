package dev.governance.sdk;

import dev.governance.sdk.degraded.Reason;
import dev.governance.sdk.errors.BudgetCheckFailedException;
import dev.governance.sdk.errors.BudgetExceededException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets agents spend within their budgets; what it cannot find out is refused. */
final class BudgetGuard {
    private static final Logger LOG = LoggerFactory.getLogger(BudgetGuard.class);

    private static final int CLEAN_ONE_IN = 100;

    private final Store store;
    private final Budgets budgets;
    private final Audit audit;
    private volatile boolean keepsReservations;

    BudgetGuard(Store store, Budgets budgets, Audit audit) {
        this.store = store;
        this.budgets = budgets;
        this.audit = audit;
    }

    /** Returns when so much may be spent; it is held for nobody. */
    void check(Usage asked) {
        Optional<BudgetStore.Breach> breach = attempt(asked, connection -> {
            Optional<Budget> budget = budgets.inForce(connection, asked.agentId());
            return budget.isEmpty()
                    ? Optional.empty()
                    : BudgetStore.check(connection, budget.get(), asked, keepsReservations(connection));
        });
        breach.ifPresent(passed -> refuse(asked, passed));
    }

    /** A database that was not migrated yet has no reservations to count. */
    private boolean keepsReservations(Connection connection) throws SQLException {
        if (!keepsReservations) {
            keepsReservations = BudgetStore.keepsReservations(connection);
        }
        return keepsReservations;
    }

    /** Holds so much, and answers the day on which it counts. */
    LocalDate reserve(UUID reservation, Usage projection, Duration expires) {
        record Decision(LocalDate day, Optional<BudgetStore.Breach> breach) {}
        String agentId = projection.agentId();
        Decision decision = attempt(projection, connection -> {
            LocalDate day = CounterStore.lock(connection, agentId, projection.sessionId(), null);
            // From here on each statement sees what others decided while this one waited for the lock.
            Budget budget = budgets.inForce(connection, agentId).orElse(Budget.of(agentId));
            return new Decision(day, BudgetStore.reserve(connection, budget, projection, reservation, day, expires));
        });
        decision.breach.ifPresent(passed -> refuse(projection, passed));
        cleanNowAndThen();
        return decision.day;
    }

    private void cleanNowAndThen() {
        if (ThreadLocalRandom.current().nextInt(CLEAN_ONE_IN) == 0) {
            try {
                store.transaction(connection -> CounterStore.clean(connection) + ReservationStore.clean(connection));
            } catch (SQLException | RuntimeException e) { // a pool may throw anything; somebody else will clean
                LOG.atDebug().addKeyValue("reason", Reason.of(e)).log("old reservations were not cleaned away");
            }
        }
    }

    private <T> T attempt(Usage asked, Store.Work<T> work) {
        try {
            return store.transaction(work);
        } catch (SQLException | RuntimeException e) { // whatever a pool throws, not knowing is not permission
            audit.log(AuditEvent.of(asked.agentId(), "budget.check_failed")
                    .session(asked.sessionId())
                    .with("reason", "what was spent could not be read")
                    .with("error_type", e.getClass().getSimpleName())
                    .with("fail_mode", "closed"));
            throw new BudgetCheckFailedException(asked.agentId(), why(e), e);
        }
    }

    private static String why(Exception problem) {
        if (problem instanceof UnreadablePolicyException) {
            return "its stored budget cannot be used: " + problem.getMessage()
                    + "; correct its row in governance_policies, or register it anew";
        }
        String state = problem instanceof SQLException sql ? sqlState(sql) : "";
        return switch (state) {
            case "42P01", "3F000" -> // undefined table, invalid schema
                "the database lacks a table that budgets need; run governance migrate";
            case "42501" -> // insufficient privilege
                "the agent's database role may not use the tables of budgets; grant it usage on schema"
                        + " governance_console, and select, insert, update and delete on"
                        + " governance_console.budget_counters and governance_console.budget_reservations";
            default -> "what it spent could not be read from the database";
        };
    }

    private static String sqlState(SQLException problem) {
        @Nullable String state = problem.getSQLState();
        return state == null ? "" : state;
    }

    private void refuse(Usage asked, BudgetStore.Breach breach) {
        audit.log(AuditEvent.of(asked.agentId(), "budget.exceeded")
                .session(asked.sessionId())
                .with("cap", breach.name())
                .with("used", breach.used().doubleValue())
                .with("limit", breach.limit().doubleValue()));
        throw new BudgetExceededException(asked.agentId(), breach.name(), breach.used(), breach.limit());
    }
}
