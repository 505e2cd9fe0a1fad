package dev.governance.console.presence;

import dev.governance.console.contract.FleetHalts;
import dev.governance.console.contract.Presence;
import dev.governance.console.db.Database;
import dev.governance.console.ledger.Acts;
import dev.governance.console.wire.HaltPreview;
import dev.governance.console.wire.HaltResults;
import dev.governance.console.wire.Json;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Halts all agents that a pattern means. Whom it means is decided once, in the transaction that takes the request's key,
 * so that a second try goes on with the same agents. Each is then halted as if it were the only one.
 */
final class FleetHalting {
    /** Transactions at once; the rest of the pool is for everybody else. */
    private static final int LANES = 4;

    private static final Duration LOOK = Duration.ofSeconds(5);

    /** At first nobody waits for whoever holds an agent's row: the others are halted before. */
    private static final Duration GLANCE = Duration.ofMillis(100);

    private static final Duration LONGEST_LOCK = Duration.ofSeconds(2);

    /** No halt begins later, so that the last one ends before its asker gives up. */
    private static final Duration BEGIN_WITHIN = Duration.ofSeconds(10);

    /** Halts one agent. */
    interface One {
        Future<Presence.Halted> halt(Presence.Halt halt, Duration longestLock);
    }

    /**
     * Whom a request halts, as it is stored under its key.
     *
     * @param remaining how many more the pattern meant
     */
    record Chosen(List<String> agents, long remaining) {
        Chosen {
            agents = List.copyOf(agents);
        }
    }

    /** What tells two acts under one key apart. */
    private record Asked(
            String pattern,
            int expected,
            boolean atLeast,
            @Nullable String set) {}

    /** A request under way. */
    private record Request(FleetHalts.Halt asked, UUID key, long begun, Map<String, HaltResults.Agent> results) {
        boolean isLate() {
            return System.nanoTime() - begun > BEGIN_WITHIN.toNanos();
        }
    }

    private final FleetStore store = new FleetStore();
    private final Acts acts;
    private final Database database;
    private final Database halts;
    private final One one;

    FleetHalting(Database database, Database halts, Acts acts, One one) {
        this.database = database;
        this.halts = halts;
        this.acts = acts;
        this.one = one;
    }

    Future<HaltPreview> preview(FleetHalts.Look look) {
        return database.looking(LOOK, queries -> store.meant(queries, look.pattern()))
                .map(meant -> FleetHaltRules.preview(look.pattern(), meant));
    }

    Future<HaltResults> halt(FleetHalts.Halt asked) {
        UUID key = asked.key() == null ? UUID.randomUUID() : asked.key();
        Request request = new Request(asked, key, System.nanoTime(), new LinkedHashMap<>());
        return chosen(request)
                .compose(chosen -> all(request, chosen.agents(), GLANCE)
                        .compose(tried -> all(request, unsettled(request), LONGEST_LOCK))
                        .map(done -> HaltResults.of(
                                asked.pattern(), List.copyOf(request.results().values()), chosen.remaining())));
    }

    private Future<Chosen> chosen(Request request) {
        FleetHalts.Halt asked = request.asked();
        Asked name = new Asked(asked.pattern(), asked.expected(), asked.atLeast(), asked.set());
        Acts.Act act = new Acts.Act(request.key(), asked.by().userId(), "fleet.halt " + Json.write(name));
        return halts.within(
                LOOK,
                transaction -> acts.once(
                        transaction,
                        act,
                        Chosen.class,
                        () -> store.meant(transaction, asked.pattern())
                                .map(meant -> FleetHaltRules.agreed(asked, meant))));
    }

    /** Each lane takes its agents one after the other; none of them fails. */
    private Future<?> all(Request request, List<String> agents, Duration longestLock) {
        agents.forEach(agent -> request.results().putIfAbsent(agent, FleetHaltRules.outOfTime(agent)));
        List<Future<?>> lanes = new ArrayList<>();
        for (int lane = 0; lane < LANES; lane++) {
            Future<?> last = Future.succeededFuture();
            for (int i = lane; i < agents.size(); i += LANES) {
                String agent = agents.get(i);
                last = last.compose(before -> one(request, agent, longestLock));
            }
            lanes.add(last);
        }
        return Future.join(lanes);
    }

    private Future<?> one(Request request, String agent, Duration longestLock) {
        if (request.isLate()) {
            return Future.succeededFuture();
        }
        FleetHalts.Halt asked = request.asked();
        Presence.Halt halt =
                new Presence.Halt(agent, asked.by(), asked.reason(), FleetHaltRules.key(request.key(), agent));
        return one.halt(halt, longestLock)
                .map(FleetHaltRules::halted)
                .recover(failure -> Future.succeededFuture(FleetHaltRules.told(agent, failure)))
                .onSuccess(result -> request.results().put(agent, result));
    }

    private static List<String> unsettled(Request request) {
        return request.results().values().stream()
                .filter(FleetHaltRules::isWorthAnotherTry)
                .map(HaltResults.Agent::agentId)
                .toList();
    }
}
