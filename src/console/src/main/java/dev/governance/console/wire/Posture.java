package dev.governance.console.wire;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The whole fleet at one moment.
 *
 * @param timestamp the database's clock
 * @param position the stream position this was read at
 * @param agentCount agents known, shown or not
 * @param agents the worst first, then by name; at most {@link #SHOWN}
 */
public record Posture(
        Instant timestamp,
        String version,
        long position,
        int agentCount,
        Verdict verdict,
        Totals totals,
        Chain chain,
        List<Minute> activity,
        List<Agent> agents) {

    /** The most agents one answer holds. */
    public static final int SHOWN = 500;

    public Posture {
        activity = List.copyOf(activity);
        agents = List.copyOf(agents);
    }

    /**
     * The posture as a sentence.
     *
     * @param status pass, warn, fail or unknown
     */
    public record Verdict(String status, String headline, String sentence) {}

    /**
     * Sums over all agents; days are UTC.
     *
     * @param capUsdToday the sum of daily caps in US dollars; null when no agent has one
     */
    public record Totals(
            long events,
            long eventsToday,
            long blockedToday,
            BigDecimal spendUsdToday,
            @Nullable BigDecimal capUsdToday,
            long tokensToday,
            long pendingApprovals,
            @Nullable Instant nextExpiry) {}

    /**
     * What is known of the audit chain.
     *
     * @param status tampered, rolled_back or forged (the marks were), unverifiable, marks_missing, marks_stale,
     *     unpinned, unknown or verified
     * @param checkedAt when everything had last been read
     * @param sessions verified, of {@code sessionsKnown}
     * @param events rows in them
     * @param failing sessions that are not verified, at most ten of {@code damaged}
     * @param withoutAgent of them, sessions that were changed or lost of which no agent is known
     * @param verifiedUpTo the last chain_seq of what was verified without a gap
     */
    public record Chain(
            String status,
            @Nullable Instant checkedAt,
            long sessions,
            long sessionsKnown,
            long events,
            List<Failing> failing,
            long damaged,
            long withoutAgent,
            @Nullable Long verifiedUpTo,
            Sweep sweep,
            MarksVerdict marks) {
        public Chain {
            failing = List.copyOf(failing);
        }
    }

    /**
     * The reading of the whole log that goes on all the time.
     *
     * @param startedAt null between rounds
     * @param percent of the round under way
     * @param overdue whether the last round ended so long ago that reading must have stopped; also while none has ended
     */
    public record Sweep(
            @Nullable Instant startedAt,
            int percent,
            @Nullable Instant finishedAt,
            boolean overdue) {}

    /**
     * A session that is not verified.
     *
     * @param sentence what is wrong, and which part of it changed where that is known
     * @param agents some of those who wrote in it; empty when none is known
     */
    public record Failing(
            UUID sessionId,
            String verdict,
            String headline,
            String sentence,
            @Nullable UUID eventId,
            List<String> agents) {
        public Failing {
            agents = List.copyOf(agents);
        }
    }

    /** Decisions of one minute. */
    public record Minute(Instant minute, long decisions, long blocked) {}

    /**
     * One card.
     *
     * @param status pass, warn, fail or halted
     * @param modules the eight lamps by name: audit, scope, cost, gates, loop, presence, contracts, compliance
     * @param issues what is wrong, the worst first
     * @param activity events per minute of the last 30 minutes, oldest first
     * @param scope this and the next three say again what clients of the Python console look for
     */
    public record Agent(
            String agentId,
            String status,
            long eventCount,
            @Nullable Instant lastActive,
            AgentPresence presence,
            Map<String, Lamp> modules,
            List<Issue> issues,
            BigDecimal usdToday,
            long tokensToday,
            @Nullable BigDecimal capUsd,
            List<Long> activity,
            Scope scope,
            Cost cost,
            Gates gates,
            Audit audit) {
        public Agent {
            issues = List.copyOf(issues);
            activity = List.copyOf(activity);
        }
    }

    public record Scope(
            Lamp.Status status,
            long violationsToday,
            @Nullable Violation latestViolation) {}

    public record Violation(@Nullable String tool, Instant createdAt) {}

    public record Cost(Lamp.Status status, BigDecimal usdToday, long tokensToday, long exceededToday) {}

    public record Gates(Lamp.Status status, long pending) {}

    public record Audit(Lamp.Status status, long eventsTotal) {}

    /** One line of trouble on a card. */
    public record Issue(
            String module,
            Lamp.Status status,
            String text,
            @Nullable Instant at,
            @Nullable UUID eventId,
            @Nullable Long chainSeq) {}
}
