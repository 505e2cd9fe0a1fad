package dev.governance.console.compliance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.governance.console.bus.Bus;
import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Verifications;
import dev.governance.console.wire.Caller;
import dev.governance.console.wire.Json;
import dev.governance.console.wire.LogVerdict;
import dev.governance.console.wire.VerificationJob;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The verifications of the whole log, as everybody else asks for them: a fresh verdict is taken, a run under way is waited
 * for, and only otherwise one is begun. So ten people who ask cost one reading.
 */
final class WholeLog {
    private static final int LOOKED_AT = 100;
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final Vertx vertx;
    private final Bus bus;
    private final Clock clock;
    private final Duration patience;

    /**
     * Creates it.
     *
     * @param patience how long a run is waited for
     */
    WholeLog(Vertx vertx, Bus bus, Clock clock, Duration patience) {
        this.vertx = vertx;
        this.bus = bus;
        this.clock = clock;
        this.patience = patience;
    }

    /**
     * A verification that has ended, or is still running once patience is over.
     *
     * @param verdict null while it runs
     */
    record Look(VerificationJob job, @Nullable LogVerdict verdict) {}

    /**
     * Looks for a verdict.
     *
     * @param upTo the chain_seq that it must have reached
     * @param fresh how old it may be
     */
    Future<Look> verdict(Caller by, long upTo, Duration fresh) {
        Instant deadline = clock.instant().plus(patience);
        return bus.ask(Verifications.JOBS, new Verifications.Recent(LOOKED_AT))
                .compose(jobs -> ended(jobs, fresh))
                .compose(known -> known.filter(look -> covers(look, upTo))
                        .map(Future::succeededFuture)
                        .orElseGet(() -> joined(by, upTo, deadline)));
    }

    private Future<Optional<Look>> ended(Verifications.Jobs jobs, Duration fresh) {
        return jobs.jobs().stream()
                .filter(job -> job.sessionId() == null && job.state().equals("done"))
                .filter(job -> Objects.requireNonNull(job.endedAt())
                        .isAfter(clock.instant().minus(fresh)))
                .findFirst()
                .map(job -> whole(job).map(Optional::of))
                .orElseGet(() -> Future.succeededFuture(Optional.empty()));
    }

    private Future<Look> whole(VerificationJob job) {
        return bus.ask(Verifications.JOB, new Verifications.One(job.id())).map(WholeLog::look);
    }

    private static Look look(VerificationJob job) {
        JsonNode verdict = job.state().equals("done") ? job.verdict() : null;
        return new Look(job, verdict == null ? null : Json.read(Json.write(verdict), LogVerdict.class));
    }

    private static boolean covers(Look look, long upTo) {
        LogVerdict verdict = look.verdict();
        return verdict != null && (upTo == 0 || (verdict.lastSeq() != null && verdict.lastSeq() >= upTo));
    }

    private Future<Look> joined(Caller by, long upTo, Instant deadline) {
        return open(by, true, deadline)
                .compose(look -> look.verdict() == null || covers(look, upTo)
                        ? Future.succeededFuture(look)
                        : open(by, false, deadline));
    }

    private Future<Look> open(Caller by, boolean alsoRunning, Instant deadline) {
        return bus.ask(Verifications.JOIN, new Verifications.Join(by, alsoRunning))
                .compose(job -> awaited(job, deadline));
    }

    private Future<Look> awaited(VerificationJob job, Instant deadline) {
        return whole(job).compose(look -> {
            if (look.job().hasEnded()) {
                return look.verdict() == null ? Future.failedFuture(unsaid(look.job())) : Future.succeededFuture(look);
            }
            return clock.instant().isAfter(deadline)
                    ? Future.succeededFuture(look)
                    : vertx.timer(PAUSE.toMillis(), TimeUnit.MILLISECONDS).compose(later -> awaited(job, deadline));
        });
    }

    private static Refusal unsaid(VerificationJob job) {
        return new Refusal(
                Fault.UNAVAILABLE,
                "verification_" + job.state(),
                "the verification " + job.id() + " was " + job.state() + ": " + job.reason());
    }
}
