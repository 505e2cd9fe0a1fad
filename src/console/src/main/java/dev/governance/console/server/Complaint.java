package dev.governance.console.server;

import dev.governance.console.bus.Refusal;
import dev.governance.console.db.DatabaseProblem;
import dev.governance.console.server.config.StartProblem;
import java.net.BindException;
import java.util.Optional;

/** Tells what a person can mend from what is a bug. */
public final class Complaint {
    /** What to tell the person; empty when the failure is a bug, whose stack trace is needed. */
    public static Optional<String> of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StartProblem || cause instanceof DatabaseProblem || cause instanceof Refusal) {
                return Optional.ofNullable(cause.getMessage());
            }
            if (cause instanceof BindException) {
                return Optional.of("the port is taken or may not be used (" + cause.getMessage()
                        + "); choose another with --port N (0 picks a free one)");
            }
        }
        return Optional.empty();
    }

    private Complaint() {}
}
