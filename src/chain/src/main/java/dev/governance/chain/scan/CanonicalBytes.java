package dev.governance.chain.scan;

import java.util.Arrays;

/** The bytes that are signed, written into one array that is used again for each row. */
final class CanonicalBytes {
    private static final int USUAL = 64 * 1024;

    private static final int SLACK = 32; // words are written past the end
    private static final int LONGEST_ESCAPE = 12; // of a pair of surrogates

    private byte[] bytes = new byte[USUAL];
    private int size;

    /** Begins a row. */
    void clear() {
        size = 0;
        if (bytes.length > USUAL) {
            bytes = new byte[USUAL]; // what one huge row needed is not kept
        }
    }

    byte[] array() {
        return bytes;
    }

    int size() {
        return size;
    }

    void sizeIs(int newSize) {
        size = newSize;
    }

    /** Makes room for {@code more} bytes and some. */
    void reserve(int more) {
        if (bytes.length - size < more + SLACK) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more + SLACK));
        }
    }

    /** Appends a byte for which there is room. */
    void put(int b) {
        bytes[size++] = (byte) b;
    }

    void append(byte[] text) {
        append(text, 0, text.length);
    }

    void append(byte[] source, int from, int length) {
        reserve(length);
        System.arraycopy(source, from, bytes, size, length);
        size += length;
    }

    /** Appends 16 bytes as a UUID in quotes. */
    void uuid(byte[] source, int at) {
        reserve(38);
        byte[] out = bytes;
        int to = size;
        out[to] = '"';
        Words.putBig(out, to + 1, Words.digits(Words.bigInt(source, at)));
        long middle = Words.digits(Words.bigInt(source, at + 4));
        Words.putBig(out, to + 10, middle);
        Words.putBig(out, to + 15, middle << 32);
        out[to + 9] = '-';
        out[to + 14] = '-';
        middle = Words.digits(Words.bigInt(source, at + 8));
        Words.putBig(out, to + 20, middle);
        Words.putBig(out, to + 25, middle << 32);
        out[to + 19] = '-';
        out[to + 24] = '-';
        Words.putBig(out, to + 29, Words.digits(Words.bigInt(source, at + 12)));
        out[to + 37] = '"';
        size = to + 38;
    }

    /**
     * Appends UTF-8 as a JSON string, in quotes.
     *
     * @return whether it was UTF-8
     */
    boolean text(byte[] source, int from, int length) {
        int to = from + length;
        reserve(length + 2);
        put('"');
        int at = plain(source, from, to);
        while (at < to) {
            at = escaped(source, at, to);
            if (at < 0) {
                return false;
            }
            at = plain(source, at, to);
        }
        put('"');
        return true;
    }

    /**
     * Copies bytes as long as they stand in JSON text as they are. There must be room for all of them.
     *
     * @return where it stopped
     */
    int plain(byte[] source, int from, int to) {
        byte[] out = bytes;
        int written = size;
        int at = from;
        int lastWord = Math.min(to, source.length - Words.BYTES + 1);
        while (at < lastWord) {
            long word = Words.little(source, at);
            Words.putLittle(out, written, word);
            long marks = Words.special(word);
            int run = marks == Words.PLAIN ? Words.BYTES : Words.before(marks);
            if (run < Words.BYTES || at + run >= to) {
                run = Math.min(run, to - at);
                size = written + run;
                return at + run;
            }
            at += run;
            written += run;
        }
        while (at < to && isPlain(source[at])) {
            out[written++] = source[at++];
        }
        size = written;
        return at;
    }

    private static boolean isPlain(byte b) {
        return b >= ' ' && b != '"' && b != '\\' && b != 0x7F;
    }

    /**
     * Appends the character at {@code at}, which does not stand as it is, as an escape, and makes room for the rest.
     *
     * @return where the next character begins, or -1 when this is not UTF-8
     */
    int escaped(byte[] source, int at, int to) {
        reserve(to - at + LONGEST_ESCAPE);
        byte b = source[at];
        if (b < 0) {
            return beyondAscii(source, at, to);
        }
        int letter = switch (b) {
            case '"', '\\' -> b;
            case '\n' -> 'n';
            case '\r' -> 'r';
            case '\t' -> 't';
            case '\b' -> 'b';
            case '\f' -> 'f';
            default -> 'u';
        };
        if (letter == 'u') {
            unit(b);
        } else {
            put('\\');
            put(letter);
        }
        return at + 1;
    }

    private int beyondAscii(byte[] source, int at, int to) {
        int b = source[at] & 0xFF;
        int more = b >= 0xF0 ? 3 : b >= 0xE0 ? 2 : 1;
        if (b < 0xC2 || b > 0xF4 || at + more >= to) {
            return -1;
        }
        int point = b & (0x3F >> more);
        for (int i = 1; i <= more; i++) {
            int next = (source[at + i] & 0xFF) ^ 0x80;
            if ((next & 0xC0) != 0) {
                return -1;
            }
            point = point << 6 | next;
        }
        if (!isWhole(point, more)) {
            return -1;
        }
        if (point > 0xFFFF) {
            unit(Character.highSurrogate(point));
            unit(Character.lowSurrogate(point));
        } else {
            unit(point);
        }
        return at + 1 + more;
    }

    /** No longer than it need be, no surrogate, and a character at all (Unicode, table 3-7). */
    private static boolean isWhole(int point, int more) {
        return switch (more) {
            case 1 -> true;
            case 2 -> point >= 0x800 && (point < 0xD800 || point > 0xDFFF);
            default -> point >= 0x10000 && point <= 0x10FFFF;
        };
    }

    private void unit(int unit) {
        bytes[size] = '\\';
        bytes[size + 1] = 'u';
        for (int i = 0; i < 4; i++) {
            bytes[size + 2 + i] = (byte) Character.forDigit(unit >> (12 - 4 * i) & 0xF, 16);
        }
        size += 6;
    }
}
