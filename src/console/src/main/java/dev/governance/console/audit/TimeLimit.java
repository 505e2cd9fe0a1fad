package dev.governance.console.audit;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;

/** Ends a reading that somebody waits for when it takes too long, and names what has no such limit: a job. */
final class TimeLimit implements Reading.Listener {
    /** Code of the refusal. */
    static final String TOO_LONG = "too_long";

    private final UUID sessionId;
    private final Duration longest;
    private final long begun = System.nanoTime();
    private long events;

    TimeLimit(UUID sessionId, Duration longest) {
        this.sessionId = sessionId;
        this.longest = longest;
    }

    @Override
    public void took(int rows, boolean last) {
        events += rows;
        Duration worked = Duration.ofNanos(System.nanoTime() - begun);
        if (!last && worked.compareTo(longest) >= 0) {
            throw tooLong(worked);
        }
    }

    private Refusal tooLong(Duration worked) {
        return new Refusal(
                Fault.UNAVAILABLE,
                TOO_LONG,
                String.format(
                        Locale.ROOT,
                        "this session is too long to wait for: %,d events were read in %d s, and nothing is claimed about"
                                + " it. Have it verified as a job, which may take as long as it needs: POST"
                                + " /api/verifications {\"session_id\": \"%s\"}, or on the command line: governance"
                                + " verify --session %3$s",
                        events,
                        worked.toSeconds(),
                        sessionId));
    }
}
