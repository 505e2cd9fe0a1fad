package dev.governance.console.cost;

import dev.governance.console.cost.ModelCalls.AgentModel;
import dev.governance.console.cost.ModelCalls.Count;
import dev.governance.console.wire.ModelSpend;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the counters hold of models beside what the log tells of their calls. */
final class ModelUse {
    /**
     * Lays them side by side. Models that only the log knows come last: the wrappers of the Python SDK count without a model.
     *
     * @param calls empty when they are not known
     * @param agentId null for all agents'
     */
    static List<ModelSpend> of(
            List<ModelSpend> counted, Optional<Map<AgentModel, Count>> calls, @Nullable String agentId, int most) {
        if (calls.isEmpty()) {
            return counted;
        }
        Map<AgentModel, Count> left = new HashMap<>(calls.get());
        List<ModelSpend> known = counted.stream()
                .map(spend -> with(spend, left.remove(new AgentModel(spend.agentId(), spend.model()))))
                .toList();
        Stream<ModelSpend> loggedAlone = left.entrySet().stream()
                .filter(entry -> agentId == null || entry.getKey().agentId().equals(agentId))
                .map(entry -> with(notCounted(entry.getKey(), entry.getValue()), entry.getValue()))
                .sorted(Comparator.comparing(ModelSpend::agentId).thenComparing(ModelSpend::model));
        return Stream.concat(known.stream(), loggedAlone).limit(most).toList();
    }

    private static ModelSpend notCounted(AgentModel key, Count count) {
        return new ModelSpend(
                key.agentId(),
                key.model(),
                BigDecimal.ZERO,
                0,
                count.latest(),
                false,
                0,
                false,
                null,
                null,
                null,
                null);
    }

    /** Where the log tells of no call of what was used, somebody counted without logging. */
    private static ModelSpend with(ModelSpend spend, @Nullable Count count) {
        if (count == null) {
            boolean unused = spend.usdUsedToday().signum() == 0 && spend.tokensUsedToday() == 0;
            return unused ? spend.called(0L, null, null, 0L) : spend;
        }
        return count.told() == 0
                ? spend.called(count.answered(), null, null, count.withoutSplit())
                : spend.called(count.answered(), count.input(), count.output(), count.withoutSplit());
    }

    private ModelUse() {}
}
