package dev.governance.chain;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A signed statement about all marks, chained to the one before.
 *
 * @param number counted from 1
 * @param at in microseconds
 * @param marked which rows the marks are about
 * @param sessions how many there are marks of, with {@code events} rows in all
 * @param root what {@link SetHash#root()} gives over all marks
 * @param previous {@link #hash()} of the head before; 64 zeros when there was none
 * @param reason why the marks begin anew here, in a person's words; null for a head that goes on
 * @param keyFingerprint of the key that signed it
 * @param signature in hexadecimal
 */
public record MarkHead(
        long number,
        Instant at,
        Marked marked,
        long sessions,
        long events,
        String root,
        String previous,
        @Nullable String reason,
        String keyFingerprint,
        String signature) {
    /** What the first head of all follows. */
    public static final String NOTHING = "0".repeat(64);

    /** Makes a head and signs it. */
    public static MarkHead signed(
            MarksKey key,
            long number,
            Instant at,
            Marked marked,
            long sessions,
            long events,
            String root,
            String previous,
            @Nullable String reason) {
        String fingerprint = key.publicKey().fingerprint();
        MarkHead draft = new MarkHead(number, at, marked, sessions, events, root, previous, reason, fingerprint, "");
        return new MarkHead(
                number,
                at,
                marked,
                sessions,
                events,
                root,
                previous,
                reason,
                fingerprint,
                key.sign(draft.canonicalBytes()));
    }

    public boolean isSignedBy(MarksPublicKey key) {
        return key.signed(canonicalBytes(), signature);
    }

    /** Whether an operator let the marks begin anew here. */
    public boolean isAdoption() {
        return reason != null;
    }

    /** What is signed: a line for each component; the reason, which may hold line breaks, comes last. */
    byte[] canonicalBytes() {
        return String.join(
                        "\n",
                        "governance.marks.head.v1",
                        Long.toString(number),
                        Timestamps.iso(at),
                        Long.toString(marked.upTo()),
                        marked.gaps().toString(),
                        Long.toString(sessions),
                        Long.toString(events),
                        root,
                        previous,
                        keyFingerprint,
                        reason == null ? "-" : "=" + reason)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** SHA-256, in hexadecimal, of what is signed and of the signature. */
    public String hash() {
        var digest = Digests.sha256();
        digest.update(canonicalBytes());
        digest.update(("\n" + signature).getBytes(StandardCharsets.US_ASCII));
        return HexFormat.of().formatHex(digest.digest());
    }
}
