package dev.governance.console.posture;

import dev.governance.console.bus.Bus;
import dev.governance.console.contract.Audit;
import dev.governance.console.contract.Cost;
import dev.governance.console.contract.Presence;
import dev.governance.console.db.Database;
import dev.governance.console.db.Queries;
import dev.governance.console.posture.EventCounter.Counted;
import dev.governance.console.wire.AuditEvent;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads everything the fleet is judged by: rows from the database, the rest from the verticles that know. */
final class PostureReader {
    /** Agents choose how much there is to count, and no lamp waits for it longer: without it a count is not known. */
    private static final Duration LONGEST_COUNT = Duration.ofSeconds(2);

    private final Bus bus;
    private final Database database;
    private final Queries queries;
    private final PostureStore store;
    private final LoopStore loopStore = new LoopStore();
    private final EventCounter counter;
    private Map<Long, AuditEvent> sightings = Map.of();

    PostureReader(Bus bus, Database database, PostureStore store) {
        this.bus = bus;
        this.database = database;
        this.queries = database.queries();
        this.store = store;
        this.counter = new EventCounter(store);
    }

    /** One caller at a time. */
    Future<Readings> read() {
        Future<Counted> counted = counter.count(queries);
        Future<Map<Long, AuditEvent>> seen = counted.compose(this::sightings);
        Future<Presence.Agents> presence = bus.ask(Presence.AGENTS, new Presence.All());
        Future<Cost.Agents> cost = bus.ask(Cost.AGENTS, new Cost.Today());
        Future<Audit.Findings> findings = bus.ask(Audit.KNOWN, new Audit.Known());
        Future<List<Waiting>> waiting = store.waiting(queries);
        Future<Map<String, Set<String>>> policies = store.policies(queries);
        Future<Map<String, LoopCount>> loops =
                database.looking(LONGEST_COUNT, loopStore::counts).otherwise(Map.of());
        return Future.join(List.of(seen, presence, cost, findings, waiting, policies, loops))
                .map(all -> new Readings(
                        counted.result().clock().now(),
                        counted.result().clock().newest(),
                        counted.result().tally(),
                        counted.result().agentsBeyond(),
                        seen.result(),
                        presence.result().agents(),
                        cost.result().agents(),
                        waiting.result(),
                        policies.result(),
                        loops.result(),
                        findings.result()));
    }

    /** Audit rows never change, so only those not yet known are read. */
    private Future<Map<Long, AuditEvent>> sightings(Counted counted) {
        Set<Long> wanted = counted.tally().newestSignals();
        Set<Long> missing = wanted.stream()
                .filter(chainSeq -> !sightings.containsKey(chainSeq))
                .collect(Collectors.toSet());
        if (missing.isEmpty()) {
            return Future.succeededFuture(sightings);
        }
        return store.sightings(queries, missing).map(read -> remember(wanted, read));
    }

    private Map<Long, AuditEvent> remember(Set<Long> wanted, List<AuditEvent> read) {
        Map<Long, AuditEvent> known = new HashMap<>(sightings);
        known.keySet().retainAll(wanted);
        known.putAll(read.stream()
                .collect(Collectors.toMap(AuditEvent::chainSeq, Function.identity(), (first, second) -> first)));
        sightings = Map.copyOf(known);
        return sightings;
    }
}
