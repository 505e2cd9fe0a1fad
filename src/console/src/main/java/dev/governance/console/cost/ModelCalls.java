package dev.governance.console.cost;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Calls of models on one day, as rows of the log tell of them. */
final class ModelCalls {
    /** Beyond that nothing is told, rather than of some. */
    private static final int MOST = 10_000;

    /** An agent's use of a model. */
    record AgentModel(String agentId, String model) {}

    /**
     * What was counted.
     *
     * @param answered calls that were answered, or whose answer began to come
     * @param told endings that tell tokens in and out apart
     * @param untold endings that do not
     * @param begun streams, whose endings are rows of their own
     * @param ended streams whose ending was found, whatever it tells
     * @param latest when the newest of these rows was written
     */
    record Count(
            long answered, long told, long untold, long begun, long ended, long input, long output, Instant latest) {
        Count and(Count other) {
            return new Count(
                    answered + other.answered,
                    told + other.told,
                    untold + other.untold,
                    begun + other.begun,
                    ended + other.ended,
                    sum(input, other.input),
                    sum(output, other.output),
                    latest.isAfter(other.latest) ? latest : other.latest);
        }

        /** Calls whose tokens in and out are not known apart, streams of which no end is known among them. */
        long withoutSplit() {
            return untold + Math.max(0, begun - ended);
        }

        private static long sum(long one, long other) {
            long sum = one + other;
            return sum < 0 ? Long.MAX_VALUE : sum;
        }
    }

    /** One line of a part of the log. */
    record Line(AgentModel key, Count count) {}

    private final Map<AgentModel, Count> counts = new HashMap<>();

    /** These and those of more rows; this one stays as it is. */
    ModelCalls plus(List<Line> lines) {
        ModelCalls all = new ModelCalls();
        all.counts.putAll(counts);
        lines.stream()
                .filter(line -> all.counts.size() <= MOST || all.counts.containsKey(line.key()))
                .forEach(line -> all.counts.merge(line.key(), line.count(), Count::and));
        return all;
    }

    /** Empty when there are too many to be told. */
    Optional<Map<AgentModel, Count>> told() {
        return counts.size() <= MOST ? Optional.of(Map.copyOf(counts)) : Optional.empty();
    }
}
