package dev.governance.console.audit;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A verification that ended without a verdict: nothing is claimed. */
final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Stopped(long rows, long total, String why, @Nullable Throwable cause) {
        super(words(rows, total, why), cause);
    }

    /** What is said of it; {@code total} is an estimate, or {@link Tally#UNKNOWN}. */
    static String words(long rows, long total, String why) {
        String of = total == Tally.UNKNOWN ? "" : String.format(Locale.ROOT, " of about %,d", total);
        return String.format(
                Locale.ROOT, "Verification stopped after %,d%s events, so nothing is claimed: %s", rows, of, why);
    }

    /** The same for whoever asked on the bus. */
    Refusal refusal() {
        return new Refusal(Fault.UNAVAILABLE, "stopped", String.valueOf(getMessage()));
    }
}
