package dev.governance.console.bus;

import java.util.Arrays;

/**
 * Why a question was refused. The code crosses the bus and becomes the HTTP status (RFC 9110).
 *
 * <p>Bad input is one of two. UNPROCESSABLE is a value that does not fit by itself: it is missing, unknown or given twice, or
 * has another type, form, length or range than it must; {@link Refusal#unfit} makes these. INVALID is what cannot be read at
 * all, or values that fit and do not do: they contradict each other, change nothing, or are too easy to guess.
 */
public enum Fault {
    INVALID(400),
    UNAUTHENTICATED(401),
    FORBIDDEN(403),
    NOT_FOUND(404),
    CONFLICT(409),
    TOO_LARGE(413),
    UNPROCESSABLE(422),
    TOO_MANY(429),
    BUG(500),
    UNAVAILABLE(503);

    private final int status;

    Fault(int status) {
        this.status = status;
    }

    /** The HTTP status, also the failure code on the bus. */
    public int status() {
        return status;
    }

    static Fault of(int status) {
        return Arrays.stream(values())
                .filter(fault -> fault.status == status)
                .findFirst()
                .orElse(BUG);
    }
}
