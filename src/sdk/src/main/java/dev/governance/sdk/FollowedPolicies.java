package dev.governance.sdk;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Policies of one type that code registered here, as the database has them since. The stored row is in force, whoever
 * wrote it last; without one, what code registered. Checks read memory only.
 */
final class FollowedPolicies<P> {
    private static final Logger LOG = LoggerFactory.getLogger(FollowedPolicies.class);

    /** Reads a row's JSON, null when it was too long, and throws {@link UnreadablePolicyException} when it is none. */
    interface Reader<P> {
        P read(String agentId, @Nullable String json);
    }

    /**
     * Where an agent's policy stands.
     *
     * @param code what was registered
     * @param inForce null when the row cannot be read
     * @param problem why not
     * @param number of the registration; {@link Long#MAX_VALUE} when it is not stored, so that no row replaces it
     */
    record Standing<P>(
            P code, @Nullable P inForce, @Nullable String problem, long number) {}

    private final Map<String, Standing<P>> standings = new ConcurrentHashMap<>();
    private final AtomicLong registrations = new AtomicLong();
    private final PolicyStore store;
    private final String type;
    private final Reader<P> reader;

    FollowedPolicies(PolicyStore store, String type, Reader<P> reader) {
        this.store = store;
        this.type = type;
        this.reader = reader;
    }

    String type() {
        return type;
    }

    Set<String> agents() {
        return Set.copyOf(standings.keySet());
    }

    @Nullable
    Standing<P> of(String agentId) {
        return standings.get(agentId);
    }

    /**
     * Puts a policy in force at once, and stores it.
     *
     * @throws dev.governance.sdk.errors.StoreException when it could not be stored; it is in force all the same
     */
    void register(String agentId, P policy, Map<String, @Nullable Object> json) {
        standings.put(agentId, new Standing<>(policy, policy, null, Long.MAX_VALUE));
        store.register(agentId, type, json);
        // A number after the commit: whoever reads rows from a later number on finds this row or a newer one.
        standings.put(agentId, new Standing<>(policy, policy, null, registrations.incrementAndGet()));
    }

    /** To be asked for before rows are read that {@link #take} is given. */
    long asOf() {
        return registrations.get();
    }

    /** Takes what the database has; a row that was read before the newest registration says nothing. */
    void take(String agentId, Optional<PolicyStore.Row> row, long asOf) {
        standings.computeIfPresent(agentId, (agent, known) -> known.number > asOf ? known : read(agent, known, row));
    }

    private Standing<P> read(String agentId, Standing<P> known, Optional<PolicyStore.Row> row) {
        try {
            P policy = row.isPresent() ? reader.read(agentId, row.get().json()) : known.code;
            if (!policy.equals(known.inForce)) {
                LOG.atInfo()
                        .addKeyValue("agent", agentId)
                        .addKeyValue("type", type)
                        .log("a policy was changed in the database and is in force");
            }
            return new Standing<>(known.code, policy, null, known.number);
        } catch (UnreadablePolicyException e) {
            String problem = String.valueOf(e.getMessage());
            if (!problem.equals(known.problem)) {
                LOG.atWarn()
                        .addKeyValue("agent", agentId)
                        .addKeyValue("type", type)
                        .addKeyValue("problem", problem)
                        .log("a stored policy cannot be used");
            }
            return new Standing<>(known.code, null, problem, known.number);
        }
    }
}
