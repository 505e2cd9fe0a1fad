package dev.governance.chain;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;

/** Times as the chain writes them: Python's isoformat in UTC, with microseconds only when there are any. */
public final class Timestamps {
    private static final DateTimeFormatter WHOLE = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'+00:00'");
    private static final DateTimeFormatter FRACTION =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'+00:00'");

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

    /** The present, cut to microseconds: PostgreSQL would round, and the MAC would not hold. */
    public static Instant now(Clock clock) {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    public static String iso(Instant instant) {
        if (instant.isBefore(FIRST) || !instant.isBefore(END)) {
            return instant.toString(); // PostgreSQL's infinity, which Python has no time for and nobody signs
        }
        Instant cut = instant.truncatedTo(ChronoUnit.MICROS);
        DateTimeFormatter form = cut.get(ChronoField.MICRO_OF_SECOND) == 0 ? WHOLE : FRACTION;
        return form.format(cut.atOffset(ZoneOffset.UTC));
    }

    /**
     * Reads what {@link #iso} writes; a time without an offset is UTC.
     *
     * @throws java.time.DateTimeException when it is no such time
     */
    public static Instant parse(String iso) {
        TemporalAccessor read =
                DateTimeFormatter.ISO_DATE_TIME.parseBest(iso, OffsetDateTime::from, LocalDateTime::from);
        return read instanceof OffsetDateTime offset
                ? offset.toInstant()
                : ((LocalDateTime) read).toInstant(ZoneOffset.UTC);
    }

    private Timestamps() {}
}
