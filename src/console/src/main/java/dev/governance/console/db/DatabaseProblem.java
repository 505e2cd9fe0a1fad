package dev.governance.console.db;

import org.jspecify.annotations.Nullable;

/** Something about the database that a person has to mend: the message says what, where, and the way out. */
public final class DatabaseProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DatabaseProblem(String message) {
        super(message);
    }

    public DatabaseProblem(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
