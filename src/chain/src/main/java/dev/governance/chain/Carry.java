package dev.governance.chain;

/** What goes from one 64-bit word of a long unsigned number to the next. */
final class Carry {
    /**
     * After adding a word and {@code carry}, 0 or 1, to {@code before}: when a carry came in, an equal sum means that the
     * word was all ones.
     */
    static long ofSum(long before, long sum, long carry) {
        int compared = Long.compareUnsigned(sum, before);
        return compared < 0 || (compared == 0 && carry == 1) ? 1 : 0;
    }

    /** The same after taking a word and {@code borrow} from {@code before}. */
    static long ofDifference(long before, long difference, long borrow) {
        int compared = Long.compareUnsigned(difference, before);
        return compared > 0 || (compared == 0 && borrow == 1) ? 1 : 0;
    }

    private Carry() {}
}
