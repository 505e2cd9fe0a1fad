package dev.governance.console.cost;

import dev.governance.console.wire.AgentCaps;
import dev.governance.console.wire.CostProjection;
import dev.governance.console.wire.Share;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How much of its caps an agent has used. */
final class Shares {
    /** What an agent's day, or one of its sessions, has used and holds; {@code sessionId} is null for the day. */
    record Use(
            @Nullable UUID sessionId,
            BigDecimal usd,
            long tokens,
            long seconds,
            BigDecimal reservedUsd,
            BigDecimal reservedTokens) {
        BigDecimal of(CapKind kind) {
            return switch (kind.unit()) {
                case "usd" -> usd;
                case "tokens" -> BigDecimal.valueOf(tokens);
                default -> BigDecimal.valueOf(seconds);
            };
        }

        BigDecimal reserved(CapKind kind) {
            return switch (kind.unit()) {
                case "usd" -> reservedUsd;
                case "tokens" -> reservedTokens;
                default -> BigDecimal.ZERO;
            };
        }
    }

    /**
     * Lays caps beside use.
     *
     * @param sessions those of today that may have used the most of a cap
     * @param passed of the day
     */
    static AgentCaps of(String agentId, StoredBudget budget, Use day, List<Use> sessions, Duration passed) {
        CostProjection projection = Projections.of(day.usd(), day.tokens(), passed);
        List<AgentCaps.Cap> caps = new ArrayList<>();
        for (CapKind kind : CapKind.values()) {
            BigDecimal limit = budget.caps().get(kind);
            if (limit != null) {
                caps.add(kind.isOfSession() ? ofSessions(kind, limit, sessions) : ofDay(kind, limit, day, projection));
            }
        }
        return new AgentCaps(agentId, caps, budget.problem(), projection);
    }

    private static AgentCaps.Cap ofDay(CapKind kind, BigDecimal limit, Use day, CostProjection projection) {
        return new AgentCaps.Cap(
                kind.code(),
                kind.unit(),
                limit,
                day.of(kind),
                day.reserved(kind),
                Share.percent(day.of(kind), limit),
                projected(kind, projection)
                        .map(then -> Share.percent(then, limit))
                        .orElse(null),
                null);
    }

    private static Optional<BigDecimal> projected(CapKind kind, CostProjection projection) {
        return kind.isMoney()
                ? Optional.ofNullable(projection.usd())
                : Optional.ofNullable(projection.tokens()).map(BigDecimal::valueOf);
    }

    private static AgentCaps.Cap ofSessions(CapKind kind, BigDecimal limit, List<Use> sessions) {
        Use fullest = sessions.stream()
                .max(Comparator.comparing(session -> session.of(kind)))
                .orElse(new Use(null, BigDecimal.ZERO, 0, 0, BigDecimal.ZERO, BigDecimal.ZERO));
        return new AgentCaps.Cap(
                kind.code(),
                kind.unit(),
                limit,
                fullest.of(kind),
                fullest.reserved(kind),
                Share.percent(fullest.of(kind), limit),
                null,
                fullest.sessionId());
    }

    private Shares() {}
}
