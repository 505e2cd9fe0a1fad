package dev.governance.console.http;

import dev.governance.console.bus.Bus;
import dev.governance.console.contract.Approvals;
import dev.governance.console.contract.Audit;
import dev.governance.console.contract.Bridge;
import dev.governance.console.contract.Doorbell;
import dev.governance.console.contract.Presence;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** How the rooms of this node are. What one does not tell in time is empty, and keeps nobody from hearing the rest. */
record Vitals(
        Optional<Audit.Findings> audit,
        Optional<Doorbell.Lag> doorbell,
        Optional<Bridge.Place> stream,
        Optional<Approvals.Waiting> approvals,
        Optional<Presence.Agents> agents) {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    static Future<Vitals> read(Bus bus) {
        Future<Optional<Audit.Findings>> audit = known(bus.ask(Audit.KNOWN, new Audit.Known(), PATIENCE));
        Future<Optional<Doorbell.Lag>> doorbell = known(bus.ask(Doorbell.LAG, new Doorbell.Measure(), PATIENCE));
        Future<Optional<Bridge.Place>> stream = known(bus.ask(Bridge.PLACE, new Bridge.Where(), PATIENCE));
        Future<Optional<Approvals.Waiting>> approvals =
                known(bus.ask(Approvals.WAITING, new Approvals.HowMany(), PATIENCE));
        Future<Optional<Presence.Agents>> agents = known(bus.ask(Presence.AGENTS, new Presence.All(), PATIENCE));
        return Future.all(audit, doorbell, stream, approvals, agents)
                .map(all -> new Vitals(
                        audit.result(), doorbell.result(), stream.result(), approvals.result(), agents.result()));
    }

    private static <T> Future<Optional<T>> known(Future<T> asked) {
        return asked.timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .map(Optional::of)
                .otherwise(Optional.empty());
    }
}
