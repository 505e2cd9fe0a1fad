package dev.governance.console.cost;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A cap that is used up to a threshold.
 *
 * @param period the day (UTC) or the session
 * @param threshold 1 to 100 percent
 */
record Crossing(String agentId, CapKind kind, String period, int threshold, BigDecimal limit, BigDecimal used) {
    /** One order everywhere, so that two nodes never wait for each other. */
    static final Comparator<Crossing> ORDER = Comparator.comparing(Crossing::agentId)
            .thenComparing(crossing -> crossing.kind().code())
            .thenComparing(Crossing::period)
            .thenComparing(Crossing::threshold)
            .thenComparing(Crossing::limit);

    private static final BigDecimal HUNDRED = new BigDecimal(100);

    /** What was settled in a period, beside the budget that is in force. */
    record Spent(String agentId, StoredBudget budget, String period, boolean ofSession, BigDecimal usd, long tokens) {}

    /** Which thresholds are reached. A threshold that is just reached is reached; nothing is by what was not spent. */
    static List<Crossing> of(Spent spent, List<Integer> thresholds) {
        List<Crossing> crossings = new ArrayList<>();
        spent.budget().caps().forEach((kind, limit) -> {
            if (kind.isOfSession() == spent.ofSession() && kind != CapKind.SESSION_SECONDS) {
                BigDecimal used = kind.isMoney() ? spent.usd() : BigDecimal.valueOf(spent.tokens());
                thresholds.stream()
                        .filter(threshold -> isReached(used, limit, threshold))
                        .forEach(threshold -> crossings.add(
                                new Crossing(spent.agentId(), kind, spent.period(), threshold, limit, used)));
            }
        });
        return crossings;
    }

    private static boolean isReached(BigDecimal used, BigDecimal limit, int threshold) {
        return used.signum() > 0
                && used.multiply(HUNDRED).compareTo(limit.multiply(BigDecimal.valueOf(threshold))) >= 0;
    }
}
