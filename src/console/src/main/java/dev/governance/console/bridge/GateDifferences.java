package dev.governance.console.bridge;

import dev.governance.console.bridge.BridgeStore.Gate;
import dev.governance.console.bridge.BridgeStore.Waiting;
import dev.governance.console.contract.Bridge.Frame;
import dev.governance.console.db.Database;
import dev.governance.console.wire.Json;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;

/** Which approvals came, were decided or changed since the last look: every act on one writes its row. */
final class GateDifferences {
    private final Database database;
    private final BridgeStore store;
    private final LongSupplier position;
    private Map<UUID, Waiting> waiting = Map.of();

    GateDifferences(Database database, BridgeStore store, LongSupplier position) {
        this.database = database;
        this.store = store;
        this.position = position;
    }

    /** That wait, as of the last look. */
    List<Gate> known() {
        return waiting.values().stream().map(Waiting::gate).toList();
    }

    Future<List<Frame>> read() {
        return store.waiting(database.queries()).compose(this::compare);
    }

    private Future<List<Frame>> compare(List<Waiting> now) {
        Map<UUID, Waiting> before = waiting;
        waiting = byId(now);
        List<Gate> changed = new ArrayList<>();
        for (Waiting one : now) {
            Waiting known = before.get(one.gate().requestId());
            if (known == null) {
                changed.add(one.gate());
            } else if (!known.version().equals(one.version())) {
                changed.add(one.gate().asChanged());
            }
        }
        Set<UUID> gone = new HashSet<>(before.keySet());
        gone.removeAll(waiting.keySet());
        if (gone.isEmpty()) {
            return Future.succeededFuture(frames(changed));
        }
        return store.gates(database.queries(), List.copyOf(gone)).map(decided -> {
            changed.addAll(decided);
            return frames(changed);
        });
    }

    private static Map<UUID, Waiting> byId(List<Waiting> now) {
        Map<UUID, Waiting> byId = new LinkedHashMap<>();
        now.forEach(one -> byId.put(one.gate().requestId(), one));
        return byId;
    }

    private List<Frame> frames(List<Gate> gates) {
        return gates.stream()
                .map(gate -> new Frame(position.getAsLong(), "gate", Json.write(gate)))
                .toList();
    }
}
