package dev.governance.sdk;

import dev.governance.sdk.degraded.Reason;
import dev.governance.sdk.errors.LoopDetectedException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notices an agent that calls the same tool again and again. Safe from any thread. */
public final class Loop {
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);

    private static final int CLEAN_ONE_IN = 100;

    private final FollowedPolicies<LoopPolicy> policies;
    private final Store store;
    private final Halts halts;
    private final Audit audit;

    Loop(FollowedPolicies<LoopPolicy> policies, Store store, Halts halts, Audit audit) {
        this.policies = policies;
        this.store = store;
        this.halts = halts;
        this.audit = audit;
    }

    /**
     * Puts a policy in force, in place of the agent's earlier one, and stores it for the console; an operator's change of
     * the stored one is in force within 5 s. Without one, 5 calls in 60 s are allowed.
     *
     * @throws dev.governance.sdk.errors.StoreException when it could not be stored; it is in force in this process all
     *     the same, and until it is registered again it is so whatever the database says
     */
    public void register(LoopPolicy policy) {
        policies.register(policy.agentId(), policy, policy.json());
    }

    /**
     * Notes that a tool is called, in any case of letters. The calls of all agents in the session count. When the
     * database does not answer, the call is allowed.
     *
     * @throws dev.governance.sdk.errors.AgentHaltedException when a person halted the agent
     * @throws dev.governance.sdk.errors.HaltUnknownException when that could not be read for 5 s
     * @throws LoopDetectedException when there are too many and the policy says so; written to the audit log as
     *     {@code loop.detected} either way
     */
    public void record(UUID sessionId, String agentId, String tool) {
        halts.check(agentId, EnforcementPaths.LOOP);
        LoopPolicy policy = inForce(agentId);
        String name = Fields.name("a tool", tool, Fields.TOOL).toLowerCase(Locale.ROOT);
        OptionalLong count = called(sessionId, name, policy);
        if (count.isPresent() && count.getAsLong() > policy.maxCalls()) {
            detected(sessionId, name, count.getAsLong(), policy);
        }
    }

    /** A stored policy that cannot be read leaves the code's: loops are noticed, whatever somebody wrote. */
    private LoopPolicy inForce(String agentId) {
        FollowedPolicies.Standing<LoopPolicy> standing = policies.of(agentId);
        if (standing == null) {
            return LoopPolicy.of(agentId);
        }
        return standing.inForce() == null ? standing.code() : standing.inForce();
    }

    private OptionalLong called(UUID sessionId, String tool, LoopPolicy policy) {
        try {
            return OptionalLong.of(store.transaction(connection -> {
                if (ThreadLocalRandom.current().nextInt(CLEAN_ONE_IN) == 0) {
                    LoopStore.clean(connection);
                }
                return LoopStore.called(connection, sessionId, policy.agentId(), tool, policy.window());
            }));
        } catch (SQLException | RuntimeException e) { // a pool may throw anything
            LOG.atWarn()
                    .addKeyValue("agent", policy.agentId())
                    .addKeyValue("reason", Reason.of(e))
                    .log("a tool's call was not counted");
            return OptionalLong.empty();
        }
    }

    private void detected(UUID sessionId, String tool, long count, LoopPolicy policy) {
        audit.log(AuditEvent.of(policy.agentId(), "loop.detected")
                .session(sessionId)
                .with("tool_name", tool)
                .with("count", count)
                .with("window_seconds", policy.window().toSeconds())
                .with("max_calls", policy.maxCalls())
                .with("action", policy.onLoop().code()));
        if (policy.onLoop() == LoopPolicy.OnLoop.RAISE) {
            throw new LoopDetectedException(policy.agentId(), tool, count, policy.maxCalls());
        }
    }
}
