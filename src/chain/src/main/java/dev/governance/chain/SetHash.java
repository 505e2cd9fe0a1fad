package dev.governance.chain;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.UUID;

/**
 * A digest of a set of marks to which one can be added, and from which one can be taken, without looking at the others:
 * AdHash (Bellare and Micciancio, 1997), the sum modulo 2^4096 of the marks, each spread over 4096 bits by SHA-256 in
 * counter mode. The best attack known is Wagner's on the generalised birthday problem; at 4096 bits it takes 2^128
 * steps. For one thread.
 */
public final class SetHash {
    /** Of the sum. */
    public static final int BYTES = 512;

    private static final int WORDS = BYTES / Long.BYTES;
    private static final int DIGEST = 32;

    /** Bytes of a mark before its last MAC. */
    public static final int FIXED = 80;

    private static final byte[] DOMAIN = "governance.mark.v1".getBytes(StandardCharsets.US_ASCII);

    /** The number, its lowest 64 bits first. */
    private final long[] sum = new long[WORDS];

    private final MessageDigest sha256 = Digests.sha256();
    private final ByteBuffer fixed = ByteBuffer.allocate(FIXED);
    private final byte[] seed = new byte[DIGEST + 1];
    private final byte[] element = new byte[BYTES];
    private final ByteBuffer words = ByteBuffer.wrap(element);

    /** Of no marks. */
    public SetHash() {}

    /**
     * Goes on with what {@link #bytes()} gave.
     *
     * @throws IllegalArgumentException when it is not 512 bytes long
     */
    public static SetHash of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("the sum of marks has " + BYTES + " bytes, not " + bytes.length);
        }
        SetHash hash = new SetHash();
        ByteBuffer.wrap(bytes).asLongBuffer().get(hash.sum);
        reverse(hash.sum);
        return hash;
    }

    public void add(UUID sessionId, Mark mark) {
        spread(sessionId, mark);
        addElement();
    }

    /**
     * Adds a mark as bytes.
     *
     * @param mark its session, events, last sequence number, last id and digest, {@value #FIXED} bytes, the highest of
     *     each number first
     * @param text holds its last MAC, in UTF-8, from {@code from} on
     */
    public void add(byte[] mark, byte[] text, int from, int length) {
        spread(mark, text, from, length);
        addElement();
    }

    private void addElement() {
        long carry = 0;
        for (int i = 0; i < WORDS; i++) {
            long before = sum[i];
            long with = before + word(i) + carry;
            sum[i] = with;
            carry = Carry.ofSum(before, with, carry);
        }
    }

    public void remove(UUID sessionId, Mark mark) {
        spread(sessionId, mark);
        long borrow = 0;
        for (int i = 0; i < WORDS; i++) {
            long before = sum[i];
            long without = before - word(i) - borrow;
            sum[i] = without;
            borrow = Carry.ofDifference(before, without, borrow);
        }
    }

    /** Of the present element, the lowest word at 0. */
    private long word(int place) {
        return words.getLong(BYTES - Long.BYTES * (place + 1));
    }

    private void spread(UUID sessionId, Mark mark) {
        fixed.clear();
        fixed.putLong(sessionId.getMostSignificantBits()).putLong(sessionId.getLeastSignificantBits());
        fixed.putLong(mark.events()).putLong(mark.lastSeq());
        fixed.putLong(mark.lastId().getMostSignificantBits())
                .putLong(mark.lastId().getLeastSignificantBits());
        fixed.put(HexFormat.of().parseHex(mark.digest()));
        byte[] mac = mark.lastMac().getBytes(StandardCharsets.UTF_8);
        spread(fixed.array(), mac, 0, mac.length);
    }

    private void spread(byte[] mark, byte[] mac, int from, int length) {
        sha256.update(DOMAIN);
        sha256.update(mark, 0, FIXED);
        sha256.update(mac, from, length);
        digestInto(seed, 0);
        for (int block = 0; block < BYTES / DIGEST; block++) {
            seed[DIGEST] = (byte) block;
            sha256.update(seed);
            digestInto(element, block * DIGEST);
        }
    }

    private void digestInto(byte[] bytes, int offset) {
        try {
            sha256.digest(bytes, offset, DIGEST);
        } catch (DigestException e) {
            throw new IllegalStateException("SHA-256 does not fit into 32 bytes", e);
        }
    }

    /** The sum, its highest byte first. */
    public byte[] bytes() {
        long[] highestFirst = sum.clone();
        reverse(highestFirst);
        ByteBuffer bytes = ByteBuffer.allocate(BYTES);
        bytes.asLongBuffer().put(highestFirst);
        return bytes.array();
    }

    /** SHA-256 of the sum in hexadecimal: what a head states. */
    public String root() {
        return HexFormat.of().formatHex(Digests.sha256().digest(bytes()));
    }

    private static void reverse(long[] words) {
        for (int i = 0; i < words.length / 2; i++) {
            long kept = words[i];
            words[i] = words[words.length - 1 - i];
            words[words.length - 1 - i] = kept;
        }
    }
}
