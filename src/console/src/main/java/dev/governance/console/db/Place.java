package dev.governance.console.db;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a list goes on: the time and the id of the last row that was shown. It gives no right. */
public record Place(Instant at, UUID id) {
    /** Before every row of a list that begins with the newest. */
    public static final Place NEWEST = new Place(Instant.parse("9999-01-01T00:00:00Z"), new UUID(-1, -1));

    private static final Pattern FORM = Pattern.compile("(\\d{1,17})\\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})");

    /** As an address carries it. */
    public String text() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at) + "." + id;
    }

    /**
     * Reads one; {@code first} when there is none.
     *
     * @throws Refusal INVALID when it is none
     */
    public static Place read(@Nullable String text, Place first) {
        if (text == null) {
            return first;
        }
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new Refusal(
                    Fault.INVALID, "invalid_cursor", "cursor is the one that the page before gave; begin without it");
        }
        return new Place(
                Instant.EPOCH.plus(Long.parseLong(parts.group(1)), ChronoUnit.MICROS), UUID.fromString(parts.group(2)));
    }

    public OffsetDateTime time() {
        return at.atOffset(ZoneOffset.UTC);
    }
}
