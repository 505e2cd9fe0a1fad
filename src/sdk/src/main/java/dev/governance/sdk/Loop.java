package dev.governance.sdk;

import dev.governance.sdk.errors.LoopDetectedException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notices an agent that calls the same tool again and again. Safe from any thread. */
public final class Loop {
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);

    private static final int CLEAN_ONE_IN = 100;

    private final Map<String, LoopPolicy> policies = new ConcurrentHashMap<>();
    private final Store store;
    private final Halts halts;
    private final Audit audit;

    Loop(Store store, Halts halts, Audit audit) {
        this.store = store;
        this.halts = halts;
        this.audit = audit;
    }

    /** Puts a policy in force, in place of the agent's earlier one. Without one, 5 calls in 60 s are allowed. */
    public void register(LoopPolicy policy) {
        policies.put(policy.agentId(), policy);
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
        halts.check(agentId);
        LoopPolicy policy = policies.getOrDefault(agentId, LoopPolicy.of(agentId));
        String name = Fields.name("a tool", tool, Fields.TOOL).toLowerCase(Locale.ROOT);
        OptionalLong count = called(sessionId, name, policy);
        if (count.isPresent() && count.getAsLong() > policy.maxCalls()) {
            detected(sessionId, name, count.getAsLong(), policy);
        }
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
                    .addKeyValue("reason", e.getMessage())
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
