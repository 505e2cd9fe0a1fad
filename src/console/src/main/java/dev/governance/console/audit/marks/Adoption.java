package dev.governance.console.audit.marks;

import dev.governance.chain.MarkHead;
import dev.governance.chain.Marked;
import dev.governance.chain.MarksKey;
import dev.governance.chain.SeqRanges;
import dev.governance.chain.SetHash;
import dev.governance.console.db.Database;
import dev.governance.console.db.Queries;
import dev.governance.console.ledger.AuditEntry;
import dev.governance.console.ledger.Ledger;
import dev.governance.console.ledger.Words;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lets the marks begin anew with the log as it is: a person's decision, with a reason, in the log itself. */
public final class Adoption {
    /** The kind of its row in the log. */
    public static final String KIND = "marks.adopted";

    private static final int REASON_LENGTH = 2_000;

    /** Forgetting millions of marks takes a while. */
    private static final Duration LONGEST_STATEMENT = Duration.ofMinutes(10);

    /** Of heads that may be ours, the newest. */
    private static final int LOOKED_AT = 1_000;

    private final Database database;
    private final WorkerExecutor workers;
    private final Ledger ledger;
    private final MarksKey key;
    private final HeadFiles files;
    private final MarksStore store = new MarksStore();

    public Adoption(Database database, WorkerExecutor workers, Ledger ledger, MarksKey key, HeadFiles files) {
        this.database = database;
        this.workers = workers;
        this.ledger = ledger;
        this.key = key;
        this.files = files;
    }

    /**
     * Empties the marks and signs a head that says why.
     *
     * @param by who wanted it
     * @return the new head; refused as INVALID without a reason
     */
    public Future<MarkHead> adopt(String reason, String by) {
        return Future.<MarkHead>future(promise -> {
            String words = Words.reason(reason, "reason", REASON_LENGTH);
            database.within(LONGEST_STATEMENT, transaction -> begun(transaction, words, by))
                    .compose(this::kept)
                    .onComplete(promise);
        });
    }

    private Future<MarkHead> kept(MarkHead head) {
        files.saw(head);
        return workers.executeBlocking(() -> {
            files.write();
            return head;
        });
    }

    private Future<MarkHead> begun(Queries transaction, String reason, String by) {
        SetHash nothing = new SetHash();
        // Takes the lock of whoever marks, first of all.
        return store.waitLong(transaction)
                .compose(patient -> store.set(transaction, 0, nothing))
                .compose(locked -> store.newestBy(transaction, key.publicKey().fingerprint(), LOOKED_AT))
                .compose(stored -> store.now(transaction).map(now -> {
                    @Nullable MarkHead before = newest(stored);
                    return MarkHead.signed(
                            key,
                            before == null ? 1 : before.number() + 1,
                            now,
                            new Marked(0, SeqRanges.NONE),
                            0,
                            0,
                            nothing.root(),
                            before == null ? MarkHead.NOTHING : before.hash(),
                            reason);
                }))
                .compose(head -> store.forget(transaction)
                        .compose(gone -> store.forgetFrom(transaction, head.number()))
                        .compose(cleared -> store.append(transaction, head))
                        .compose(added -> store.set(transaction, head.number(), nothing))
                        .compose(set -> store.settle(transaction))
                        .compose(settled -> ledger.append(transaction, entry(head, by)))
                        .map(head));
    }

    /** Only what this key signed: anybody who may write the table may put any number there. */
    private @Nullable MarkHead newest(List<MarkHead> stored) {
        return Stream.concat(stored.stream(), files.newest().stream())
                .filter(head -> head.isSignedBy(key.publicKey()))
                .max(Comparator.comparingLong(MarkHead::number))
                .orElse(null);
    }

    private static AuditEntry entry(MarkHead head, String by) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("reason", String.valueOf(head.reason()));
        metadata.put("by", by);
        metadata.put("number_before", head.number() - 1);
        metadata.put("number_after", head.number());
        metadata.put("key_fingerprint", head.keyFingerprint());
        return AuditEntry.ofConsole(KIND, metadata);
    }
}
