package dev.governance.sdk.llm;

import dev.governance.sdk.AuditEvent;
import dev.governance.sdk.Governance;
import dev.governance.sdk.errors.ScopeViolationException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Judges the HTTP requests of one wrapped client, each attempt of its own retries by itself. Whatever it throws is no
 * {@link IOException}, which clients would retry.
 */
public final class HttpGuard {
    private static final int LARGEST_REQUEST = 128 * 1024 * 1024;
    private static final String UNREADABLE = "request not readable";

    private final Governance governance;
    private final CallGuard calls;
    private final Protocol protocol;

    public HttpGuard(Governance governance, WrapOptions options, Protocol protocol) {
        this.governance = governance;
        this.calls = new CallGuard(governance, options, protocol.provider());
        this.protocol = protocol;
    }

    /**
     * Lets an attempt go, or throws as {@link CallGuard#admit} does.
     *
     * @param url with or without its query
     * @param body asked for only when the request calls a model; null when there is none
     * @param attempt 1 for the first
     */
    public Exchange judge(String method, String url, Supplier<byte @Nullable []> body, int attempt) {
        String target = url.split("[?#]", 2)[0];
        Optional<String> endpoint = method.equals("POST") ? protocol.endpoint(target) : Optional.empty();
        if (endpoint.isEmpty()) {
            calls.admitOther(method, target);
            return Exchange.other(calls::requireNotHalted);
        }
        calls.requireNotHalted();
        return admitted(endpoint.get(), read(body.get()), attempt);
    }

    private RequestJson read(byte @Nullable [] body) {
        try {
            if (body == null || body.length > LARGEST_REQUEST) {
                throw new IOException("the request has no body, or one beyond 128 MiB");
            }
            return RequestJson.read(body);
        } catch (IOException e) {
            throw unreadable();
        }
    }

    /** Without the cause: what a parser says quotes what it read. */
    private ScopeViolationException unreadable() {
        String agentId = calls.options().agentId();
        governance
                .audit()
                .log(AuditEvent.of(agentId, "scope.violation")
                        .session(calls.session())
                        .with("tool", null)
                        .with("api", protocol.provider().code())
                        .with("reason", UNREADABLE));
        return new ScopeViolationException(
                agentId, "a model of " + protocol.provider().code(), UNREADABLE);
    }

    private Exchange admitted(String endpoint, RequestJson request, int attempt) {
        String agentId = calls.options().agentId();
        List<String> tools = request.tools(names -> governance.scope().visibleTools(agentId, names));
        boolean hidesUsage = request.isStreaming() && protocol.askForUsage(endpoint, request.root());
        if (hidesUsage) {
            request.changed();
        }
        GuardedCall call = calls.admit(new ModelRequest(
                protocol.provider(),
                endpoint,
                request.model(),
                tools,
                request.isStreaming(),
                PromptSize.tokens(request.root()),
                protocol.outputLimit(endpoint, request.root()),
                request.payload(),
                attempt));
        return Exchange.of(call, protocol, request, hidesUsage);
    }

    /**
     * An asynchronous attempt: judged and recorded on the executor of the options, in the audit context of the caller.
     * Cancelling what is returned keeps no attempt out of the books that is under way: its answer is read, booked and
     * dropped.
     *
     * @param judging as {@link #judge}
     * @param sending sends what was judged
     * @param answering guards the answer
     */
    public <R extends AutoCloseable> CompletableFuture<R> async(
            Supplier<Exchange> judging,
            Function<Exchange, CompletableFuture<R>> sending,
            BiFunction<Exchange, R, R> answering) {
        return new AsyncExchange<>(sending, answering, calls.options().executor()).start(judging);
    }
}
