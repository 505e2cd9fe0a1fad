package dev.governance.sdk;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Judges what was spent against a budget: the first cap that is passed, in the order of every SDK. */
final class Caps {
    /**
     * A cap that is passed.
     *
     * @param name as in the audit log
     */
    record Breach(String name, BigDecimal used, BigDecimal limit) {}

    /** Judges; {@code projected} tokens are about to be used. A cap that is just reached is not passed. */
    static Optional<Breach> breach(Budget budget, CostSnapshot spent, long projected) {
        BigDecimal tokens = BigDecimal.valueOf(projected);
        return Stream.of(
                        cap("per_session_usd", spent.sessionUsd(), budget.perSessionUsd()),
                        cap(
                                "per_session_tokens",
                                tokens.add(decimal(spent.sessionTokens())),
                                budget.perSessionTokens()),
                        cap("per_agent_usd_daily", spent.dayUsd(), budget.perAgentUsdDaily()),
                        cap(
                                "per_agent_tokens_daily",
                                tokens.add(decimal(spent.dayTokens())),
                                budget.perAgentTokensDaily()),
                        cap("per_session_seconds", decimal(spent.sessionAge().toSeconds()), budget.perSessionSeconds()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Breach> cap(String name, BigDecimal used, @Nullable Long limit) {
        return cap(name, used, limit == null ? null : decimal(limit));
    }

    private static Optional<Breach> cap(String name, BigDecimal used, @Nullable BigDecimal limit) {
        return Optional.ofNullable(limit)
                .filter(most -> used.compareTo(most) > 0)
                .map(most -> new Breach(name, used, most));
    }

    private static BigDecimal decimal(long value) {
        return BigDecimal.valueOf(value);
    }

    private Caps() {}
}
