package dev.governance.chain;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * A digest of rows whatever their order: the sum modulo 2^256 of the SHA-256 of each row's chain_seq (eight bytes, the
 * highest first) and the UTF-8 of its MAC. Digests of parts add up to the digest of the whole.
 */
public final class MarkDigest {
    /** Of no rows. */
    public static final MarkDigest NONE = new MarkDigest(0, 0, 0, 0);

    private static final int BYTES = 32;
    private static final int SEQ_BYTES = 8;

    /** The number, its highest 64 bits first. */
    private final long a;

    private final long b;
    private final long c;
    private final long d;

    private MarkDigest(long a, long b, long c, long d) {
        this.a = a;
        this.b = b;
        this.c = c;
        this.d = d;
    }

    /**
     * Reads what {@link #hex()} wrote.
     *
     * @throws IllegalArgumentException when it is not 64 hexadecimal digits
     */
    public static MarkDigest ofHex(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a digest of rows has 64 hexadecimal digits, not " + hex.length());
        }
        ByteBuffer read = ByteBuffer.wrap(bytes);
        return new MarkDigest(read.getLong(), read.getLong(), read.getLong(), read.getLong());
    }

    /** With one row more. */
    public MarkDigest plus(long chainSeq, String mac) {
        Sum sum = new Sum();
        sum.add(this);
        sum.add(chainSeq, mac);
        return sum.digest();
    }

    /** With all the rows of another digest. */
    public MarkDigest plus(MarkDigest other) {
        Sum sum = new Sum();
        sum.add(this);
        sum.add(other);
        return sum.digest();
    }

    /** 64 hexadecimal digits. */
    public String hex() {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES);
        bytes.putLong(a).putLong(b).putLong(c).putLong(d);
        return HexFormat.of().formatHex(bytes.array());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MarkDigest digest && a == digest.a && b == digest.b && c == digest.c && d == digest.d;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(a ^ b ^ c ^ d);
    }

    @Override
    public String toString() {
        return hex();
    }

    /** Adds up many rows without an object for each; for one thread. */
    public static final class Sum {
        private final MessageDigest sha256 = Digests.sha256();
        private final byte[] block = new byte[BYTES];
        private final ByteBuffer read = ByteBuffer.wrap(block);
        private long a;
        private long b;
        private long c;
        private long d;

        /** Adds a row. */
        public void add(long chainSeq, String mac) {
            byte[] bytes = mac.getBytes(StandardCharsets.UTF_8);
            add(chainSeq, bytes, 0, bytes.length);
        }

        /** Adds a row whose MAC stands, as UTF-8, somewhere in {@code bytes}. */
        public void add(long chainSeq, byte[] bytes, int offset, int length) {
            read.putLong(0, chainSeq);
            sha256.update(block, 0, SEQ_BYTES);
            sha256.update(bytes, offset, length);
            try {
                sha256.digest(block, 0, BYTES);
            } catch (DigestException e) {
                throw new IllegalStateException("SHA-256 does not fit into 32 bytes", e);
            }
            add(read.getLong(0), read.getLong(8), read.getLong(16), read.getLong(24));
        }

        /** Adds all the rows of a digest. */
        public void add(MarkDigest other) {
            add(other.a, other.b, other.c, other.d);
        }

        private void add(long otherA, long otherB, long otherC, long otherD) {
            long sumD = d + otherD;
            long carry = Carry.ofSum(d, sumD, 0);
            d = sumD;
            long sumC = c + otherC + carry;
            carry = Carry.ofSum(c, sumC, carry);
            c = sumC;
            long sumB = b + otherB + carry;
            carry = Carry.ofSum(b, sumB, carry);
            b = sumB;
            a += otherA + carry;
        }

        public MarkDigest digest() {
            return new MarkDigest(a, b, c, d);
        }

        /** Begins anew. */
        public void clear() {
            a = 0;
            b = 0;
            c = 0;
            d = 0;
        }
    }
}
