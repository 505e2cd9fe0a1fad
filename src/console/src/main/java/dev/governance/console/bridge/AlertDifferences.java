package dev.governance.console.bridge;

import dev.governance.console.bus.Bus;
import dev.governance.console.contract.Bridge.Frame;
import dev.governance.console.contract.Cost;
import dev.governance.console.wire.CostAlert;
import dev.governance.console.wire.Json;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** Which alerts came since the last look. They are known by their ids: a later one may bear an earlier time. */
final class AlertDifferences {
    /** Told at once; whoever is told of so many reads the list. */
    private static final int MOST = 100;

    private final Bus bus;
    private final LongSupplier position;
    private Set<UUID> before = Set.of();

    AlertDifferences(Bus bus, LongSupplier position) {
        this.bus = bus;
        this.position = position;
    }

    Future<List<Frame>> read() {
        return bus.ask(Cost.ALERTS, new Cost.OfAlerts(null, null, MOST)).map(answer -> compare(answer.alerts()));
    }

    private List<Frame> compare(List<CostAlert> alerts) {
        Set<UUID> known = before;
        before = alerts.stream().map(CostAlert::alertId).collect(Collectors.toUnmodifiableSet());
        return alerts.stream()
                .filter(alert -> !known.contains(alert.alertId()))
                .map(alert -> new Frame(position.getAsLong(), "cost", Json.write(alert)))
                .toList();
    }
}
