package dev.governance.console.audit;

import dev.governance.console.bus.Bus;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Audit;
import dev.governance.console.wire.ReadingProgress;
import io.vertx.core.Future;
import java.util.UUID;

/** Verifies one session as whoever verifies sessions does. */
final class SessionRun implements Run {
    private final Bus bus;
    private final UUID session;
    private final Tally tally = new Tally();

    SessionRun(Bus bus, UUID session) {
        this.bus = bus;
        this.session = session;
    }

    @Override
    public Future<Conclusion> begin() {
        return bus.ask(Audit.VERIFY, new Audit.Verify(session), Audit.VERIFY_PATIENCE)
                .map(verdict -> {
                    tally.refuseCancelled();
                    tally.add(verdict.eventCount());
                    return new Conclusion(verdict, verdict.verdict(), verdict.headline());
                })
                .recover(failure -> Future.failedFuture(
                        failure instanceof Refusal
                                ? new Stopped(
                                        tally.rows(), tally.total(), String.valueOf(failure.getMessage()), failure)
                                : failure));
    }

    @Override
    public ReadingProgress progress() {
        return tally.progress();
    }

    @Override
    public void cancel() {
        tally.cancel();
    }
}
