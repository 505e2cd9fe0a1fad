package dev.governance.console.ledger;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.db.Queries;
import dev.governance.console.wire.Caller;
import dev.governance.console.wire.Json;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Does an act once, however often it is sent: the answer is stored in the act's own transaction. */
public final class Acts {
    private final ActStore store = new ActStore();

    /**
     * An act that may be sent again.
     *
     * @param key the same for every try; null when the caller sent none
     * @param name what is done to what, as {@code approvals.grant 6f1e…}
     */
    public record Act(@Nullable UUID key, UUID userId, String name) {
        /** An act on a subject; with other words it is another act, so that none gets the answer to what it did not say. */
        public static Act of(@Nullable UUID key, Caller by, String name, UUID subject, @Nullable String... words) {
            return of(key, by, name, subject.toString(), words);
        }

        /** The same on a subject that has a name. */
        public static Act of(@Nullable UUID key, Caller by, String name, String subject, @Nullable String... words) {
            byte[] said = Json.write(Arrays.asList(words)).getBytes(StandardCharsets.UTF_8);
            return new Act(key, by.userId(), name + " " + subject + " " + UUID.nameUUIDFromBytes(said));
        }
    }

    /**
     * Does the work, or gives the answer that it had the first time. A try that was refused is no act: its transaction
     * is rolled back, and the next try is judged anew. Call it first in the transaction, so that a second try waits for
     * the first before it locks anything else.
     *
     * <p>Refused as CONFLICT when the key stands for another act or another person's.
     */
    public <A extends Record> Future<A> once(Queries transaction, Act act, Class<A> answer, Supplier<Future<A>> work) {
        UUID key = act.key();
        if (key == null) {
            return work.get();
        }
        return store.claim(transaction, key, act)
                .compose(claimed -> claimed ? answered(transaction, key, work) : known(transaction, key, act, answer));
    }

    private <A extends Record> Future<A> answered(Queries transaction, UUID key, Supplier<Future<A>> work) {
        return work.get()
                .compose(value ->
                        store.answer(transaction, key, Json.write(value)).map(value));
    }

    private <A extends Record> Future<A> known(Queries transaction, UUID key, Act act, Class<A> answer) {
        return store.find(transaction, key)
                .map(found -> found.filter(stored -> stored.isOf(act))
                        .map(stored -> Json.read(Objects.requireNonNull(stored.answer()), answer))
                        .orElseThrow(() -> new Refusal(
                                Fault.CONFLICT,
                                "key_reused",
                                "this idempotency key was used for another act; send a new one")));
    }
}
