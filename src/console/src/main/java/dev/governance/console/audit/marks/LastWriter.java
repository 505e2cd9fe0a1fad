package dev.governance.console.audit.marks;

import dev.governance.chain.PartDigests;
import dev.governance.console.db.Queries;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Names who wrote an event that is gone: the record of its parts has a digest of the agent's name, and one of the agents
 * that are known has that digest.
 */
public final class LastWriter {
    private final WorkerExecutor workers;
    private final PartsStore parts = new PartsStore();
    private final AgentNameStore agents = new AgentNameStore();

    public LastWriter(WorkerExecutor workers) {
        this.workers = workers;
    }

    /** Empty when the event was not seen, or its writer left no other trace. */
    public Future<Optional<String>> of(Queries snapshot, UUID event) {
        return parts.of(snapshot, event)
                .compose(seen -> seen.isEmpty()
                        ? Future.succeededFuture(Optional.empty())
                        : agents.known(snapshot)
                                .compose(names ->
                                        workers.executeBlocking(() -> match(seen.get(), event, names), false)));
    }

    private static Optional<String> match(PartDigests seen, UUID event, List<String> names) {
        return names.stream().filter(name -> seen.isAgent(event, name)).findFirst();
    }
}
