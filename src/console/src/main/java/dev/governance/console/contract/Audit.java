package dev.governance.console.contract;

import dev.governance.console.bus.Ask;
import dev.governance.console.bus.Topic;
import dev.governance.console.wire.AuditEvent;
import dev.governance.console.wire.ChainVerdict;
import dev.governance.console.wire.Correction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reading the audit log and proving that nobody changed it. */
public final class Audit {
    public static final Ask<Page, Events> EVENTS = Ask.of("audit.events", Page.class, Events.class);

    /** One event; refused as NOT_FOUND. */
    public static final Ask<One, AuditEvent> EVENT = Ask.of("audit.event", One.class, AuditEvent.class);

    /**
     * Reads every row of a session again and says what holds; refused as TOO_MANY when too many are being verified, as
     * UNAVAILABLE, code {@code too_long}, when it takes longer than {@link #VERIFY_PATIENCE}.
     */
    public static final Ask<Verify, ChainVerdict> VERIFY = Ask.of("audit.verify", Verify.class, ChainVerdict.class);

    /** What operators said later about rows of a range; at most {@link ChainVerdict#CORRECTIONS}, newest first. */
    public static final Ask<Range, Corrections> CORRECTIONS =
            Ask.of("audit.corrections", Range.class, Corrections.class);

    /** What was last found about each session that this console checked. */
    public static final Ask<Known, Findings> KNOWN = Ask.of("audit.known", Known.class, Findings.class);

    /** A session was checked and its verdict differs from before. */
    public static final Topic<Checked> CHECKED = Topic.of("audit.checked", Checked.class);

    /** How long verifying one session may take before the asker is told it is too long. */
    public static final Duration VERIFY_PATIENCE = Duration.ofSeconds(60);

    /**
     * Asks for a page of events, newest first unless {@code ascending}.
     *
     * @param before only events with a smaller chain_seq
     * @param after only events with a larger chain_seq
     * @param offset rows to skip; slow when large, kept for old clients
     * @param search an event id, a session id, or 8 to 64 hexadecimal digits with which an HMAC begins; anything else is
     *     refused as INVALID
     */
    public record Page(
            @Nullable String agentId,
            @Nullable String kind,
            @Nullable UUID sessionId,
            boolean blockedOnly,
            @Nullable Long before,
            @Nullable Long after,
            boolean ascending,
            int limit,
            int offset,
            @Nullable String search) {
        /** The same page of one session, without the search. */
        public Page in(UUID session) {
            return new Page(agentId, kind, session, blockedOnly, before, after, ascending, limit, offset, null);
        }
    }

    /**
     * A page.
     *
     * @param more whether another page follows
     */
    public record Events(List<AuditEvent> events, boolean more) {
        public Events {
            events = List.copyOf(events);
        }
    }

    public record One(UUID eventId) {}

    public record Verify(UUID sessionId) {}

    /** From one chain_seq to another, both included. */
    public record Range(long first, long last) {}

    public record Corrections(List<Correction> corrections) {
        public Corrections {
            corrections = List.copyOf(corrections);
        }
    }

    public record Known() {}

    /**
     * The state of checking.
     *
     * @param sessionsKnown sessions in the log when it was last counted
     */
    public record Findings(List<Finding> sessions, long sessionsKnown) {
        public Findings {
            sessions = List.copyOf(sessions);
        }
    }

    /** One checked session; {@code agents} are those who wrote in it. */
    public record Finding(
            UUID sessionId,
            String verdict,
            String headline,
            @Nullable UUID eventId,
            long events,
            Instant checkedAt,
            List<String> agents) {
        public Finding {
            agents = List.copyOf(agents);
        }
    }

    public record Checked(UUID sessionId, String verdict) {}

    private Audit() {}
}
