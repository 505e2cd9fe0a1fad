package dev.governance.console.explorer;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.db.Database;
import dev.governance.console.wire.EventStats;
import io.vertx.core.Future;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Tells how busy the log is. Who asks while it is being counted waits for that count, so it is counted once at a time. */
final class LastHour {
    /** Of the statement. */
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private final Database database;
    private final LastHourStore store = new LastHourStore();
    private @Nullable Future<EventStats> counting;

    LastHour(Database database) {
        this.database = database;
    }

    Future<EventStats> stats() {
        Future<EventStats> running = counting;
        if (running != null) {
            return running;
        }
        Future<EventStats> started =
                database.looking(LONGEST, store::count).recover(failure -> Future.failedFuture(told(failure)));
        counting = started;
        return started.onComplete(ended -> counting = null);
    }

    private static Throwable told(Throwable failure) {
        return failure instanceof Refusal refusal && refusal.code().equals(Database.TOO_SLOW)
                ? new Refusal(
                        Fault.UNAVAILABLE,
                        Database.TOO_SLOW,
                        "counting the last hour takes longer than " + LONGEST.toSeconds()
                                + " s, so nothing is said about it; GET /api/posture counts by minute all the time")
                : failure;
    }
}
