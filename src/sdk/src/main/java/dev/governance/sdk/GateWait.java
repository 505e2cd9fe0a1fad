package dev.governance.sdk;

import dev.governance.sdk.degraded.Reason;
import dev.governance.sdk.errors.ApprovalCancelledException;
import dev.governance.sdk.errors.ApprovalDeniedException;
import dev.governance.sdk.errors.ApprovalExpiredException;
import dev.governance.sdk.errors.ApprovalTimeoutException;
import dev.governance.sdk.errors.GateException;
import dev.governance.sdk.errors.HaltUnknownException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for a decision. Whatever goes wrong, the answer is never yes. */
final class GateWait {
    private static final Logger LOG = LoggerFactory.getLogger(GateWait.class);

    private static final long POLL_MILLIS = 500;
    private static final double JITTER = 0.2; // so that a fleet does not ask in step

    private final Store store;
    private final Halts halts;
    private final CountDownLatch closed = new CountDownLatch(1);

    GateWait(Store store, Halts halts) {
        this.store = store;
        this.halts = halts;
    }

    void until(PendingApproval approval, Duration patience) {
        UUID id = approval.requestId();
        long start = System.nanoTime();
        boolean said = false;
        while (true) {
            try {
                checkHalt(approval.agentId());
                if (isGranted(id)) {
                    halts.check(
                            approval.agentId(),
                            EnforcementPaths.GATES); // this time not knowing counts: the agent is about to act
                    return;
                }
            } catch (SQLException e) {
                said = sayOnce(said, id, e);
            }
            Duration left = patience.minusNanos(System.nanoTime() - start);
            if (left.isNegative() || left.isZero()) {
                throw new ApprovalTimeoutException(id);
            }
            pause(id, Math.min(nextMillis(), left.toMillis() + 1));
        }
    }

    /** While the database is away nobody can decide either; the agent only waits. */
    private void checkHalt(String agentId) {
        try {
            halts.check(agentId, EnforcementPaths.GATES);
        } catch (HaltUnknownException e) {
            LOG.atDebug().addKeyValue("agent", agentId).log("it is unknown whether a waiting agent is halted");
        }
    }

    private boolean isGranted(UUID id) throws SQLException {
        Optional<GateStore.State> found = store.transaction(connection -> GateStore.state(connection, id));
        GateStore.State state = found.orElseThrow(() -> new GateException(id, "is unknown"));
        String resolution = state.resolution() == null ? "" : state.resolution();
        switch (resolution) {
            case "denied" -> throw new ApprovalDeniedException(id, state.rationale());
            case "cancelled" -> throw new ApprovalCancelledException(id);
            default -> {
                if (state.isExpired()) { // also one that was granted: nobody permitted an action at this time
                    throw new ApprovalExpiredException(id);
                }
                return resolution.equals("granted");
            }
        }
    }

    private static boolean sayOnce(boolean said, UUID id, SQLException problem) {
        if (!said) {
            LOG.atWarn()
                    .addKeyValue("request", id)
                    .addKeyValue("reason", Reason.of(problem))
                    .log("a decision could not be read; the agent goes on waiting");
        }
        return true;
    }

    private static long nextMillis() {
        double factor = 1 + JITTER * (2 * ThreadLocalRandom.current().nextDouble() - 1);
        return Math.round(POLL_MILLIS * factor);
    }

    private void pause(UUID id, long millis) {
        try {
            if (closed.await(millis, TimeUnit.MILLISECONDS)) {
                throw new GateException(id, "is no longer waited for: this Governance was closed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GateException(id, "is no longer waited for: the thread was interrupted");
        }
    }

    void close() {
        closed.countDown();
    }
}
