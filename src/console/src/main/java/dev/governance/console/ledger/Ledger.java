package dev.governance.console.ledger;

import dev.governance.chain.CanonicalJson;
import dev.governance.chain.ChainEvent;
import dev.governance.chain.ChainKey;
import dev.governance.chain.Sanitizer;
import dev.governance.chain.Timestamps;
import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.db.Queries;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Appends the console's own audit rows, in the transaction of the act that they record. */
public final class Ledger {
    /** The code of a refusal when another key signs the chain now. */
    public static final String ROTATED = "key_rotated";

    private static final int NAME_LENGTH = 256;
    private static final int KIND_LENGTH = 128;

    private final SigningKey key;
    private final Clock clock;
    private final LedgerStore store = new LedgerStore();
    private final WriteTimes writes = new WriteTimes();

    public Ledger(ChainKey key, Clock clock) {
        this(SigningKey.of(key), clock);
    }

    public Ledger(SigningKey key, Clock clock) {
        this.key = key;
        this.clock = clock;
    }

    /**
     * Appends to the chain of the entry's session and holds that session until the transaction ends, so call it last.
     * The transaction must be READ COMMITTED: a snapshot from before the lock would show an older head.
     *
     * <p>Refused as UNAVAILABLE, and with it the act, when the key of the chain was rotated to one that does not lie ready
     * here: nobody could verify the row.
     *
     * @return the id of the new event
     */
    public Future<UUID> append(Queries transaction, AuditEntry entry) {
        long begunAt = System.nanoTime();
        Instant now = Timestamps.now(clock);
        return store.lock(transaction, entry.sessionId())
                .compose(locked -> store.head(transaction, entry.sessionId()))
                .map(head -> event(entry, head.orElse(null), now))
                .compose(event -> signed(transaction, event, key.now()))
                .onSuccess(appended -> writes.note(System.nanoTime() - begunAt));
    }

    /** How long appending took, from waiting for the session's lock until the row stood; commits are not in it. */
    public WriteTimes writes() {
        return writes;
    }

    private Future<UUID> signed(Queries transaction, ChainEvent event, ChainKey signing) {
        return inserted(transaction, event, signing)
                .compose(done -> done
                        ? Future.succeededFuture(event.eventId())
                        : key.after(signing)
                                .map(next -> followed(transaction, event, signing, next))
                                .orElseGet(() -> Future.failedFuture(rotated(signing))));
    }

    private Future<Boolean> inserted(Queries transaction, ChainEvent event, ChainKey signing) {
        return store.insert(transaction, event, signing.mac(event.canonicalBytes()), signing.fingerprint())
                .map(inserted -> inserted == 1);
    }

    private Future<UUID> followed(Queries transaction, ChainEvent event, ChainKey signing, ChainKey next) {
        return inserted(transaction, event, next).map(done -> {
            if (!done) {
                throw rotated(signing);
            }
            key.follow(next.fingerprint(), null);
            return event.eventId();
        });
    }

    private static Refusal rotated(ChainKey signing) {
        return new Refusal(
                Fault.UNAVAILABLE,
                ROTATED,
                "the key of the audit chain was rotated, and this console still signs with " + signing.prefix()
                        + "; nothing was changed. Restart it with the new GOVERNANCE_AUDIT_SECRET");
    }

    private static ChainEvent event(AuditEntry entry, @Nullable String head, Instant now) {
        return new ChainEvent(
                UUID.randomUUID(),
                entry.sessionId(),
                fitting(entry.agentId(), NAME_LENGTH),
                null,
                fitting(entry.kind(), KIND_LENGTH),
                null,
                null,
                null,
                written(entry.metadata()),
                head,
                now);
    }

    /** Escapes make a text longer; a hostile name must not keep an act from being recorded. */
    private static String fitting(String text, int limit) {
        String clean = Sanitizer.text(text, limit);
        return clean.codePointCount(0, clean.length()) <= limit
                ? clean
                : clean.substring(0, clean.offsetByCodePoints(0, limit));
    }

    /**
     * Metadata as the log holds and signs it, in ASCII.
     *
     * @throws IllegalArgumentException when it is too large, or holds what cannot be signed
     */
    public static String written(Map<String, ? extends @Nullable Object> metadata) {
        return CanonicalJson.write(Sanitizer.metadata(metadata));
    }
}
