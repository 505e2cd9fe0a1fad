package dev.governance.chain.scan;

/** Tells which JSON numbers Python prints just as they stand. */
final class PlainNumber {
    /** Any decimal of so many digits is the shortest form of its double, without zeros at its end (IEEE 754). */
    private static final int SURE_DIGITS = 15;

    /** Below 0.0001 Python writes an exponent. */
    private static final int SURE_ZEROS = 3;

    /**
     * The length of the number at a place.
     *
     * @return 0 when there is none, or one that may be printed otherwise
     */
    static int length(byte[] text, int from, int end) {
        int start = from < end && text[from] == '-' ? from + 1 : from;
        int point = digits(text, start, end);
        boolean zero = point == start + 1 && text[start] == '0';
        if (point == start || (text[start] == '0' && !zero)) {
            return 0;
        }
        if (point == end || !continues(text[point])) {
            return zero && start > from ? 0 : point - from; // Python reads -0 as 0
        }
        int stop = digits(text, point + 1, end);
        boolean ends = stop == end || !continues(text[stop]);
        boolean sure = ends && text[point] == '.' && isSure(text, start, point, stop, zero);
        boolean negativeZero = zero && start > from && text[stop - 1] == '0'; // JSONB has none
        return sure && !negativeZero ? stop - from : 0;
    }

    private static boolean isSure(byte[] text, int start, int point, int stop, boolean zero) {
        int fraction = stop - point - 1;
        if (fraction == 1) {
            return point - start < SURE_DIGITS;
        }
        if (fraction == 0 || text[stop - 1] == '0') {
            return false;
        }
        if (!zero) {
            return point - start + fraction <= SURE_DIGITS;
        }
        int zeros = 0;
        while (text[point + 1 + zeros] == '0') {
            zeros++; // ends before the last digit, which is none
        }
        return zeros <= SURE_ZEROS && fraction - zeros <= SURE_DIGITS;
    }

    private static int digits(byte[] text, int from, int end) {
        int at = from;
        while (at < end && text[at] >= '0' && text[at] <= '9') {
            at++;
        }
        return at;
    }

    private static boolean continues(byte b) {
        return b == '.' || b == 'e' || b == 'E' || b == '+' || b == '-';
    }

    private PlainNumber() {}
}
