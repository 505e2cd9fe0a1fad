package dev.governance.console.explorer;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Explorer;
import dev.governance.console.wire.EventPage;
import dev.governance.console.wire.Json;
import dev.governance.console.wire.StoredTime;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;

/**
 * Where reading goes on, as a client carries it. It holds no secret and gives no right: whoever changes it reads
 * another place of what they may read anyway.
 *
 * @param backwards whether the page above is meant
 * @param upTo the greatest chain_seq when the first page was read
 * @param total of the first page; in a search what was found before
 */
record Cursor(boolean backwards, Place place, long upTo, EventPage.Total total) {
    private static final byte VERSION = 1;
    private static final byte BACKWARDS = 1;
    private static final byte EXACT = 2;
    private static final int CHECKED = 4;
    private static final int LENGTH = 2 + 7 * Long.BYTES + CHECKED;

    /** What the filter and the direction of a listing are known by. */
    static long tag(Explorer.Listing listing) {
        return ByteBuffer.wrap(
                        digest((Json.write(listing.filter()) + listing.ascending()).getBytes(StandardCharsets.UTF_8)))
                .getLong();
    }

    String text(long tag) {
        ByteBuffer bytes = ByteBuffer.allocate(LENGTH)
                .put(VERSION)
                .put((byte) ((backwards ? BACKWARDS : 0) | (total.exact() ? EXACT : 0)))
                .putLong(tag)
                .putLong(micros(place.createdAt()))
                .putLong(place.chainSeq())
                .putLong(place.eventId().getMostSignificantBits())
                .putLong(place.eventId().getLeastSignificantBits())
                .putLong(upTo)
                .putLong(total.count());
        bytes.put(digest(bytes.array(), bytes.position()), 0, CHECKED);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /**
     * Reads one.
     *
     * @throws Refusal INVALID when it is none of this version, damaged, or of another filter
     */
    static Cursor read(String text, long tag) {
        byte[] decoded = decoded(text);
        if (decoded.length == 0 || decoded[0] != VERSION) {
            throw invalid("it is not a cursor of this version of the console");
        }
        if (decoded.length != LENGTH || !isWhole(decoded)) {
            throw invalid("it is damaged");
        }
        ByteBuffer bytes = ByteBuffer.wrap(decoded, 1, LENGTH - 1);
        int flags = bytes.get();
        if (bytes.getLong() != tag) {
            throw invalid("it belongs to another filter or order");
        }
        Place place = new Place(moment(bytes.getLong()), bytes.getLong(), new UUID(bytes.getLong(), bytes.getLong()));
        long upTo = bytes.getLong();
        EventPage.Total total = new EventPage.Total(bytes.getLong(), (flags & EXACT) != 0);
        return new Cursor((flags & BACKWARDS) != 0, place, upTo, total);
    }

    private static byte[] decoded(String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw invalid("it is damaged");
        }
    }

    private static boolean isWhole(byte[] bytes) {
        byte[] sum = digest(bytes, LENGTH - CHECKED);
        return ByteBuffer.wrap(sum, 0, CHECKED).equals(ByteBuffer.wrap(bytes, LENGTH - CHECKED, CHECKED));
    }

    private static byte[] digest(byte[] bytes, int length) {
        return digest(ByteBuffer.allocate(length).put(bytes, 0, length).array());
    }

    private static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static long micros(Instant moment) {
        if (StoredTime.isAfterAll(moment)) {
            return Long.MAX_VALUE;
        }
        return StoredTime.isBeforeAll(moment) ? Long.MIN_VALUE : ChronoUnit.MICROS.between(Instant.EPOCH, moment);
    }

    private static Instant moment(long micros) {
        if (micros == Long.MAX_VALUE) {
            return Instant.MAX;
        }
        try {
            return micros == Long.MIN_VALUE ? Instant.MIN : Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
        } catch (DateTimeException | ArithmeticException e) {
            throw invalid("it is damaged");
        }
    }

    private static Refusal invalid(String why) {
        return new Refusal(
                Fault.INVALID,
                "invalid_cursor",
                "cursor: " + why + "; ask for the first page without it and take next_cursor from there");
    }
}
