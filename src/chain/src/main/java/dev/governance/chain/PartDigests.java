package dev.governance.chain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A short digest of each part of a row, kept from when the console first saw it. It proves nothing, the MAC does that;
 * it names the part that changed once the MAC has failed.
 *
 * @param hex 16 hexadecimal digits for each {@link Part}, in their order
 */
public record PartDigests(String hex) {
    private static final int DIGITS = 16; // 64 bits: an accident hits one in 10^19, and an attack gains nothing
    private static final List<Part> PARTS = List.of(Part.values());
    private static final int LENGTH = DIGITS * PARTS.size();

    /**
     * Wraps a stored record.
     *
     * @throws IllegalArgumentException when it has another length, as a later version's has
     */
    public PartDigests {
        if (hex.length() != LENGTH) {
            throw new IllegalArgumentException("a record of a row has " + LENGTH + " digits, not " + hex.length());
        }
    }

    /** A stored record; empty when it is none that this version can read. */
    public static Optional<PartDigests> read(@Nullable String hex) {
        return hex == null || hex.length() != LENGTH ? Optional.empty() : Optional.of(new PartDigests(hex));
    }

    public static PartDigests of(ChainRow row) {
        StringBuilder hex = new StringBuilder(LENGTH);
        MessageDigest digest = Digests.sha256();
        byte[] eventId = bytes(row.event().eventId());
        for (Part part : PARTS) {
            byte[] whole = digest(digest, part, eventId, part.of(row));
            HexFormat.of().formatHex(hex, whole, 0, DIGITS / 2);
        }
        return new PartDigests(hex.toString());
    }

    /** The event's id keeps equal texts of different events apart; a leading byte keeps absent from empty. */
    private static byte[] digest(MessageDigest digest, Part part, byte[] eventId, @Nullable String content) {
        digest.update(eventId);
        digest.update((byte) ' ');
        digest.update(part.name().getBytes(StandardCharsets.US_ASCII));
        digest.update((byte) (content == null ? 0 : 1));
        return digest.digest(content == null ? new byte[0] : content.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] bytes(UUID eventId) {
        return eventId.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether that part of the event, of which nothing else may be left, was this. */
    public boolean had(UUID eventId, Part part, String content) {
        byte[] whole = digest(Digests.sha256(), part, bytes(eventId), content);
        String wanted = HexFormat.of().formatHex(whole, 0, DIGITS / 2);
        return hex.startsWith(wanted, PARTS.indexOf(part) * DIGITS);
    }

    /** What is no longer as it was. */
    public Set<Part> changed(ChainRow row) {
        String now = of(row).hex;
        Set<Part> changed = EnumSet.noneOf(Part.class);
        int at = 0;
        for (Part part : PARTS) {
            if (!now.regionMatches(at, hex, at, DIGITS)) {
                changed.add(part);
            }
            at += DIGITS;
        }
        return changed;
    }

    /**
     * Says of a row whose MAC failed what became of it.
     *
     * @param verdict what the MAC alone could say
     */
    public String sentence(ChainRow row, String verdict) {
        Set<Part> changed = changed(row);
        if (changed.isEmpty()) {
            return verdict + " It was like this already when the console first saw it.";
        }
        if (changed.equals(Set.of(Part.HMAC))) {
            return "The HMAC was replaced.";
        }
        return joined(changed.stream().map(Part::words).toList())
                + (changed.size() == 1 ? " was" : " were")
                + " modified after signing.";
    }

    private static String joined(List<String> words) {
        StringBuilder out = new StringBuilder(words.get(0));
        for (int i = 1; i < words.size(); i++) {
            String word = words.get(i);
            out.append(i == words.size() - 1 ? " and " : ", ")
                    .append(Character.toLowerCase(word.charAt(0)))
                    .append(word, 1, word.length());
        }
        return out.toString();
    }
}
