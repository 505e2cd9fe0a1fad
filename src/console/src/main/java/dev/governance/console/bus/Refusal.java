package dev.governance.console.bus;

import java.time.Duration;

/** A question answered with a reason instead of a value. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int UNKNOWN = -1;

    private final Fault fault;
    private final String code;
    private final String reason;
    private final long retryAfterSeconds;
    private final int triesLeft;

    /**
     * Refuses.
     *
     * @param code one word a program can compare, as {@code self_approval}
     * @param reason what the caller can do about it; shown to people, so without secrets
     */
    public Refusal(Fault fault, String code, String reason) {
        this(fault, code, reason, 0, UNKNOWN);
    }

    private Refusal(Fault fault, String code, String reason, long retryAfterSeconds, int triesLeft) {
        super(reason, null, false, false); // an expected outcome: no stack trace, nothing to log
        this.fault = fault;
        this.code = code;
        this.reason = reason;
        this.retryAfterSeconds = retryAfterSeconds;
        this.triesLeft = triesLeft;
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
                fault, code, reason, Math.max(1, pause.plusMillis(999).toSeconds()), triesLeft);
    }

    /** The same refusal with the number of tries that whoever asks has before they have to wait. */
    public Refusal triesLeft(int tries) {
        return new Refusal(fault, code, reason, retryAfterSeconds, tries);
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

    /** How many tries are left; negative when that is not known. */
    public int triesLeft() {
        return triesLeft;
    }

    /** What crosses the bus in the failure's message: code, pause and tries before the first three bars, then the reason. */
    String packed() {
        return code + "|" + retryAfterSeconds + "|" + triesLeft + "|" + reason;
    }

    static Refusal unpacked(Fault fault, String packed) {
        String[] parts = packed.split("\\|", 4);
        if (parts.length != 4) {
            return new Refusal(fault, "error", packed);
        }
        return new Refusal(fault, parts[0], parts[3], Long.parseLong(parts[1]), Integer.parseInt(parts[2]));
    }
}
