package dev.governance.console.audit;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A verification that ended without a verdict: nothing is claimed. */
final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Stopped(long rows, long total, String why, @Nullable Throwable cause) {
        super(
                String.format(
                        Locale.ROOT,
                        "Verification stopped after %,d of about %,d events, so nothing is claimed: %s",
                        rows,
                        total,
                        why),
                cause);
    }

    /** The same for whoever asked on the bus. */
    Refusal refusal() {
        return new Refusal(Fault.UNAVAILABLE, "stopped", String.valueOf(getMessage()));
    }
}
