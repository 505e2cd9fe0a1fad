package dev.governance.console.server.config;

import org.jspecify.annotations.Nullable;

/** Something about the start that a person has to mend: the message says what, where, and the way out. */
public final class StartProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StartProblem(String message) {
        this(message, null);
    }

    public StartProblem(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
