package dev.governance.console.server;

import java.net.BindException;

/** Says what stood in the way of a start, and the way out. */
final class StartProblem {
    static RuntimeException explained(RuntimeException failure, Config.Http http) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return new IllegalStateException(
                        "port " + http.port() + " on " + http.host()
                                + " is taken or may not be used; choose another with --port N (0 picks a free one)",
                        failure);
            }
        }
        return failure;
    }

    private StartProblem() {}
}
