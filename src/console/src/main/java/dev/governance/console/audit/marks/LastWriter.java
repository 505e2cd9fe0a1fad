package dev.governance.console.audit.marks;

import dev.governance.chain.Part;
import dev.governance.chain.PartDigests;
import dev.governance.console.db.Database;
import dev.governance.console.db.Queries;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Names who wrote an event that is gone: the record of its parts has a digest of the agent's name, and one of the agents
 * that are known has that digest. No verdict depends on it: what cannot be read names nobody, in a transaction of its own.
 */
public final class LastWriter {
    private static final Logger LOG = LoggerFactory.getLogger(LastWriter.class);

    private static final Duration LONGEST_STATEMENT = Duration.ofSeconds(10);

    private final Database database;
    private final WorkerExecutor workers;
    private final PartsStore parts = new PartsStore();
    private final AgentNameStore agents = new AgentNameStore();

    public LastWriter(Database database, WorkerExecutor workers) {
        this.database = database;
        this.workers = workers;
    }

    /** Empty when the event was not seen, or its writer left no other trace; never fails. */
    public Future<Optional<String>> of(UUID event) {
        return database.inSnapshot(LONGEST_STATEMENT, snapshot -> writer(snapshot, event))
                .recover(failure -> {
                    LOG.atDebug().setCause(failure).log("who wrote an event that is gone cannot be found");
                    return Future.succeededFuture(Optional.empty());
                });
    }

    private Future<Optional<String>> writer(Queries snapshot, UUID event) {
        return parts.of(snapshot, event)
                .compose(seen -> seen.isEmpty()
                        ? Future.succeededFuture(Optional.empty())
                        : agents.known(snapshot)
                                .compose(names ->
                                        workers.executeBlocking(() -> match(seen.get(), event, names), false)));
    }

    private static Optional<String> match(PartDigests seen, UUID event, List<String> names) {
        return names.stream().filter(name -> seen.had(event, Part.AGENT, name)).findFirst();
    }
}
