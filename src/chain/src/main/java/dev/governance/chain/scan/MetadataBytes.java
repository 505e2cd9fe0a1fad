package dev.governance.chain.scan;

import java.util.Arrays;

/**
 * Brings JSON as JSONB prints it into the form that is signed, byte by byte: members sorted, blanks dropped, strings and
 * plain numbers as they stand. What it is not sure of it declines, and {@link dev.governance.chain.CanonicalJson} does
 * it: keys with escapes, escapes by number, repeated keys, floats that may not be their own shortest form, deep or huge
 * values, and all that is not JSON.
 */
final class MetadataBytes {
    /** Recursion ends here, far above what a small stack holds. */
    private static final int DEPTH = 32;

    /** Of one object; sorting by insertion takes their square. */
    private static final int MEMBERS = 64;

    private static final int MEMBERS_OPEN = 1024;

    private byte[] in = {};
    private int at;
    private int end;
    private CanonicalBytes out = new CanonicalBytes();

    /** The members of the objects that stand open, those of an inner one behind those of its outer. */
    private final int[] keyFrom = new int[MEMBERS_OPEN];

    private final int[] keyTo = new int[MEMBERS_OPEN];
    private final int[] outFrom = new int[MEMBERS_OPEN];
    private final int[] outTo = new int[MEMBERS_OPEN];
    private final int[] order = new int[MEMBERS_OPEN];
    private int members;
    private byte[] scratch = new byte[4096];

    /**
     * Appends the canonical form of some JSON text.
     *
     * @return whether it was sure; if not, what was appended means nothing
     */
    boolean append(CanonicalBytes to, byte[] source, int from, int length) {
        in = source;
        at = from;
        end = from + length;
        out = to;
        members = 0;
        out.reserve(length);
        blanks();
        if (!value(0)) {
            return false;
        }
        blanks();
        return at == end;
    }

    private boolean value(int depth) {
        return switch (peek()) {
            case '"' -> string(true);
            case '{' -> depth < DEPTH && object(depth + 1);
            case '[' -> depth < DEPTH && array(depth + 1);
            case 't' -> word(TRUE);
            case 'f' -> word(FALSE);
            case 'n' -> word(NULL);
            default -> number();
        };
    }

    private boolean object(int depth) {
        int first = members;
        pass('{');
        blanks();
        if (peek() == '}') {
            return pass('}');
        }
        boolean ordered = true;
        do {
            blanks();
            int member = members;
            if (member - first == MEMBERS || member == MEMBERS_OPEN || !member(member, depth)) {
                return false;
            }
            ordered &= member == first || compare(member - 1, member) < 0;
            blanks();
        } while (peek() == ',' && pass(','));
        if (peek() != '}' || !(ordered || sort(first))) {
            return false;
        }
        members = first;
        return pass('}');
    }

    private boolean member(int member, int depth) {
        members++;
        outFrom[member] = out.size();
        keyFrom[member] = at + 1;
        if (peek() != '"' || !string(false)) {
            return false;
        }
        keyTo[member] = at - 1;
        blanks();
        if (peek() != ':') {
            return false;
        }
        pass(':');
        blanks();
        boolean sure = value(depth);
        outTo[member] = out.size();
        return sure;
    }

    /** UTF-8 sorts as code points do. */
    private int compare(int one, int other) {
        return Arrays.compareUnsigned(in, keyFrom[one], keyTo[one], in, keyFrom[other], keyTo[other]);
    }

    /** Puts the members from {@code first} on into the order of their keys; false when two keys are the same. */
    private boolean sort(int first) {
        for (int i = first; i < members; i++) {
            int place = i;
            while (place > first) {
                int compared = compare(order[place - 1], i);
                if (compared == 0) {
                    return false;
                }
                if (compared < 0) {
                    break;
                }
                order[place] = order[place - 1];
                place--;
            }
            order[place] = i;
        }
        rearrange(first);
        return true;
    }

    private void rearrange(int first) {
        int from = outFrom[first];
        int length = out.size() - from;
        if (scratch.length < length) {
            scratch = new byte[length * 2];
        }
        byte[] bytes = out.array();
        System.arraycopy(bytes, from, scratch, 0, length);
        int to = from;
        for (int i = first; i < members; i++) {
            int member = order[i];
            if (i > first) {
                bytes[to++] = ',';
            }
            int size = outTo[member] - outFrom[member];
            System.arraycopy(scratch, outFrom[member] - from, bytes, to, size);
            to += size;
        }
    }

    private boolean array(int depth) {
        pass('[');
        blanks();
        if (peek() == ']') {
            return pass(']');
        }
        do {
            blanks();
            if (!value(depth)) {
                return false;
            }
            blanks();
        } while (peek() == ',' && pass(','));
        return peek() == ']' && pass(']');
    }

    /** A string from its first quote to its last. */
    private boolean string(boolean withEscapes) {
        pass('"');
        while (true) {
            at = out.plain(in, at, end);
            int b = peek();
            if (b == '"') {
                return pass('"');
            }
            if (b == '\\' && withEscapes) {
                if (!escape()) {
                    return false;
                }
            } else if (b == DELETE || b >= 0x80) {
                at = out.escaped(in, at, end);
                if (at < 0) {
                    return false;
                }
            } else {
                return false;
            }
        }
    }

    /** The short escapes are Python's; JSONB never prints the one of the slash. */
    private boolean escape() {
        pass('\\');
        return switch (peek()) {
            case '"', '\\', 'n', 'r', 't', 'b', 'f' -> pass(peek());
            default -> false;
        };
    }

    private boolean number() {
        int length = PlainNumber.length(in, at, end);
        if (length == 0) {
            return false;
        }
        System.arraycopy(in, at, out.array(), out.size(), length);
        out.sizeIs(out.size() + length);
        at += length;
        return true;
    }

    private boolean word(byte[] word) {
        if (end - at < word.length || !Arrays.equals(in, at, at + word.length, word, 0, word.length)) {
            return false;
        }
        out.append(word);
        at += word.length;
        return true;
    }

    private boolean pass(int b) {
        out.put(b);
        at++;
        return true;
    }

    private void blanks() {
        while (at < end && (in[at] == ' ' || in[at] == '\n' || in[at] == '\t' || in[at] == '\r')) {
            at++;
        }
    }

    /** The next byte, 0 to 255, or -1 at the end. */
    private int peek() {
        return at < end ? in[at] & 0xFF : -1;
    }

    private static final int DELETE = 0x7F;
    private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
    private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};
}
