package dev.governance.console.contract;

import dev.governance.console.bus.Ask;
import dev.governance.console.wire.AgentSessions;
import dev.governance.console.wire.AuditEvent;
import dev.governance.console.wire.Caller;
import dev.governance.console.wire.EventDetail;
import dev.governance.console.wire.EventNeighbours;
import dev.governance.console.wire.EventPage;
import dev.governance.console.wire.EventStats;
import dev.governance.console.wire.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Looking into the audit log: lists, one event, what stands beside it. */
public final class Explorer {
    /**
     * A page of events. Refused as INVALID for a search or a cursor that makes no sense, as UNAVAILABLE, code
     * {@code too_slow}, when the database needs too long for this filter.
     */
    public static final Ask<Listing, EventPage> EVENTS = Ask.read("explorer.events", Listing.class, EventPage.class);

    /** One event; refused as NOT_FOUND. */
    public static final Ask<One, EventDetail> EVENT = Ask.read("explorer.event", One.class, EventDetail.class);

    /** An event with those beside it in its session; refused as NOT_FOUND. */
    public static final Ask<Beside, EventNeighbours> NEIGHBOURS =
            Ask.read("explorer.neighbours", Beside.class, EventNeighbours.class);

    /**
     * How busy the log is; refused as UNAVAILABLE, code {@code too_slow}, when the database needs too long. Who asks while
     * others wait for it gets their answer.
     */
    public static final Ask<LastHour, EventStats> STATS = Ask.read("explorer.stats", LastHour.class, EventStats.class);

    /**
     * The sessions in which an agent wrote lately, the latest first; UNPROCESSABLE {@code invalid_agent_id}, UNAVAILABLE,
     * code {@code too_slow}.
     */
    public static final Ask<OfAgent, AgentSessions> SESSIONS =
            Ask.read("explorer.sessions", OfAgent.class, AgentSessions.class);

    /** Sessions that are told at once. */
    public static final int MOST_SESSIONS = 200;

    /**
     * Begins to give out all events of a filter, and records that in the console's chain before the first is told.
     * Refused as TOO_MANY when others are being given out.
     */
    public static final Ask<Export, Started> EXPORT = Ask.here("explorer.export", Export.class, Started.class);

    /** The next events of an export that was begun; refused as NOT_FOUND when it has ended or nobody asked for long. */
    public static final Ask<Next, Chunk> EXPORT_NEXT = Ask.here("explorer.export-next", Next.class, Chunk.class);

    /** Ends an export and records how it ended. */
    public static final Ask<End, Ended> EXPORT_END = Ask.here("explorer.export-end", End.class, Ended.class);

    /**
     * Which events.
     *
     * @param kinds any of these; one that ends with {@code *} stands for all that begin like it; empty for all
     * @param from the first moment, by the writer's clock
     * @param to the first moment that does not count any more
     * @param search an event id, a session id, the first 8 to 64 hexadecimal digits of an HMAC, else a text of 2 to 200
     *     characters looked for in the metadata as it is shown
     */
    public record Filter(
            @Nullable String agentId,
            List<String> kinds,
            @Nullable UUID sessionId,
            @Nullable Outcome outcome,
            @Nullable String model,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable String search) {
        public static final Filter NONE = new Filter(null, List.of(), null, null, null, null, null, null);

        public Filter {
            kinds = List.copyOf(kinds);
        }

        /** Whether events outside a span of time are left out. */
        public boolean hasSpan() {
            return from != null || to != null;
        }
    }

    /**
     * Asks for a page in the order of chain_seq, or by time when the filter names one and no session; newest first
     * unless {@code ascending}.
     *
     * @param before only events with a smaller chain_seq
     * @param after only events with a larger chain_seq
     * @param limit events of the page
     * @param offset rows to skip; slow when large, kept for old clients
     * @param cursor where another page of the same filter said that the next or the previous one is
     * @param counted whether the answer has a total
     */
    public record Listing(
            Filter filter,
            @Nullable Long before,
            @Nullable Long after,
            boolean ascending,
            int limit,
            int offset,
            @Nullable String cursor,
            boolean counted) {}

    public record One(UUID eventId) {}

    /** How many events on each side of one. */
    public record Beside(UUID eventId, int before, int after) {}

    public record LastHour() {}

    /** At most {@code limit} sessions. */
    public record OfAgent(String agentId, int limit) {}

    /**
     * All events of a filter, the oldest first.
     *
     * @param format {@code ndjson} or {@code csv}, for the record
     */
    public record Export(Filter filter, String format, Caller by) {}

    public record Started(UUID exportId) {}

    public record Next(UUID exportId) {}

    /** Some events; {@code last} when no others follow. */
    public record Chunk(List<AuditEvent> events, boolean last) {
        public Chunk {
            events = List.copyOf(events);
        }
    }

    /**
     * An export ends.
     *
     * @param outcome complete, disconnected or failed
     * @param events that were written to the client
     */
    public record End(UUID exportId, String outcome, long events) {}

    public record Ended() {}

    private Explorer() {}
}
