package dev.governance.chain.scan;

import java.util.Arrays;

/** What stands before the first row of a binary COPY (PostgreSQL, COPY, "File Header"). */
final class CopyHeader {
    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0};
    private static final int LENGTH = SIGNATURE.length + 8; // then flags, and the length of an extension

    /** How many bytes of a message it takes: none, except in the first one. */
    static int length(byte[] message) {
        boolean begins = message.length >= LENGTH
                && message[0] == SIGNATURE[0]
                && Arrays.equals(message, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length);
        return begins ? LENGTH : 0;
    }

    private CopyHeader() {}
}
