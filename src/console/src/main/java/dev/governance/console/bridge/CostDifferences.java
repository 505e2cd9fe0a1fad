package dev.governance.console.bridge;

import dev.governance.console.bus.Bus;
import dev.governance.console.contract.Bridge.Frame;
import dev.governance.console.contract.Cost;
import dev.governance.console.wire.Json;
import dev.governance.console.wire.Spend;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/** Which agents spent since the last look. */
final class CostDifferences {
    private final Bus bus;
    private final LongSupplier position;
    private Set<Spend> before = Set.of();

    CostDifferences(Bus bus, LongSupplier position) {
        this.bus = bus;
        this.position = position;
    }

    /** As of the last look. */
    Collection<Spend> known() {
        return before;
    }

    Future<List<Frame>> read() {
        return bus.ask(Cost.AGENTS, new Cost.Today()).map(answer -> compare(answer.agents()));
    }

    private List<Frame> compare(List<Spend> agents) {
        Set<Spend> known = before;
        before = Set.copyOf(agents);
        return agents.stream()
                .filter(spend -> !known.contains(spend))
                .map(spend -> new Frame(position.getAsLong(), "cost", Json.write(spend)))
                .toList();
    }
}
