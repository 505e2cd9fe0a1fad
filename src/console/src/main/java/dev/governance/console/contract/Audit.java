package dev.governance.console.contract;

import dev.governance.console.bus.Ask;
import dev.governance.console.bus.Topic;
import dev.governance.console.wire.ChainVerdict;
import dev.governance.console.wire.Correction;
import dev.governance.console.wire.EventVerdict;
import dev.governance.console.wire.MarksVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Proving that nobody changed the audit log. */
public final class Audit {
    /**
     * Reads every row of a session again and says what holds; refused as TOO_MANY when too many are being verified, as
     * UNAVAILABLE, code {@code too_long}, when it takes longer than {@link #VERIFY_PATIENCE}: it is one for a job then.
     */
    public static final Ask<Verify, ChainVerdict> VERIFY = Ask.read("audit.verify", Verify.class, ChainVerdict.class);

    /** What operators said later about rows of a range; at most {@link ChainVerdict#CORRECTIONS}, newest first. */
    public static final Ask<Range, Corrections> CORRECTIONS =
            Ask.read("audit.corrections", Range.class, Corrections.class);

    /** Checks one event and its links to both sides; refused as NOT_FOUND. */
    public static final Ask<CheckEvent, EventVerdict> CHECK_EVENT =
            Ask.read("audit.check-event", CheckEvent.class, EventVerdict.class);

    /** Checks the MACs of events, and nothing else of them; those that are not there have no answer. */
    public static final Ask<ProveEvents, Proofs> PROVE_EVENTS =
            Ask.read("audit.prove-events", ProveEvents.class, Proofs.class);

    /** What the cluster knows of the audit chain: where it was found damaged, and how far it was read. */
    public static final Ask<Known, Findings> KNOWN = Ask.read("audit.known", Known.class, Findings.class);

    /** Damage was found, became worse or is gone, whichever node saw it. */
    public static final Topic<Checked> CHECKED = Topic.of("audit.checked", Checked.class);

    /** Damaged sessions that are named, of each kind. */
    public static final int DAMAGED_LISTED = 10_000;

    /** Events that are proved at once. */
    public static final int PROVED_AT_ONCE = 100;

    /** How long verifying one session may take before the asker is told it is too long. */
    public static final Duration VERIFY_PATIENCE = Duration.ofSeconds(60);

    public record Verify(UUID sessionId) {}

    public record CheckEvent(UUID eventId) {}

    /** At most {@link #PROVED_AT_ONCE}; further ones are left out. */
    public record ProveEvents(List<UUID> eventIds) {
        public ProveEvents {
            eventIds = List.copyOf(eventIds);
        }
    }

    /**
     * What an event's own MAC shows.
     *
     * @param proof {@code holds}, {@code broken}, or {@code unproven} when its key is not known
     */
    public record Proof(UUID eventId, String proof) {}

    public record Proofs(List<Proof> proofs) {
        public Proofs {
            proofs = List.copyOf(proofs);
        }
    }

    /** From one chain_seq to another, both included. */
    public record Range(long first, long last) {}

    public record Corrections(List<Correction> corrections) {
        public Corrections {
            corrections = List.copyOf(corrections);
        }
    }

    public record Known() {}

    /**
     * What the cluster knows of the audit chain.
     *
     * @param damaged sessions that do not hold, the worst and newest first; at most {@link #DAMAGED_LISTED}
     * @param counts of all of them
     * @param marks whether losses can be ruled out
     */
    public record Findings(List<Finding> damaged, Counts counts, Reading reading, MarksVerdict marks) {
        public Findings {
            damaged = List.copyOf(damaged);
        }
    }

    /**
     * Sessions that do not hold.
     *
     * @param beyond further ones that are not kept one by one
     */
    public record Counts(long tampered, long truncated, long unverifiable, long beyond) {
        public long all() {
            return tampered + truncated + unverifiable + beyond;
        }
    }

    /**
     * How far the log was read.
     *
     * @param startedAt when the round under way began; null between rounds
     * @param percent of the round under way
     * @param finishedAt when everything had last been read
     * @param overdue whether that is so long ago that reading must have stopped; also while nothing was
     * @param verifiedUpTo the last chain_seq of what was verified without a gap; null while nothing was
     * @param newest the highest chain_seq there is
     * @param sessions verified, of {@code sessionsKnown}, with {@code events} rows
     */
    public record Reading(
            @Nullable Instant startedAt,
            int percent,
            @Nullable Instant finishedAt,
            boolean overdue,
            @Nullable Long verifiedUpTo,
            long newest,
            long sessions,
            long sessionsKnown,
            long events) {}

    /**
     * One session that does not hold.
     *
     * @param sentence what is wrong, and which part of it changed where that is known
     * @param agents some of those who wrote in it
     */
    public record Finding(
            UUID sessionId,
            String verdict,
            String headline,
            String sentence,
            @Nullable UUID eventId,
            long events,
            Instant checkedAt,
            List<String> agents) {
        public Finding {
            agents = List.copyOf(agents);
        }
    }

    /**
     * News of a session, or of the console's own marks.
     *
     * @param sessionId null for the marks
     * @param verdict of a session tampered, truncated or unverifiable, of the marks missing, rolled_back or forged;
     *     {@code cleared} when it holds again
     * @param headline the verdict in a few words
     * @param sentence what was wrong, and which part of it changed where that is known
     */
    public record Checked(@Nullable UUID sessionId, String verdict, String headline, String sentence, Instant at) {}

    private Audit() {}
}
