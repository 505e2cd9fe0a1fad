package dev.governance.chain.scan;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Eight bytes at a time: text and hexadecimal digits as 64-bit words. */
final class Words {
    static final int BYTES = 8;

    /** Marks nothing: all eight bytes stand in JSON text as they are. */
    static final long PLAIN = 0;

    private static final VarHandle BIG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LITTLE = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH = 0x8080808080808080L;
    private static final long BLANKS = ONES * 0x20;
    private static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';
    private static final long DELETES = ONES * 0x7F; // Python json.dumps escapes DEL too
    private static final long ZEROS = ONES * '0';
    private static final long SIXES = ONES * 6;
    private static final int MAC_DIGITS = 64;
    private static final int MAC_WORDS = 4;
    private static final int TO_LETTER = 'a' - '9' - 1;

    static long big(byte[] bytes, int at) {
        return (long) BIG.get(bytes, at);
    }

    static void putBig(byte[] bytes, int at, long word) {
        BIG.set(bytes, at, word);
    }

    static long little(byte[] bytes, int at) {
        return (long) LITTLE.get(bytes, at);
    }

    static void putLittle(byte[] bytes, int at, long word) {
        LITTLE.set(bytes, at, word);
    }

    static int bigInt(byte[] bytes, int at) {
        return (int) INTS.get(bytes, at);
    }

    /**
     * The bytes of a little-endian word that JSON text does not show as they are: their highest bits. Beyond the first
     * such byte others may be marked wrongly, as the subtraction borrows.
     */
    static long special(long word) {
        long quote = word ^ QUOTES;
        long backslash = word ^ BACKSLASHES;
        long delete = word ^ DELETES;
        long low = (word - BLANKS) & ~word;
        return (low | word | zero(quote) | zero(backslash) | zero(delete)) & HIGH;
    }

    private static long zero(long word) {
        return (word - ONES) & ~word;
    }

    /** How many bytes come before the first that {@link #special} marked. */
    static int before(long marks) {
        return Long.numberOfTrailingZeros(marks) >>> 3;
    }

    /** Eight lower-case hexadecimal digits of 32 bits, as a big-endian word. */
    static long digits(int bits) {
        long nibbles = bits & 0xFFFFFFFFL;
        nibbles = (nibbles | nibbles << 16) & 0x0000FFFF0000FFFFL;
        nibbles = (nibbles | nibbles << 8) & 0x00FF00FF00FF00FFL;
        nibbles = (nibbles | nibbles << 4) & 0x0F0F0F0F0F0F0F0FL;
        return letters(nibbles);
    }

    private static long letters(long nibbles) {
        long aboveNine = (nibbles + SIXES) >>> 4 & ONES;
        return nibbles + ZEROS + aboveNine * TO_LETTER;
    }

    /** The 32 bits of eight digits as a big-endian word; -1 unless they are lower-case hexadecimal digits. */
    static long bits(long digits) {
        long letter = digits >>> 6 & ONES;
        long nibbles = (digits & 0x0F0F0F0F0F0F0F0FL) + letter * 9;
        if ((nibbles & HIGH >>> 3) != 0 || letters(nibbles & 0x0F0F0F0F0F0F0F0FL) != digits) {
            return -1;
        }
        nibbles = (nibbles | nibbles >>> 4) & 0x00FF00FF00FF00FFL;
        nibbles = (nibbles | nibbles >>> 8) & 0x0000FFFF0000FFFFL;
        return (nibbles | nibbles >>> 16) & 0xFFFFFFFFL;
    }

    /** Reads 64 digits as four words; false when they are anything else. */
    static boolean mac(byte[] text, int from, int length, long[] into, int to) {
        if (length != MAC_DIGITS) {
            return false;
        }
        for (int i = 0; i < MAC_WORDS; i++) {
            int at = from + i * 2 * BYTES;
            long high = bits(big(text, at));
            long low = bits(big(text, at + BYTES));
            if (high < 0 || low < 0) {
                return false;
            }
            into[to + i] = high << Integer.SIZE | low;
        }
        return true;
    }

    /** Writes four words as 64 digits. */
    static String mac(long[] words, int from) {
        byte[] text = new byte[MAC_DIGITS];
        for (int i = 0; i < MAC_WORDS; i++) {
            putBig(text, i * 2 * BYTES, digits((int) (words[from + i] >>> Integer.SIZE)));
            putBig(text, i * 2 * BYTES + BYTES, digits((int) words[from + i]));
        }
        return new String(text, StandardCharsets.US_ASCII);
    }

    private Words() {}
}
