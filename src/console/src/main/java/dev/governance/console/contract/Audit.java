package dev.governance.console.contract;

import dev.governance.console.bus.Ask;
import dev.governance.console.bus.Topic;
import dev.governance.console.wire.ChainVerdict;
import dev.governance.console.wire.Correction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Proving that nobody changed the audit log. */
public final class Audit {
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
