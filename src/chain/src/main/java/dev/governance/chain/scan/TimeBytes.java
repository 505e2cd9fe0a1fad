package dev.governance.chain.scan;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/** Writes PostgreSQL's times as Python's isoformat does. Rows that follow each other are mostly of one day. */
final class TimeBytes {
    private static final long MICROS_A_SECOND = 1_000_000;
    private static final long SECONDS_A_DAY = 86_400;
    private static final long MICROS_A_DAY = SECONDS_A_DAY * MICROS_A_SECOND;
    private static final long EPOCH = LocalDate.of(2000, 1, 1).toEpochDay(); // of PostgreSQL's timestamps
    private static final long FIRST_DAY = LocalDate.of(1, 1, 1).toEpochDay(); // Python knows the years 1 to 9999
    private static final long LAST_DAY = LocalDate.of(9999, 12, 31).toEpochDay();
    private static final byte[] OFFSET = "+00:00\"".getBytes(StandardCharsets.US_ASCII);

    private long day = Long.MIN_VALUE;
    private byte[] date = {};

    /**
     * Appends a time in quotes.
     *
     * @param micros since 2000-01-01T00:00:00Z
     * @return false, and nothing whole appended, for a year that Python has no time for
     */
    boolean append(CanonicalBytes out, long micros) {
        long newDay = Math.floorDiv(micros, MICROS_A_DAY) + EPOCH;
        if (newDay != day) {
            if (newDay < FIRST_DAY || newDay > LAST_DAY) {
                return false;
            }
            day = newDay;
            date = ('"' + LocalDate.ofEpochDay(day).toString() + 'T').getBytes(StandardCharsets.US_ASCII);
        }
        out.append(date);
        long inDay = Math.floorMod(micros, MICROS_A_DAY);
        int second = (int) (inDay / MICROS_A_SECOND);
        int fraction = (int) (inDay % MICROS_A_SECOND);
        two(out, second / 3600);
        out.put(':');
        two(out, second / 60 % 60);
        out.put(':');
        two(out, second % 60);
        if (fraction != 0) {
            out.put('.');
            two(out, fraction / 10_000);
            two(out, fraction / 100 % 100);
            two(out, fraction % 100);
        }
        out.append(OFFSET);
        return true;
    }

    private static void two(CanonicalBytes out, int number) {
        out.put('0' + number / 10);
        out.put('0' + number % 10);
    }
}
