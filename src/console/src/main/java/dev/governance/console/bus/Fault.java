package dev.governance.console.bus;

import java.util.Arrays;

/** Why a question was refused. The code crosses the bus and becomes the HTTP status (RFC 9110). */
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
