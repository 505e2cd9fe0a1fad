package dev.governance.sdk;

import dev.governance.sdk.errors.PolicyNotRegisteredException;
import dev.governance.sdk.errors.ScopeViolationException;
import java.util.Collection;
import java.util.List;

/**
 * Lets agents use what their policy lists and nothing else. The stored policy of an agent that code registered is in
 * force, whoever wrote it last. Safe from any thread.
 */
public final class Scope {
    private static final String UNREGISTERED = "no policy registered";

    private final FollowedPolicies<ScopePolicy> policies;
    private final Halts halts;
    private final Audit audit;

    Scope(FollowedPolicies<ScopePolicy> policies, Halts halts, Audit audit) {
        this.policies = policies;
        this.halts = halts;
        this.audit = audit;
    }

    /**
     * Puts a policy in force, in place of the agent's earlier one, and stores it for the console; an operator's change of
     * the stored one is in force within 5 s.
     *
     * @throws dev.governance.sdk.errors.StoreException when it could not be stored; it is in force in this process all
     *     the same, and until it is registered again it is so whatever the database says
     */
    public void register(ScopePolicy policy) {
        policies.register(policy.agentId(), policy, policy.json());
    }

    /**
     * Returns when the agent may do it. What is refused is written to the audit log as {@code scope.violation}.
     *
     * @throws dev.governance.sdk.errors.AgentHaltedException when a person halted the agent
     * @throws dev.governance.sdk.errors.HaltUnknownException when that could not be read for 5 s
     * @throws PolicyNotRegisteredException when code registered no policy for the agent here, whatever is stored
     * @throws ScopeViolationException when its policy does not list the action, or the stored one cannot be read
     */
    public void check(String agentId, Action action) {
        halts.check(agentId, EnforcementPaths.SCOPE);
        FollowedPolicies.Standing<ScopePolicy> standing = policies.of(agentId);
        if (standing == null) {
            record(agentId, action, UNREGISTERED);
            throw new PolicyNotRegisteredException(agentId);
        }
        ScopePolicy policy = standing.inForce();
        if (policy == null) {
            throw violation(agentId, action, "the stored policy cannot be used: " + standing.problem());
        }
        if (!allows(policy, action)) {
            throw violation(agentId, action, action.kind().word() + " not whitelisted");
        }
    }

    private ScopeViolationException violation(String agentId, Action action, String reason) {
        record(agentId, action, reason);
        return new ScopeViolationException(agentId, action.described(), reason);
    }

    /**
     * The tools a model may be shown: all but those that the agent's policy hides. None, when the stored policy cannot be
     * read.
     */
    public List<String> visibleTools(String agentId, Collection<String> tools) {
        FollowedPolicies.Standing<ScopePolicy> standing = policies.of(agentId);
        if (standing == null) {
            return List.copyOf(tools);
        }
        ScopePolicy policy = standing.inForce();
        return tools.stream()
                .filter(tool -> policy != null && !policy.hiddenTools().contains(tool))
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
