package dev.governance.console.audit.marks;

import dev.governance.chain.ChainRow;
import dev.governance.chain.Mark;
import dev.governance.console.db.Queries;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Hears of rows as they are marked, each once. */
public interface NewRows {
    /** Nobody listens. */
    NewRows IGNORED = (transaction, rows, before) -> Future.succeededFuture();

    /**
     * Takes a batch inside the transaction that marks it: what is written there is true exactly when the marks are. A
     * failure rolls both back, and the batch comes again.
     *
     * @param rows at most a few thousand, by chain_seq
     * @param before the marks of their sessions without these rows; none for a session that is new
     */
    Future<?> seen(Queries transaction, List<ChainRow> rows, Map<UUID, Mark> before);
}
