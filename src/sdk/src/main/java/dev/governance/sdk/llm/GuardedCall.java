package dev.governance.sdk.llm;

import dev.governance.sdk.AuditEvent;
import dev.governance.sdk.Governance;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One call that was let go. It is ended once, by whichever of its endings comes first; what the provider does not tell
 * is booked as it was projected and marked as estimated, never as nothing. Recording never throws.
 */
public final class GuardedCall {
    private static final long TOKENS_A_CHUNK = 8; // as the Python SDK counts a stream that broke off

    private final AtomicBoolean open = new AtomicBoolean(true);
    private final Governance governance;
    private final String agentId;
    private final UUID session;
    private final ModelRequest request;
    private final String model;
    private final TokenUsage projected;
    private final Spending spending;
    private final UUID callId;

    GuardedCall(
            Governance governance,
            WrapOptions options,
            UUID session,
            ModelRequest request,
            String model,
            TokenUsage projected,
            Spending spending) {
        this.governance = governance;
        this.agentId = options.agentId();
        this.session = session;
        this.request = request;
        this.model = model;
        this.projected = projected;
        this.spending = spending;
        this.callId = governance.audit().log(announced()).eventId();
    }

    private AuditEvent announced() {
        AuditEvent call = AuditEvent.of(agentId, "llm.call")
                .session(session)
                .model(model)
                .with("model", model)
                .with("provider", request.provider().code())
                .with("endpoint", request.endpoint())
                .with("streaming", request.streaming())
                .with("projected_tokens", projected.total());
        AuditEvent told = request.tools().isEmpty() ? call : call.with("tools", Bounded.names(request.tools()));
        AuditEvent numbered = request.attempt() > 1 ? told.with("attempt", request.attempt()) : told;
        return hashed(numbered);
    }

    /** A payload that cannot be hashed costs its hash, not the call. */
    private AuditEvent hashed(AuditEvent event) {
        try {
            return event.input(request.payload());
        } catch (IllegalArgumentException e) {
            return event.with("audit.input_unhashed", e.getClass().getSimpleName());
        }
    }

    /**
     * Throws when the agent may not go on; the call is then over.
     *
     * @throws dev.governance.sdk.errors.AgentHaltedException when a person halted the agent
     * @throws dev.governance.sdk.errors.HaltUnknownException when that could not be read for 5 s
     */
    void requireNotHalted() {
        try {
            governance.assertNotHalted(agentId, request.provider().code());
        } catch (RuntimeException halted) {
            unsent(halted);
            throw halted;
        }
    }

    /**
     * Throws when the agent was halted meanwhile; how the call ended is for the caller to say. Called as parts come, it keeps
     * the call's part of the budget.
     */
    public void checkHalt() {
        governance.assertNotHalted(agentId, request.provider().code());
        if (open.get()) {
            spending.keep();
        }
    }

    /** Nothing left this process. */
    public void unsent(Throwable why) {
        if (end()) {
            spending.release();
            log(error(why.getClass().getSimpleName()));
        }
    }

    /** The provider refused, which costs nothing. */
    public void refused(int status) {
        if (end()) {
            spending.release();
            log(error("http_" + status).with("status", status));
        }
    }

    /** No answer came. Unless nothing was sent, nobody knows whether the work was done: it is booked as projected. */
    public void failed(Throwable why) {
        if (Connecting.failed(why)) {
            unsent(why);
        } else if (end()) {
            boolean tracked = spending.settle(projected);
            log(error(why.getClass().getSimpleName())
                    .with("estimated", true)
                    .with("token_usage", request.provider().named(projected))
                    .with("usd", spending.usd(projected))
                    .with("cost_tracked", tracked));
        }
    }

    private AuditEvent error(String type) {
        return event("llm.error").with("error_type", type);
    }

    /** The whole answer came; null when it does not tell what it used. */
    public void answered(@Nullable TokenUsage told, List<String> toolCalls) {
        if (end()) {
            TokenUsage usage = told == null ? projected : told;
            boolean tracked = spending.settle(usage);
            log(calling(event("llm.result"), toolCalls)
                    .with("token_usage", request.provider().named(usage))
                    .with("usd", spending.usd(usage))
                    .with("estimated", told == null)
                    .with("cost_tracked", tracked));
        }
    }

    /** The answer begins to come in chunks. */
    public void streaming() {
        log(event("llm.result")
                .with("streaming", true)
                .with("cost_tracked", false)
                .with("projected_tokens", projected.total())
                .with("reconciliation", "pending"));
    }

    /**
     * The stream is over.
     *
     * @param told what the provider said of its usage; null when that never came
     * @param atLeast what is known all the same, as the prompt's tokens; null when nothing is
     * @param chunks how many came
     */
    public void streamed(
            StreamEnd how,
            @Nullable TokenUsage told,
            @Nullable TokenUsage atLeast,
            long chunks,
            List<String> toolCalls) {
        if (end()) {
            TokenUsage usage = told == null ? estimate(atLeast, chunks) : told;
            BigDecimal usd = spending.usd(usage);
            boolean tracked = spending.settle(usage);
            log(calling(event("llm.result.reconciled"), toolCalls)
                    .with("streaming", true)
                    .with("ended", how.code())
                    .with("projected_tokens", projected.total())
                    .with("actual_tokens", usage.total())
                    .with("actual_usd", usd)
                    .with("token_delta", usage.total() - projected.total())
                    .with("token_usage", request.provider().named(usage))
                    .with("chunks", chunks)
                    .with("reconciliation_source", told == null ? "chunk_estimate" : "provider_final")
                    .with("estimated", told == null)
                    .with("cost_tracked", tracked));
        }
    }

    private TokenUsage estimate(@Nullable TokenUsage atLeast, long chunks) {
        long output = Math.max(projected.output(), chunks * TOKENS_A_CHUNK);
        return atLeast == null
                ? new TokenUsage(projected.input(), output, projected.priced())
                : new TokenUsage(atLeast.input(), Math.max(output, atLeast.output()), atLeast.priced());
    }

    private boolean end() {
        return open.compareAndSet(true, false);
    }

    private static AuditEvent calling(AuditEvent event, List<String> tools) {
        return tools.isEmpty() ? event : event.with("tool_calls", Bounded.names(tools));
    }

    private AuditEvent event(String kind) {
        return AuditEvent.of(agentId, kind)
                .session(session)
                .parent(callId)
                .model(model)
                .with("model", model);
    }

    private void log(AuditEvent event) {
        governance.audit().log(event);
    }
}
