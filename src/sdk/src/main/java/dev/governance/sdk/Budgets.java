package dev.governance.sdk;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells which budget is in force: the stored row, whoever wrote it last, and without one what code registered. */
final class Budgets {
    private static final Logger LOG = LoggerFactory.getLogger(Budgets.class);

    private static final String TYPE = "budget";

    /**
     * What code asked for.
     *
     * @param stored false when the database has another budget or none, so that this one counts
     */
    private record Registered(Budget budget, boolean stored) {}

    private final Map<String, Registered> registered = new ConcurrentHashMap<>();
    private final Set<String> unlimited = ConcurrentHashMap.newKeySet();
    private final PolicyStore policies;

    Budgets(PolicyStore policies) {
        this.policies = policies;
    }

    void register(Budget budget) {
        registered.put(budget.agentId(), new Registered(budget, false));
        policies.register(budget.agentId(), TYPE, budget.json());
        registered.put(budget.agentId(), new Registered(budget, true));
    }

    /**
     * Reads the row anew, so that what an operator changed counts from the next check on.
     *
     * @throws UnreadablePolicyException when the row is no budget: not knowing the limit is not permission
     */
    Optional<Budget> inForce(Connection connection, String agentId) throws SQLException {
        Registered ours = registered.get(agentId);
        if (ours != null && !ours.stored) {
            return Optional.of(ours.budget);
        }
        Optional<PolicyStore.Row> row = PolicyStore.read(connection, agentId, TYPE);
        if (row.isPresent()) {
            return Optional.of(StoredPolicy.budget(agentId, row.get().json()));
        }
        if (ours == null) {
            sayUnlimited(agentId);
            return Optional.empty();
        }
        return Optional.of(ours.budget);
    }

    private void sayUnlimited(String agentId) {
        if (unlimited.add(agentId)) {
            LOG.atWarn().addKeyValue("agent", agentId).log("an agent without a budget spends without a limit");
        }
    }
}
