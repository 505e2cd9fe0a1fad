package dev.governance.sdk;

import dev.governance.sdk.errors.PolicyNotRegisteredException;
import dev.governance.sdk.errors.ScopeViolationException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Lets agents use what their policy lists and nothing else. Safe from any thread. */
public final class Scope {
    private static final String UNREGISTERED = "no policy registered";

    private final Map<String, ScopePolicy> policies = new ConcurrentHashMap<>();
    private final PolicyStore store;
    private final Halts halts;
    private final Audit audit;

    Scope(PolicyStore store, Halts halts, Audit audit) {
        this.store = store;
        this.halts = halts;
        this.audit = audit;
    }

    /**
     * Puts a policy in force, in place of the agent's earlier one, and stores it for the console.
     *
     * @throws dev.governance.sdk.errors.StoreException when it could not be stored; it is in force all the same
     */
    public void register(ScopePolicy policy) {
        policies.put(policy.agentId(), policy);
        store.register(policy.agentId(), "scope", policy.json());
    }

    /**
     * Returns when the agent may do it. What is refused is written to the audit log as {@code scope.violation}.
     *
     * @throws dev.governance.sdk.errors.AgentHaltedException when a person halted the agent
     * @throws dev.governance.sdk.errors.HaltUnknownException when that could not be read for 5 s
     * @throws PolicyNotRegisteredException when the agent has no policy
     * @throws ScopeViolationException when its policy does not list the action
     */
    public void check(String agentId, Action action) {
        halts.check(agentId);
        ScopePolicy policy = policies.get(agentId);
        if (policy == null) {
            record(agentId, action, UNREGISTERED);
            throw new PolicyNotRegisteredException(agentId);
        }
        if (!allows(policy, action)) {
            String reason = action.kind().word() + " not whitelisted";
            record(agentId, action, reason);
            throw new ScopeViolationException(agentId, action.described(), reason);
        }
    }

    /** The tools a model may be shown: all but those that the agent's policy hides. */
    public List<String> visibleTools(String agentId, Collection<String> tools) {
        ScopePolicy policy = policies.get(agentId);
        return tools.stream()
                .filter(tool -> policy == null || !policy.hiddenTools().contains(tool))
                .toList();
    }

    private static boolean allows(ScopePolicy policy, Action action) {
        return switch (action.kind()) {
            case TOOL -> policy.tools().contains(action.name());
            case API -> policy.allowsApi(action.name());
            case MODEL -> policy.models().contains(action.name());
        };
    }

    private void record(String agentId, Action action, String reason) {
        AuditEvent event = AuditEvent.of(agentId, "scope.violation")
                .with("tool", action.kind() == Action.Kind.TOOL ? action.name() : null)
                .with("api", action.kind() == Action.Kind.API ? action.name() : null)
                .with("reason", reason);
        AuditEvent named = action.kind() == Action.Kind.MODEL ? event.model(action.name()) : event;
        audit.log(action.sessionId() == null ? named : named.session(action.sessionId()));
    }
}
