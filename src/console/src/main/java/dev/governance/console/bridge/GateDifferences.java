package dev.governance.console.bridge;

import dev.governance.console.bridge.BridgeStore.Gate;
import dev.governance.console.contract.Bridge.Frame;
import dev.governance.console.db.Database;
import dev.governance.console.wire.Json;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** Which approvals came or were decided since the last look. */
final class GateDifferences {
    private final Database database;
    private final BridgeStore store;
    private final LongSupplier position;
    private Set<UUID> waiting = Set.of();

    GateDifferences(Database database, BridgeStore store, LongSupplier position) {
        this.database = database;
        this.store = store;
        this.position = position;
    }

    Future<List<Frame>> read() {
        return store.waiting(database.queries()).compose(this::compare);
    }

    private Future<List<Frame>> compare(List<Gate> now) {
        Set<UUID> before = waiting;
        waiting = now.stream().map(Gate::requestId).collect(Collectors.toUnmodifiableSet());
        List<Gate> changed = new ArrayList<>();
        now.stream().filter(gate -> !before.contains(gate.requestId())).forEach(changed::add);
        Set<UUID> gone = new HashSet<>(before);
        gone.removeAll(waiting);
        if (gone.isEmpty()) {
            return Future.succeededFuture(frames(changed));
        }
        return store.gates(database.queries(), List.copyOf(gone)).map(decided -> {
            changed.addAll(decided);
            return frames(changed);
        });
    }

    private List<Frame> frames(List<Gate> gates) {
        return gates.stream()
                .map(gate -> new Frame(position.getAsLong(), "gate", Json.write(gate)))
                .toList();
    }
}
