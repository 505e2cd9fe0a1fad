package dev.governance.console.bridge;

import dev.governance.console.contract.Bridge.Frame;
import dev.governance.console.wire.AgentPresence;
import dev.governance.console.wire.Json;
import dev.governance.console.wire.Spend;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the followers of states know, as one frame, written once for all who connect until they look again. Whoever hears it
 * hears of later differences, too.
 */
final class CurrentState {
    /** Of each list. */
    static final int MOST = 500;

    private final PresenceDifferences presence;
    private final GateDifferences gates;
    private final CostDifferences cost;
    private final LongSupplier position;
    private @Nullable Frame written;

    CurrentState(PresenceDifferences presence, GateDifferences gates, CostDifferences cost, LongSupplier position) {
        this.presence = presence;
        this.gates = gates;
        this.cost = cost;
        this.position = position;
    }

    /** The same look, after which it is written anew. */
    Supplier<Future<List<Frame>>> afterEach(Supplier<Future<List<Frame>>> look) {
        return () -> look.get().onComplete(done -> written = null);
    }

    Frame frame() {
        long now = position.getAsLong();
        Frame frame = written;
        if (frame == null) {
            frame = new Frame(now, "state", Json.write(state()));
            written = frame;
        }
        return new Frame(now, frame.event(), frame.data());
    }

    private State state() {
        boolean complete = Math.max(
                        presence.known().size(),
                        Math.max(gates.known().size(), cost.known().size()))
                <= MOST;
        return new State(complete, first(presence.known()), first(gates.known()), first(cost.known()));
    }

    private static <T> List<T> first(Collection<T> all) {
        return all.stream().limit(MOST).toList();
    }

    /**
     * The current state as the stream tells it.
     *
     * @param complete whether nothing was left out
     */
    record State(boolean complete, List<AgentPresence> presence, List<BridgeStore.Gate> gates, List<Spend> cost) {}
}
