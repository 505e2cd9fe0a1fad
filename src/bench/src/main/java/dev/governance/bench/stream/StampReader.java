package dev.governance.bench.stream;

/** Finds {@link Stamp}s in a text that comes in pieces. */
final class StampReader {
    private static final int TIME = 2;
    private static final int DOT = TIME + Stamp.TIME_DIGITS;
    private static final int NUMBER = DOT + 1;
    private static final int END = NUMBER + Stamp.NUMBER_DIGITS;

    private int at;
    private long micros;
    private long number;
    private long broken;

    /** Takes one stamp. */
    interface Sink {
        void stamp(long micros, long number);
    }

    void read(byte[] bytes, int length, Sink sink) {
        for (int i = 0; i < length; i++) {
            byte next = bytes[i];
            if (at == 0) {
                at = next == Stamp.EDGE ? 1 : 0;
            } else {
                step(next, sink);
            }
        }
    }

    private void step(byte next, Sink sink) {
        boolean digit = next >= '0' && next <= '9';
        if (at >= TIME && at < DOT && digit) {
            micros = micros * 10 + next - '0';
            at++;
        } else if (at >= NUMBER && at < END && digit) {
            number = number * 10 + next - '0';
            at++;
        } else if (next == (at == DOT ? '.' : Stamp.EDGE) && (at == 1 || at == DOT || at == END)) {
            at++;
        } else if (at == END + 1 && next == Stamp.EDGE) {
            sink.stamp(micros, number);
            clear();
        } else {
            broken++;
            clear();
        }
    }

    private void clear() {
        at = 0;
        micros = 0;
        number = 0;
    }

    /** How many were cut by something else. */
    long broken() {
        return broken;
    }
}
