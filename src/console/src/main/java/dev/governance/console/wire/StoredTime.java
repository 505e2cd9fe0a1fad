package dev.governance.console.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;

/** A moment that the database holds, which may be infinity: no clock says that, but whoever may write can. */
public final class StoredTime {
    /** PostgreSQL's own range ends in the years 4713 BC and 294276. */
    private static final Instant FIRST = Instant.parse("-4800-01-01T00:00:00Z");

    private static final Instant LAST = Instant.parse("+300000-01-01T00:00:00Z");

    public static boolean isBeforeAll(Instant moment) {
        return moment.isBefore(FIRST);
    }

    public static boolean isAfterAll(Instant moment) {
        return moment.isAfter(LAST);
    }

    /** ISO 8601 in UTC, or {@code infinity} and {@code -infinity} as the database writes them. */
    public static String text(Instant moment) {
        if (isAfterAll(moment)) {
            return "infinity";
        }
        return isBeforeAll(moment) ? "-infinity" : moment.toString();
    }

    /** Writes it into JSON. */
    static final class Writer extends JsonSerializer<Instant> {
        @Override
        public void serialize(Instant moment, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(text(moment));
        }
    }

    /** Reads what {@link Writer} wrote. */
    static final class Reader extends JsonDeserializer<Instant> {
        @Override
        public Instant deserialize(JsonParser json, DeserializationContext context) throws IOException {
            String text = json.getText();
            try {
                return switch (text) {
                    case "infinity" -> Instant.MAX;
                    case "-infinity" -> Instant.MIN;
                    default -> Instant.parse(text);
                };
            } catch (DateTimeException e) {
                return (Instant) context.handleWeirdStringValue(Instant.class, text, "no moment");
            }
        }
    }

    private StoredTime() {}
}
