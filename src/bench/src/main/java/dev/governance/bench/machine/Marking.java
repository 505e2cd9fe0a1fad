package dev.governance.bench.machine;

import dev.governance.console.db.DatabaseUrl;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What a console keeps of a log, as it is kept where one runs. */
public final class Marking {
    private static final Duration ADOPTION_LIMIT = Duration.ofMinutes(5);
    private static final Duration LIMIT = Duration.ofMinutes(15);
    private static final long LOOK_MS = 200;

    private static final String UNMARKED = """
            select count(*)
              from governance_audit_events
             where chain_seq > (select up_to_seq from governance_console.mark_heads order by number desc limit 1)
            """;

    /** Lets consoles mark the log, which they do as soon as one runs. */
    public static void adopt(Place place, DatabaseUrl url) {
        try (Child child = place.governance(url, "marks", "adopt", "--reason", "measuring")) {
            if (child.await(ADOPTION_LIMIT) != 0) {
                throw new IllegalStateException("the marks were not adopted: " + child.talk());
            }
        }
    }

    /** Waits until a running console has marked every row; gives the seconds that it took. */
    public static double await(DatabaseUrl url, RunningConsole console) {
        long began = System.nanoTime();
        while (Place.number(url, UNMARKED) > 0) {
            if (System.nanoTime() - began > LIMIT.toNanos()) {
                throw new IllegalStateException("the console did not mark the log: " + console.talk());
            }
            try {
                TimeUnit.MILLISECONDS.sleep(LOOK_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while the console marked the log", e);
            }
        }
        return (System.nanoTime() - began) / 1e9;
    }

    private Marking() {}
}
