package dev.governance.console.bus;

import java.time.Duration;

/** A question answered with a reason instead of a value. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Fault fault;
    private final String code;
    private final String reason;
    private final long retryAfterSeconds;

    /**
     * Refuses.
     *
     * @param code one word a program can compare, as {@code self_approval}
     * @param reason what the caller can do about it; shown to people, so without secrets
     */
    public Refusal(Fault fault, String code, String reason) {
        this(fault, code, reason, 0);
    }

    private Refusal(Fault fault, String code, String reason, long retryAfterSeconds) {
        super(reason, null, false, false); // an expected outcome: no stack trace, nothing to log
        this.fault = fault;
        this.code = code;
        this.reason = reason;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    /**
     * Refuses a value that does not fit by itself, whatever else was said.
     *
     * @param name of the parameter or member, as {@code session_id}
     * @param reason names it and says how it is right, and never repeats what it was
     */
    public static Refusal unfit(String name, String reason) {
        return new Refusal(Fault.UNPROCESSABLE, "invalid_" + name, reason);
    }

    /** The same refusal with the time after which another try makes sense, rounded up to whole seconds. */
    public Refusal retryAfter(Duration pause) {
        return new Refusal(
                fault, code, reason, Math.max(1, pause.plusMillis(999).toSeconds()));
    }

    public Fault fault() {
        return fault;
    }

    public String code() {
        return code;
    }

    public String reason() {
        return reason;
    }

    /** Seconds until another try makes sense; 0 when unknown. */
    public long retryAfterSeconds() {
        return retryAfterSeconds;
    }

    /** What crosses the bus in the failure's message: code and pause before the first two bars, then the reason. */
    String packed() {
        return code + "|" + retryAfterSeconds + "|" + reason;
    }

    static Refusal unpacked(Fault fault, String packed) {
        String[] parts = packed.split("\\|", 3);
        if (parts.length != 3) {
            return new Refusal(fault, "error", packed);
        }
        return new Refusal(fault, parts[0], parts[2], Long.parseLong(parts[1]));
    }
}
