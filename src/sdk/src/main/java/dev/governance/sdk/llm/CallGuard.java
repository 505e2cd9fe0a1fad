package dev.governance.sdk.llm;

import dev.governance.sdk.Action;
import dev.governance.sdk.AuditContext;
import dev.governance.sdk.Governance;
import java.util.Objects;
import java.util.UUID;

/**
 * Decides whether an agent may call a model, in the order of every SDK: halt, scope, budget, audit. Safe from any thread.
 */
public final class CallGuard {
    /** Stands for a request that leaves the choice of its model to the provider. No policy lists it. */
    private static final String NO_MODEL = "(none named)";

    private final Governance governance;
    private final WrapOptions options;
    private final Provider provider;
    private final UUID ownSession = UUID.randomUUID();

    /** Guards the calls of a client that was wrapped; acknowledgements of the agent's halts name the provider. */
    public CallGuard(Governance governance, WrapOptions options, Provider provider) {
        this.governance = governance;
        this.options = options;
        this.provider = provider;
        governance.covers(options.agentId(), provider.code());
    }

    /** Whose calls these are. */
    public WrapOptions options() {
        return options;
    }

    Governance governance() {
        return governance;
    }

    /**
     * Lets a call go, or throws. Whoever got the answer to this sends the request next, and ends the call exactly as it
     * went.
     *
     * @throws dev.governance.sdk.errors.AgentHaltedException when a person halted the agent
     * @throws dev.governance.sdk.errors.HaltUnknownException when that could not be read for 5 s
     * @throws dev.governance.sdk.errors.PolicyNotRegisteredException when the agent has no policy
     * @throws dev.governance.sdk.errors.ScopeViolationException when its policy does not list the model, or a tool
     * @throws dev.governance.sdk.errors.UnknownModelException when the model has no price
     * @throws dev.governance.sdk.errors.BudgetException when a cap is passed, or what was spent cannot be read
     */
    public GuardedCall admit(ModelRequest request) {
        String agentId = options.agentId();
        UUID session = session();
        requireNotHalted();
        String model = Objects.requireNonNullElse(request.model(), NO_MODEL);
        governance.scope().check(agentId, Action.model(model).in(session));
        for (String tool : request.tools()) {
            governance.scope().check(agentId, Action.tool(tool).in(session));
        }
        TokenUsage projected = TokenUsage.of(
                request.promptTokens(), Objects.requireNonNullElse(request.outputTokens(), options.expectedOutput()));
        Spending spending = Spending.hold(governance, agentId, session, model, projected, options.longestCall());
        GuardedCall call = new GuardedCall(governance, options, session, request, model, projected, spending);
        try {
            governance.coverage().note(agentId, request.provider().code());
            call.requireNotHalted(); // writing the rows took time
        } catch (Throwable e) {
            call.unsent(e);
            throw e;
        }
        return call;
    }

    /**
     * Lets a call go that asks nothing of a model: listing, files, batches. What changes something must be listed in the
     * policy as an API such as {@code POST https://api.openai.com/v1/files}.
     */
    void admitOther(String method, String url) {
        requireNotHalted();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            governance
                    .scope()
                    .check(options.agentId(), Action.api(method + " " + url).in(session()));
        }
    }

    /**
     * Returns when the agent may go on.
     *
     * @throws dev.governance.sdk.errors.AgentHaltedException when a person halted the agent
     * @throws dev.governance.sdk.errors.HaltUnknownException when that could not be read for 5 s
     */
    public void requireNotHalted() {
        governance.assertNotHalted(options.agentId(), provider.code());
    }

    /** The option's, else the one in force on this thread, else the wrapped client's own. */
    public UUID session() {
        UUID given = options.sessionId() == null ? AuditContext.current().sessionId() : options.sessionId();
        return given == null ? ownSession : given;
    }
}
