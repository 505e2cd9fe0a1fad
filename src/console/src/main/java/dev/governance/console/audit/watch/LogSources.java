package dev.governance.console.audit.watch;

import dev.governance.chain.KeyRing;
import dev.governance.console.db.Queries;
import io.vertx.core.Future;
import java.util.function.Function;

/**
 * What else has to be known to read the log, as a snapshot knows it.
 *
 * @param ring which key signed which row
 * @param marks what the console had seen
 */
public record LogSources(Function<Queries, Future<KeyRing>> ring, Function<Queries, Future<Expected>> marks) {}
