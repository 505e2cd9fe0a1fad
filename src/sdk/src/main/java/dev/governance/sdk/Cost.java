package dev.governance.sdk;

import dev.governance.sdk.degraded.Reason;
import dev.governance.sdk.errors.StoreException;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what agents spend and stops them at their budget. A budget that is stored in the database is in force, whoever
 * wrote it last: what an operator changes counts from the next check on. Safe from any thread.
 */
public final class Cost {
    private static final Logger LOG = LoggerFactory.getLogger(Cost.class);

    /** Longer than the ten minutes that clients of providers wait for an answer. */
    private static final Duration EXPIRES = Duration.ofMinutes(15);

    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofHours(24);

    private final Store store;
    private final Budgets budgets;
    private final BudgetGuard guard;
    private final Halts halts;
    private final PriceList prices;
    private final Unsettled unsettled = new Unsettled(Unsettled.MOST);

    Cost(Store store, PolicyStore policies, Halts halts, Audit audit, PriceList prices) {
        this.store = store;
        this.budgets = new Budgets(policies);
        this.guard = new BudgetGuard(store, budgets, audit);
        this.halts = halts;
        this.prices = prices;
    }

    /**
     * Puts a budget in force, in place of the agent's earlier one, and stores it for the console and all other processes.
     *
     * @throws IllegalArgumentException when it has no cap
     * @throws StoreException when it could not be stored; it is in force in this process all the same, and until it is
     *     registered again it is so whatever the database says
     */
    public void register(Budget budget) {
        if (!budget.hasCap()) {
            throw new IllegalArgumentException("a budget needs at least one cap");
        }
        budgets.register(budget);
    }

    /**
     * Returns when the agent may make a call that uses about so many tokens, beside what is spent and reserved. Nothing is
     * held for it: whoever must not pass a cap, not even with many calls at once, reserves. An agent without a budget
     * always may.
     *
     * @param projectedTokens not below zero; dollars are not projected
     * @throws dev.governance.sdk.errors.AgentHaltedException when a person halted the agent
     * @throws dev.governance.sdk.errors.HaltUnknownException when that could not be read for 5 s
     * @throws dev.governance.sdk.errors.BudgetExceededException when a cap is passed; written to the audit log as
     *     {@code budget.exceeded}
     * @throws dev.governance.sdk.errors.BudgetCheckFailedException when the budget or what was spent cannot be read
     */
    public void checkOrThrow(String agentId, UUID sessionId, long projectedTokens) {
        if (projectedTokens < 0) {
            throw new IllegalArgumentException("projected tokens are not below zero");
        }
        halts.check(agentId, EnforcementPaths.COST);
        guard.check(new Usage(agentId, sessionId, BigDecimal.ZERO, projectedTokens, null));
    }

    /**
     * Reserves what a call is expected to use, for 15 minutes; see {@link #reserve(Usage, Duration)}.
     *
     * @param inputTokens an estimate, not below zero
     * @param outputTokens the most that the call may bring, not below zero
     * @throws dev.governance.sdk.errors.UnknownModelException when there is no price for the model
     */
    public Reservation reserve(String agentId, UUID sessionId, String model, long inputTokens, long outputTokens) {
        if (inputTokens < 0 || outputTokens < 0) {
            throw new IllegalArgumentException("projected tokens are not below zero");
        }
        halts.check(agentId, EnforcementPaths.COST);
        return reserve(prices.usage(agentId, sessionId, model, inputTokens, outputTokens), EXPIRES);
    }

    /**
     * Reserves a part of the agent's budget, or refuses: what is settled in the database's counters, by whomever, what
     * others hold and what is asked for stay within every cap. Of any number of agents in any number of processes no two
     * can be given the same part. One that neither settles nor releases, as a process that was killed, holds its part
     * until it expires.
     *
     * @param projection what is expected; dollars count, too
     * @param expires 1 s to 24 h, 15 min unless it is said; longer than the call may take
     * @throws dev.governance.sdk.errors.AgentHaltedException when a person halted the agent
     * @throws dev.governance.sdk.errors.HaltUnknownException when that could not be read for 5 s
     * @throws dev.governance.sdk.errors.BudgetExceededException when a cap would be passed; written to the audit log as
     *     {@code budget.exceeded}
     * @throws dev.governance.sdk.errors.BudgetCheckFailedException when that cannot be found out: the database does not
     *     answer, was not prepared by {@code governance migrate}, or holds a budget that cannot be read
     */
    public Reservation reserve(Usage projection, Duration expires) {
        if (expires.compareTo(LEAST) < 0 || expires.compareTo(MOST) > 0) {
            throw new IllegalArgumentException("a reservation expires after 1 s to 24 h");
        }
        halts.check(projection.agentId(), EnforcementPaths.COST);
        UUID id = UUID.randomUUID();
        return new Reservation(store, unsettled, prices, id, projection, guard.reserve(id, projection, expires));
    }

    /**
     * Adds what was spent to the counters. It never throws for what the database does.
     *
     * @return false when it was not stored, and the counters are too low
     */
    public boolean track(Usage usage) {
        try {
            return store.transaction(connection -> {
                CostStore.add(connection, usage, null);
                return true;
            });
        } catch (SQLException | RuntimeException e) { // a pool may throw anything
            LOG.atWarn()
                    .addKeyValue("agent", usage.agentId())
                    .addKeyValue("reason", Reason.of(e))
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
        Usage usage = prices.usage(agentId, sessionId, model, inputTokens, outputTokens);
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

    /** What {@link Reservation#settleEventually} could not store yet, or never. The wrapped clients of models settle so. */
    public UnsettledUsage unsettled() {
        return unsettled.counts();
    }

    /** Tries once more to store what is not settled, for at most 5 s. */
    void close() {
        unsettled.close();
    }
}
