package dev.governance.chain.scan;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 over MACs as they stand in a row. For one thread. */
final class MacDigest {
    private static final int BYTES = 32;

    private final MessageDigest sha256;
    private final byte[] block = new byte[BYTES];

    MacDigest() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime lacks SHA-256", e);
        }
    }

    /** What a row adds to the digest of its session, as {@link dev.governance.chain.MarkDigest} says. */
    void row(long chainSeq, byte[] text, int from, int length, long[] into) {
        Words.putBig(block, 0, chainSeq);
        sha256.update(block, 0, Long.BYTES);
        text(text, from, length, into, 0);
    }

    /**
     * Writes the four words of a MAC; those of its digest when it is none, so that equal texts have equal words.
     *
     * @return whether it is one
     */
    boolean write(byte[] text, int from, int length, long[] into, int to) {
        if (Words.mac(text, from, length, into, to)) {
            return true;
        }
        text(text, from, length, into, to);
        return false;
    }

    private void text(byte[] text, int from, int length, long[] into, int to) {
        sha256.update(text, from, length);
        try {
            sha256.digest(block, 0, BYTES);
        } catch (DigestException e) {
            throw new IllegalStateException("SHA-256 does not fit into " + BYTES + " bytes", e);
        }
        for (int i = 0; i < Sum.WORDS; i++) {
            into[to + i] = Words.big(block, i * Long.BYTES);
        }
    }
}
