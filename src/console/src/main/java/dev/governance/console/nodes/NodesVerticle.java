package dev.governance.console.nodes;

import dev.governance.console.bus.Bus;
import dev.governance.console.contract.Nodes;
import dev.governance.console.db.Database;
import dev.governance.console.wire.NodeStatus;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the other nodes of this one, and people of all. */
public final class NodesVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(NodesVerticle.class);
    private static final Duration BEAT = Duration.ofSeconds(5);

    /** A database that is away is no reason to stop late. */
    private static final Duration LONGEST_END = Duration.ofSeconds(2);

    private final Bus bus;
    private final Database database;
    private final Self self;
    private final UUID nodeId = UUID.randomUUID();
    private final NodeStore store = new NodeStore();
    private Future<?> beating = Future.succeededFuture();

    /**
     * What this node says of itself.
     *
     * @param roles how many of each, asked each time
     * @param waiting its queues, asked each time
     */
    public record Self(
            String host,
            String version,
            boolean clustered,
            Supplier<Map<String, Integer>> roles,
            Supplier<NodeStatus.Waiting> waiting) {}

    public NodesVerticle(Bus bus, Database database, Self self) {
        this.bus = bus;
        this.database = database;
        this.self = self;
    }

    @Override
    public Future<?> start() {
        bus.answer(
                Nodes.LIST,
                asked -> store.list(database.queries(), nodeId, Nodes.MOST).map(Nodes.Listed::new));
        vertx.setPeriodic(BEAT.toMillis(), timer -> beat());
        beat();
        return Future.succeededFuture();
    }

    private void beat() {
        if (beating.isComplete()) {
            beating = store.beat(database.queries(), nodeId, self)
                    .compose(told -> store.forget(database.queries()))
                    .onFailure(
                            failure -> LOG.atDebug().setCause(failure).log("nobody can be told of this node for now"));
        }
    }

    /** Whoever leaves says so; whoever does not was not seen since. */
    @Override
    public Future<?> stop() {
        return beating.otherwiseEmpty()
                .compose(told -> store.leave(database.queries(), nodeId))
                .timeout(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS)
                .transform(left -> Future.succeededFuture());
    }
}
