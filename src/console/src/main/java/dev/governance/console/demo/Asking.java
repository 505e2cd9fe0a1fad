package dev.governance.console.demo;

import dev.governance.sdk.ApprovalRequest;
import dev.governance.sdk.AuditEvent;
import dev.governance.sdk.PendingApproval;
import dev.governance.sdk.errors.ApprovalDeniedException;
import dev.governance.sdk.errors.ApprovalTimeoutException;
import dev.governance.sdk.errors.GateException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Asks a person before a large refund, waits, does as it was told, and after a while asks about the next one. */
final class Asking implements Work {
    private static final Duration EXPIRES_IN = Duration.ofMinutes(30);
    private static final Duration LOOK = Duration.ofMillis(200); // the thread belongs to all agents
    private static final Duration PAUSE = Duration.ofSeconds(15);

    private @Nullable PendingApproval pending;
    private int amount;

    @Override
    public Duration step(Shift shift) {
        if (pending == null) {
            pending = ask(shift);
        }
        try {
            shift.governance().gates().await(pending, LOOK);
            shift.use("refund", "amount_usd", amount);
        } catch (ApprovalTimeoutException e) {
            return Duration.ofSeconds(1); // nobody decided yet
        } catch (ApprovalDeniedException e) {
            shift.log(AuditEvent.of(shift.agentId(), "refund.abandoned")
                    .with("amount_usd", amount)
                    .with("reason", e.rationale().orElse("denied")));
        } catch (GateException e) {
            return asked(PAUSE); // expired or gone: ask again
        }
        return asked(PAUSE);
    }

    private Duration asked(Duration pause) {
        pending = null;
        return pause;
    }

    private PendingApproval ask(Shift shift) {
        amount = shift.between(400, 1_900);
        return shift.governance()
                .gates()
                .request(ApprovalRequest.of(shift.agentId(), "refund.large")
                        .with("tool", "refund")
                        .with("order", "ORD-" + shift.between(20_000, 29_999))
                        .with("amount_usd", amount)
                        .with("reason", "parcel lost in transit")
                        .expiresIn(EXPIRES_IN)
                        .session(shift.session()));
    }

    @Override
    public void end(Shift shift) {
        if (pending != null) {
            shift.governance().gates().cancel(pending);
        }
    }
}
