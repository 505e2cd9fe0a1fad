package dev.governance.console.audit.watch;

import dev.governance.chain.KeyRing;
import dev.governance.console.audit.rows.RowStore;
import dev.governance.console.db.Queries;
import io.vertx.core.Future;
import java.time.Instant;

/**
 * How a snapshot saw the log.
 *
 * @param at when it was taken, by the database's clock
 */
record View(KeyRing ring, Expected expected, Extent extent, Instant at) {
    static Future<View> of(Queries snapshot, LogSources sources, RowStore rows) {
        return Future.join(sources.ring().apply(snapshot), sources.marks().apply(snapshot), rows.now(snapshot))
                .map(read -> {
                    Expected expected = read.resultAt(1);
                    RowStore.Now now = read.resultAt(2);
                    return new View(read.resultAt(0), expected, new Extent(expected.marked(), now.newest()), now.at());
                });
    }
}
