package dev.governance.console.http;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.governance.console.bus.Bus;
import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Approvals;
import dev.governance.console.wire.ApprovalState;
import dev.governance.console.wire.Problem;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.UUID;

/** Answers acts on requests; who is refused one for what somebody else did is told what the request is now. */
final class TooLate {
    /** What other people did, though it is no conflict: decided before, or claimed. */
    private static final Set<String> OTHERS = Set.of("already_decided", "claimed");

    /** A conflict with what the caller did themselves: their key stands for it. */
    private static final String OWN = "key_reused";

    private final Bus bus;

    TooLate(Bus bus) {
        this.bus = bus;
    }

    void send(RoutingContext context, UUID requestId, Future<?> answer) {
        answer.onSuccess(done -> Http.answer(context, done)).onFailure(failure -> {
            if (failure instanceof Refusal refusal && isForOthers(refusal)) {
                refuse(context, requestId, refusal);
            } else {
                context.fail(failure);
            }
        });
    }

    private static boolean isForOthers(Refusal refusal) {
        return OTHERS.contains(refusal.code())
                || (refusal.fault() == Fault.CONFLICT && !refusal.code().equals(OWN));
    }

    /** Refused all the same where the state cannot be read. */
    private void refuse(RoutingContext context, UUID requestId, Refusal refusal) {
        bus.ask(Approvals.STATE, new Approvals.Context(requestId, Guard.caller(context)))
                .onSuccess(state ->
                        Http.refuse(context, refusal.fault(), new Overtaken(Http.problem(context, refusal), state)))
                .onFailure(unread -> context.fail(refusal));
    }

    /**
     * Nothing was changed.
     *
     * @param current the request as it is now
     */
    record Overtaken(@JsonUnwrapped Problem problem, ApprovalState current) {}
}
