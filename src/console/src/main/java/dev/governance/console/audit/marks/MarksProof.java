package dev.governance.console.audit.marks;

import dev.governance.chain.MarkHead;
import dev.governance.chain.MarksScan;
import dev.governance.console.db.Queries;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.WorkerExecutor;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads all marks in one snapshot: are they those of the signed head, to the last bit? */
public final class MarksProof {
    private static final int PAGE = 5_000;

    private final Queries snapshot;
    private final WorkerExecutor workers;
    private final MarkHead head;
    private final MarksStore store = new MarksStore();
    private final MarksScan scan = new MarksScan();
    private final Promise<Boolean> ended = Promise.promise();
    private @Nullable UUID place;

    private MarksProof(Queries snapshot, WorkerExecutor workers, MarkHead head) {
        this.snapshot = snapshot;
        this.workers = workers;
        this.head = head;
    }

    /** Whether they are; it takes some seconds a million sessions. */
    public static Future<Boolean> holds(Queries snapshot, WorkerExecutor workers, MarkHead head) {
        MarksProof proof = new MarksProof(snapshot, workers, head);
        proof.next();
        return proof.ended.future();
    }

    /** No chain of futures: two million marks are four hundred pages. */
    private void next() {
        store.page(snapshot, place, PAGE)
                .compose(page -> workers.executeBlocking(() -> take(page), false))
                .onSuccess(this::goOn)
                .onFailure(ended::fail);
    }

    private List<MarksStore.Marking> take(List<MarksStore.Marking> page) {
        page.forEach(mark -> scan.accept(mark.sessionId(), mark.mark()));
        return page;
    }

    private void goOn(List<MarksStore.Marking> page) {
        if (page.size() < PAGE) {
            ended.complete(scan.isWhatStates(head));
            return;
        }
        place = page.get(page.size() - 1).sessionId();
        next();
    }
}
