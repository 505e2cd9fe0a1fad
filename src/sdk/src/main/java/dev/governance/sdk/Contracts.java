package dev.governance.sdk;

import dev.governance.sdk.degraded.Reason;
import dev.governance.sdk.errors.AgentHaltedException;
import dev.governance.sdk.errors.BudgetException;
import dev.governance.sdk.errors.ContractViolationException;
import dev.governance.sdk.errors.HaltUnknownException;
import dev.governance.sdk.errors.PolicyNotRegisteredException;
import dev.governance.sdk.errors.ScopeViolationException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds agents to what must be so before and after they call a tool. What cannot be found out does not hold. A tool
 * without a contract is not limited here. Safe from any thread.
 */
public final class Contracts {
    private static final Logger LOG = LoggerFactory.getLogger(Contracts.class);

    private record Key(String agentId, String tool) {}

    private final Map<Key, Contract> contracts = new ConcurrentHashMap<>();
    private final Store store;
    private final Halts halts;
    private final Audit audit;
    private final Scope scope;
    private final Cost cost;

    Contracts(Store store, Halts halts, Audit audit, Scope scope, Cost cost) {
        this.store = store;
        this.halts = halts;
        this.audit = audit;
        this.scope = scope;
        this.cost = cost;
    }

    /** Puts a contract in force in this process, in place of the earlier one of the same agent and tool. */
    public void register(Contract contract) {
        contracts.put(new Key(contract.agentId(), contract.tool()), contract);
    }

    /** The contract in force, if there is one. */
    public Optional<Contract> of(String agentId, String tool) {
        return Optional.ofNullable(contracts.get(new Key(agentId, tool)));
    }

    /**
     * Returns when the tool may be called. What does not hold is written to the audit log as
     * {@code contract.pre_violation}.
     *
     * @throws AgentHaltedException when a person halted the agent, with or without a contract
     * @throws HaltUnknownException when that could not be read for 5 s
     * @throws ContractViolationException when a condition does not hold, or the database cannot say
     */
    public void checkBefore(String agentId, UUID sessionId, String tool) {
        halts.check(agentId, EnforcementPaths.CONTRACTS);
        List<Condition> conditions = of(agentId, tool).map(Contract::before).orElse(List.of());
        Condition broken = broken(conditions, agentId, sessionId, tool);
        if (broken != null) {
            record(agentId, sessionId, tool, broken, "contract.pre_violation");
            throw new ContractViolationException(agentId, tool, broken.kind().code(), broken.message(), false);
        }
    }

    /**
     * Returns when the call left everything as the contract says. What does not hold is written to the audit log as
     * {@code contract.post_violation}, for a halted agent, too: the call has happened.
     *
     * @throws AgentHaltedException when a person halted the agent, with or without a contract
     * @throws HaltUnknownException when that could not be read for 5 s
     * @throws ContractViolationException when a condition does not hold, or the database cannot say
     */
    public void checkAfter(String agentId, UUID sessionId, String tool) {
        List<Condition> conditions = of(agentId, tool).map(Contract::after).orElse(List.of());
        Condition broken = broken(conditions, agentId, sessionId, tool);
        if (broken != null) {
            record(agentId, sessionId, tool, broken, "contract.post_violation");
        }
        halts.check(agentId, EnforcementPaths.CONTRACTS);
        if (broken != null) {
            throw new ContractViolationException(agentId, tool, broken.kind().code(), broken.message(), true);
        }
    }

    /**
     * Calls the tool between both checks. When the call itself fails, its exception passes through and nothing is checked
     * after it.
     *
     * @throws AgentHaltedException when a person halted the agent before or meanwhile
     * @throws HaltUnknownException when that could not be read for 5 s
     * @throws ContractViolationException when a condition does not hold; {@link ContractViolationException#afterwards} tells
     *     whether the tool was called
     */
    public <T extends @Nullable Object, E extends Exception> T enforce(
            String agentId, UUID sessionId, String tool, Tracked.Work<T, E> call) throws E {
        checkBefore(agentId, sessionId, tool);
        T result = call.call();
        checkAfter(agentId, sessionId, tool);
        return result;
    }

    private @Nullable Condition broken(List<Condition> conditions, String agentId, UUID sessionId, String tool) {
        for (Condition condition : conditions) {
            if (!holds(condition, agentId, sessionId, tool)) {
                return condition;
            }
        }
        return null;
    }

    private boolean holds(Condition condition, String agentId, UUID sessionId, String tool) {
        try {
            return switch (condition.kind()) {
                case HITL_APPROVED ->
                    store.transaction(
                            connection -> ContractStore.isGranted(connection, agentId, condition.approvalKind()));
                case BUDGET_AVAILABLE -> isWithinBudget(agentId, sessionId);
                case SCOPE_ALLOWED -> isInScope(agentId, sessionId, tool);
                case AUDIT_LOGGED ->
                    store.transaction(connection -> ContractStore.isLogged(connection, sessionId, tool));
                case CUSTOM -> Objects.requireNonNull(condition.test()).holds(agentId, sessionId, tool);
            };
        } catch (AgentHaltedException | HaltUnknownException e) {
            throw e;
        } catch (SQLException
                | RuntimeException e) { // a pool or a test of the host's may throw anything: no permission
            LOG.atWarn()
                    .addKeyValue("agent", agentId)
                    .addKeyValue("tool", tool)
                    .addKeyValue("check", condition.kind().code())
                    .addKeyValue("reason", Reason.of(e))
                    .log("a condition of a contract could not be checked; it counts as broken");
            return false;
        }
    }

    private boolean isWithinBudget(String agentId, UUID sessionId) {
        try {
            cost.checkOrThrow(agentId, sessionId, 0);
            return true;
        } catch (BudgetException e) {
            return false;
        }
    }

    private boolean isInScope(String agentId, UUID sessionId, String tool) {
        try {
            scope.check(agentId, Action.tool(tool).in(sessionId));
            return true;
        } catch (ScopeViolationException | PolicyNotRegisteredException e) {
            return false;
        }
    }

    private void record(String agentId, UUID sessionId, String tool, Condition condition, String kind) {
        audit.log(AuditEvent.of(agentId, kind)
                .session(sessionId)
                .with("tool", tool)
                .with("check", condition.kind().code())
                .with("message", condition.message()));
    }
}
