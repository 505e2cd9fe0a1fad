package dev.governance.chain.scan;

import dev.governance.chain.ChainKey;
import dev.governance.chain.KeyRing;
import java.time.DateTimeException;
import java.util.LinkedHashSet;
import java.util.Set;

/** Proves rows by their MACs, with the key of the stretch that they lie in. For one thread. */
final class RowProof {
    private static final int MAC_BYTES = 32;
    private static final int PREFIX = 16;
    private static final int UNRESOLVED_LIMIT = 100;

    private final KeyRing keys;
    private final RowBytes bytes = new RowBytes();
    private final byte[] mac = new byte[MAC_BYTES];
    private final Set<String> unresolved = new LinkedHashSet<>();
    private KeyRing.Signer signer;

    RowProof(KeyRing keys) {
        this.keys = keys;
        this.signer = new KeyRing.Signer(0, 0, null, null); // covers nothing
    }

    /** What a row's MAC says. */
    enum Result {
        HOLDS,
        /** The key is not available, so nothing is said. */
        UNPROVEN,
        /** It does not fit what the row says, or not plainly. */
        DIFFERS
    }

    /**
     * Proves a row.
     *
     * @param stored holds, from {@code at} on, the four words of the MAC that is stored with it
     */
    Result of(CopyRow row, long[] stored, int at) {
        long chainSeq = row.number(CopyRow.CHAIN_SEQ);
        if (!signer.covers(chainSeq)) {
            signer = keys.signerAt(chainSeq);
            noteUnresolved();
        }
        ChainKey key = signer.key();
        if (key == null) {
            return Result.UNPROVEN;
        }
        return fits(row, key, stored, at) ? Result.HOLDS : Result.DIFFERS;
    }

    private void noteUnresolved() {
        String fingerprint = signer.fingerprint();
        if (fingerprint != null && signer.key() == null && unresolved.size() < UNRESOLVED_LIMIT) {
            unresolved.add(fingerprint.substring(0, Math.min(PREFIX, fingerprint.length())));
        }
    }

    private boolean fits(CopyRow row, ChainKey key, long[] stored, int at) {
        if (bytes.write(row)) {
            key.mac(bytes.array(), 0, bytes.size(), mac);
        } else if (!exactMac(row, key)) {
            return false;
        }
        long differing = 0; // compared as a whole: where they differ must not show in the time it takes
        for (int i = 0; i < Sum.WORDS; i++) {
            differing |= Words.big(mac, i * Long.BYTES) ^ stored[at + i];
        }
        return differing == 0;
    }

    private boolean exactMac(CopyRow row, ChainKey key) {
        try {
            byte[] message = row.exact().event().canonicalBytes();
            key.mac(message, 0, message.length, mac);
            return true;
        } catch (IllegalArgumentException | DateTimeException e) {
            return false; // nothing that anybody signed
        }
    }

    /** The first 16 digits of keys that were missing, at most a hundred. */
    Set<String> unresolved() {
        return unresolved;
    }
}
