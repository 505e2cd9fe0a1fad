package dev.governance.console.demo;

import dev.governance.sdk.Governance;
import dev.governance.sdk.Heartbeat;
import dev.governance.sdk.Pulse;
import dev.governance.sdk.errors.AgentHaltedException;
import dev.governance.sdk.errors.GovernanceException;
import dev.governance.sdk.errors.HaltUnknownException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps one sample agent going: step, rest, step; and while it is halted, only alive. */
final class Worker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    /** Whoever runs the agents may not grant their approvals, so it is nobody who signs in to the console. */
    private static final String OPERATOR = "sample-agents";

    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final Duration HALTED = Duration.ofSeconds(1);
    private static final Duration REFUSED = Duration.ofSeconds(10);

    private final Cast.Part part;
    private final Shift shift;
    private final @Nullable Work work;
    private final Pace pace;
    private final ScheduledExecutorService schedule;
    private @Nullable Pulse pulse;
    private volatile @Nullable Future<?> upcoming;

    Worker(Cast.Part part, Governance governance, Pace pace, ScheduledExecutorService schedule) {
        BigDecimal cap = Objects.requireNonNull(part.budget().perAgentUsdDaily());
        this.part = part;
        this.shift = new Shift(governance, part.agentId(), cap);
        this.work = part.work().map(supplier -> supplier.get()).orElse(null);
        this.pace = pace;
        this.schedule = schedule;
    }

    void start(Duration first) {
        Governance governance = shift.governance();
        governance.scope().register(part.scope());
        governance.cost().register(part.budget());
        part.loop().ifPresent(governance.loop()::register);
        Heartbeat heartbeat = Heartbeat.of(part.agentId()).operator(OPERATOR).with("environment", "demo");
        pulse = governance.presence().keepAlive(heartbeat, HEARTBEAT);
        if (work == null) {
            pulse.idle();
            return;
        }
        next(first);
    }

    private void next(Duration pause) {
        try {
            upcoming = schedule.schedule(this::step, pace.of(pause).toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // The demonstration is over.
            LOG.atTrace().addKeyValue("agent", part.agentId()).log("a sample agent ended");
        }
    }

    private void step() {
        Duration pause = REFUSED;
        try {
            shift.begin();
            pause = Objects.requireNonNull(work).step(shift);
        } catch (AgentHaltedException | HaltUnknownException e) {
            pause = HALTED; // so that it goes on soon after it is resumed
        } catch (GovernanceException e) {
            LOG.atDebug().addKeyValue("agent", part.agentId()).setCause(e).log("a sample agent was refused");
        } finally {
            next(pause);
        }
    }

    @Override
    public void close() {
        if (pulse != null) {
            pulse.close();
        }
        Future<?> next = upcoming;
        if (next != null) {
            next.cancel(false);
        }
        if (work != null) {
            end(work);
        }
    }

    private void end(Work begun) {
        try {
            begun.end(shift);
        } catch (GovernanceException e) {
            // What is left over expires by itself.
            LOG.atDebug().addKeyValue("agent", part.agentId()).setCause(e).log("a sample agent did not end in order");
        }
    }
}
