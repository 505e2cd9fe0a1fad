package dev.governance.bench.stream;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What every event carries somewhere in its text: when it was written, and its number. Always of the same length. */
public final class Stamp {
    static final int TIME_DIGITS = 16;
    static final int NUMBER_DIGITS = 7;

    /** Neither in JSON nor in what the SDK writes. */
    static final char EDGE = '~';

    /** Microseconds since 1970 by this machine's clock, which all its processes share. */
    public static long now() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    public static String of(long micros, long number) {
        StringBuilder out = new StringBuilder(32);
        out.append(EDGE).append(EDGE);
        digits(out, micros, TIME_DIGITS);
        digits(out.append('.'), number, NUMBER_DIGITS);
        return out.append(EDGE).append(EDGE).toString();
    }

    private static void digits(StringBuilder out, long value, int length) {
        String digits = Long.toString(value);
        out.append("0".repeat(length - digits.length())).append(digits);
    }

    private Stamp() {}
}
