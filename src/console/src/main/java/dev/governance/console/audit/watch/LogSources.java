package dev.governance.console.audit.watch;

import dev.governance.chain.KeyRing;
import dev.governance.chain.Marked;
import dev.governance.console.db.Queries;
import io.vertx.core.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What else has to be known to read the log, as a snapshot knows it.
 *
 * @param ring which key signed which row
 * @param marked what the marks are about; completes with null while there are none
 */
public record LogSources(Function<Queries, Future<KeyRing>> ring, Function<Queries, Future<@Nullable Marked>> marked) {}
