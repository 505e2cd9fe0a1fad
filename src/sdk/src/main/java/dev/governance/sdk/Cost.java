package dev.governance.sdk;

import dev.governance.sdk.errors.BudgetCheckFailedException;
import dev.governance.sdk.errors.BudgetExceededException;
import dev.governance.sdk.errors.StoreException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what agents spend and stops them at their budget. Between a check and the tracking of what followed other
 * agents of the same name may spend too, so a cap can be overshot by what is under way. Safe from any thread.
 */
public final class Cost {
    private static final Logger LOG = LoggerFactory.getLogger(Cost.class);

    private final Map<String, Budget> budgets = new ConcurrentHashMap<>();
    private final Set<String> unlimited = ConcurrentHashMap.newKeySet();
    private final Store store;
    private final PolicyStore policies;
    private final Halts halts;
    private final Audit audit;
    private final PriceList prices;

    Cost(Store store, PolicyStore policies, Halts halts, Audit audit, PriceList prices) {
        this.store = store;
        this.policies = policies;
        this.halts = halts;
        this.audit = audit;
        this.prices = prices;
    }

    /**
     * Puts a budget in force, in place of the agent's earlier one, and stores it for the console.
     *
     * @throws IllegalArgumentException when it has no cap
     * @throws StoreException when it could not be stored; it is in force all the same
     */
    public void register(Budget budget) {
        if (!budget.hasCap()) {
            throw new IllegalArgumentException("a budget needs at least one cap");
        }
        budgets.put(budget.agentId(), budget);
        policies.register(budget.agentId(), "budget", budget.json());
    }

    /**
     * Returns when the agent may make a call that uses about so many tokens. An agent without a budget always may.
     *
     * @param projectedTokens not below zero; dollars are not projected
     * @throws dev.governance.sdk.errors.AgentHaltedException when a person halted the agent
     * @throws dev.governance.sdk.errors.HaltUnknownException when that could not be read for 5 s
     * @throws BudgetExceededException when a cap is passed; written to the audit log as {@code budget.exceeded}
     * @throws BudgetCheckFailedException when what was spent cannot be read
     */
    public void checkOrThrow(String agentId, UUID sessionId, long projectedTokens) {
        if (projectedTokens < 0) {
            throw new IllegalArgumentException("projected tokens are not below zero");
        }
        halts.check(agentId);
        Budget budget = budgets.get(agentId);
        if (budget == null) {
            sayUnlimited(agentId);
            return;
        }
        Optional<Caps.Breach> breach = Caps.breach(budget, spent(agentId, sessionId), projectedTokens);
        breach.ifPresent(passed -> refuse(agentId, sessionId, passed));
    }

    private void sayUnlimited(String agentId) {
        if (unlimited.add(agentId)) {
            LOG.atWarn().addKeyValue("agent", agentId).log("an agent without a budget spends without a limit");
        }
    }

    private CostSnapshot spent(String agentId, UUID sessionId) {
        try {
            return store.transaction(connection -> CostStore.spent(connection, agentId, sessionId));
        } catch (SQLException | RuntimeException e) { // whatever a pool throws, not knowing is not permission
            audit.log(AuditEvent.of(agentId, "budget.check_failed")
                    .session(sessionId)
                    .with("reason", "what was spent could not be read")
                    .with("error_type", e.getClass().getSimpleName())
                    .with("fail_mode", "closed"));
            throw new BudgetCheckFailedException(agentId, e);
        }
    }

    private void refuse(String agentId, UUID sessionId, Caps.Breach breach) {
        audit.log(AuditEvent.of(agentId, "budget.exceeded")
                .session(sessionId)
                .with("cap", breach.name())
                .with("used", breach.used().doubleValue())
                .with("limit", breach.limit().doubleValue()));
        throw new BudgetExceededException(agentId, breach.name(), breach.used(), breach.limit());
    }

    /**
     * Adds what was spent to the counters. It never throws for what the database does.
     *
     * @return false when it was not stored, and the counters are too low
     */
    public boolean track(Usage usage) {
        try {
            store.transaction(connection -> CostStore.add(connection, usage));
            return true;
        } catch (SQLException | RuntimeException e) { // a pool may throw anything
            LOG.atWarn()
                    .addKeyValue("agent", usage.agentId())
                    .addKeyValue("reason", e.getMessage())
                    .log("what an agent spent was not stored");
            return false;
        }
    }

    /**
     * Prices a call and tracks it.
     *
     * @return what was spent; see {@link #track} for when the database does not answer
     * @throws dev.governance.sdk.errors.UnknownModelException when there is no price for the model
     */
    public Usage trackUsage(String agentId, UUID sessionId, String model, long inputTokens, long outputTokens) {
        Usage usage = new Usage(
                agentId,
                sessionId,
                prices.usd(model, inputTokens, outputTokens),
                Math.addExact(inputTokens, outputTokens),
                model);
        track(usage);
        return usage;
    }

    /**
     * Reads what the agent spent.
     *
     * @throws StoreException when the database does not answer
     */
    public CostSnapshot snapshot(String agentId, UUID sessionId) {
        try {
            return store.transaction(connection -> CostStore.spent(connection, agentId, sessionId));
        } catch (SQLException e) {
            throw new StoreException("what agent " + agentId + " spent could not be read", e);
        }
    }

    /** The prices that {@link #trackUsage} goes by. */
    public PriceList prices() {
        return prices;
    }
}
