package dev.governance.console.audit;

import dev.governance.chain.Checkpoint;
import dev.governance.chain.KeyRing;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Audit;
import dev.governance.console.db.Queries;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** Checks sessions for a moment, all in one snapshot: those that grew and those not read for longest, in turn. */
final class Rounds {
    /** A longer snapshot keeps the database from clearing up; only a session that is longer itself goes beyond. */
    private static final Duration MOMENT = Duration.ofMillis(200);

    /** About ten million rows; a longer session is left to whoever asks for it. */
    private static final Duration LONGEST = Duration.ofSeconds(60);

    /** A session is read whole no more often than this. */
    private static final Duration AGAIN = Duration.ofSeconds(30);

    private final Verification verification;
    private final Sessions sessions;
    private final Knowledge knowledge;
    private final Clock clock;
    private final Consumer<Audit.Checked> news;
    private boolean oldOnesTurn;

    Rounds(
            Verification verification,
            Sessions sessions,
            Knowledge knowledge,
            Clock clock,
            Consumer<Audit.Checked> news) {
        this.verification = verification;
        this.sessions = sessions;
        this.knowledge = knowledge;
        this.clock = clock;
        this.news = news;
    }

    boolean isWaiting() {
        return sessions.due().isPresent() || overdue().isPresent();
    }

    private Optional<UUID> overdue() {
        return knowledge.overdue(clock.instant().minus(AGAIN));
    }

    Future<?> work() {
        return isWaiting() ? verification.inSnapshot(this::round) : Future.succeededFuture();
    }

    private Future<Void> round(Queries snapshot, KeyRing ring) {
        Promise<Void> ended = Promise.promise();
        Moment moment = new Moment(snapshot, ring, System.nanoTime());
        next(moment, ended);
        return ended.future();
    }

    private record Moment(Queries snapshot, KeyRing ring, long begun) {
        boolean isOver() {
            return System.nanoTime() - begun > MOMENT.toNanos();
        }
    }

    private void next(Moment moment, Promise<Void> ended) {
        Optional<Map.Entry<UUID, Long>> grown = sessions.due();
        Optional<UUID> old = overdue();
        if (moment.isOver() || (grown.isEmpty() && old.isEmpty())) {
            ended.complete();
            return;
        }
        oldOnesTurn = !oldOnesTurn;
        Future<?> checked = old.isPresent() && (oldOnesTurn || grown.isEmpty())
                ? whole(moment, old.get(), Long.MIN_VALUE)
                : grown(moment, grown.orElseThrow());
        checked.onSuccess(done -> next(moment, ended)).onFailure(ended::fail);
    }

    private Future<?> grown(Moment moment, Map.Entry<UUID, Long> session) {
        UUID sessionId = session.getKey();
        return knowledge
                .checkpoint(sessionId)
                .map(checkpoint -> fromCheckpoint(moment, checkpoint, session.getValue()))
                .orElseGet(() -> whole(moment, sessionId, session.getValue()))
                .onSuccess(done -> sessions.done(sessionId, session.getValue()));
    }

    /** Reads the newer rows only; when anything is wrong with them, everything again, for exact words. */
    private Future<Void> fromCheckpoint(Moment moment, Checkpoint checkpoint, long newest) {
        return verification
                .stands(moment.snapshot(), checkpoint)
                .compose(stands -> stands
                        ? verification
                                .newer(moment.snapshot(), moment.ring(), checkpoint, LONGEST)
                                .map(Optional::of)
                        : Future.succeededFuture(Optional.<Reading>empty()))
                .compose(reading ->
                        reading.isPresent() && reading.get().verdict().isVerified()
                                ? newer(moment, reading.get())
                                : whole(moment, checkpoint.sessionId(), newest));
    }

    private Future<Void> newer(Moment moment, Reading reading) {
        if (knowledge.newer(reading, moment.begun(), clock.instant())) {
            tell(reading);
        }
        return Future.succeededFuture();
    }

    private Future<Void> whole(Moment moment, UUID sessionId, long newest) {
        return verification
                .whole(moment.snapshot(), moment.ring(), sessionId, knowledge.mark(sessionId), LONGEST)
                .<Void>map(reading -> {
                    if (knowledge.whole(reading, moment.begun(), clock.instant())) {
                        tell(reading);
                    }
                    return null;
                })
                .recover(failure -> giveUp(failure, sessionId, newest, moment.begun()));
    }

    private Future<Void> giveUp(Throwable failure, UUID sessionId, long newest, long begun) {
        boolean refused = failure instanceof Refusal;
        if (refused && !((Refusal) failure).code().equals(Reading.TOO_LONG)) {
            return Future.failedFuture(failure); // the database, not the session
        }
        String why = refused ? "Too long to be checked in the background" : "Could not be checked";
        knowledge.unchecked(sessionId, newest, why, begun, clock.instant());
        // What failed unexpectedly may have broken the snapshot, so the others go on in a new one.
        return refused ? Future.succeededFuture() : Future.failedFuture(failure);
    }

    private void tell(Reading reading) {
        news.accept(new Audit.Checked(
                reading.verdict().sessionId(), reading.verdict().status().code()));
    }
}
