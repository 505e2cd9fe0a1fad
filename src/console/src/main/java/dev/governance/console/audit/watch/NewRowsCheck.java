package dev.governance.console.audit.watch;

import dev.governance.chain.ChainRow;
import dev.governance.chain.KeyRing;
import dev.governance.chain.Mark;
import dev.governance.chain.QuickCheck;
import dev.governance.console.db.Queries;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Checks rows as they are marked. A session in which one does not plainly hold is suspected in the marking transaction
 * itself, so that no crash loses the suspicion.
 */
public final class NewRowsCheck {
    private final WorkerExecutor workers;
    private final LogSources sources;
    private final Remembered remembered;
    private final LookStore looks = new LookStore();

    public NewRowsCheck(WorkerExecutor workers, LogSources sources, Remembered remembered) {
        this.workers = workers;
        this.sources = sources;
        this.remembered = remembered;
    }

    /**
     * Checks rows that are being marked.
     *
     * @param before what was known of their sessions; none of a session that is new
     */
    public Future<?> seen(Queries transaction, List<ChainRow> rows, Map<UUID, Mark> before) {
        return sources.ring()
                .apply(transaction)
                .compose(ring -> workers.executeBlocking(() -> suspects(ring, rows, before), false))
                .compose(suspects -> {
                    remembered.suspect(suspects);
                    return looks.add(transaction, suspects);
                });
    }

    static Set<UUID> suspects(KeyRing ring, List<ChainRow> rows, Map<UUID, Mark> before) {
        QuickCheck check = new QuickCheck(ring);
        Map<UUID, Head> heads = new HashMap<>();
        before.forEach((session, mark) -> heads.put(session, new Head(mark.lastSeq(), mark.lastMac())));
        Set<UUID> suspects = new TreeSet<>();
        List<ChainRow> ordered = rows.stream()
                .sorted(Comparator.comparingLong(ChainRow::chainSeq))
                .toList();
        for (ChainRow row : ordered) {
            UUID session = row.event().sessionId();
            Head head = heads.get(session);
            // A number below one that was seen came late, which no writer does who waits for the session's lock.
            boolean inOrder = head == null || head.chainSeq() < row.chainSeq();
            if (!inOrder || !check.holds(row, head == null ? null : head.mac())) {
                suspects.add(session);
            }
            if (inOrder) {
                heads.put(session, new Head(row.chainSeq(), row.hmacValue()));
            }
        }
        return suspects;
    }

    private record Head(long chainSeq, String mac) {}
}
