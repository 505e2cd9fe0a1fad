package dev.governance.console.approvals;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Approvals.Decide;
import dev.governance.console.contract.Approvals.Decided;
import dev.governance.console.contract.Approvals.Failed;
import dev.governance.console.contract.Approvals.GrantAll;
import dev.governance.console.contract.Approvals.GrantedAll;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Grants several requests of low risk, each for itself: what is refused to one holds up no other. */
final class Batch {
    /** Well within an asker's patience; what has had no turn by then is told. */
    private static final Duration LONGEST = Duration.ofSeconds(6);

    private static final int MOST = 50;

    private final Function<Decide, Future<Decided>> grant;

    /**
     * Creates a batch.
     *
     * @param grant grants one request, and refuses it when its risk is not low
     */
    Batch(Function<Decide, Future<Decided>> grant) {
        this.grant = grant;
    }

    Future<GrantedAll> make(GrantAll asked) {
        List<UUID> ids = asked.requestIds().stream().distinct().toList();
        if (ids.isEmpty() || ids.size() > MOST) {
            throw Refusal.unfit("request_ids", "request_ids are 1 to " + MOST + " ids");
        }
        long began = System.nanoTime();
        List<UUID> approved = new ArrayList<>();
        List<Failed> failed = new ArrayList<>();
        Future<?> chain = Future.succeededFuture();
        for (UUID id : ids) {
            chain = chain.compose(before -> tried(asked, id, began)
                    .onSuccess(done -> approved.add(id))
                    .<Object>mapEmpty()
                    .recover(failure -> {
                        failed.add(new Failed(id, reason(failure)));
                        return Future.succeededFuture();
                    }));
        }
        return chain.map(done -> new GrantedAll(approved, failed));
    }

    private Future<Decided> tried(GrantAll asked, UUID id, long began) {
        return System.nanoTime() - began > LONGEST.toNanos()
                ? Future.failedFuture(new Refusal(Fault.CONFLICT, "not_tried", "the batch took too long"))
                : grant.apply(new Decide(id, asked.by(), true, null, null, keyOf(asked.key(), id)));
    }

    /** Each request is an act of its own, so a batch that is sent again grants what it granted, and judges the rest anew. */
    private static @Nullable UUID keyOf(@Nullable UUID key, UUID id) {
        return key == null ? null : UUID.nameUUIDFromBytes((key + " " + id).getBytes(StandardCharsets.UTF_8));
    }

    /** In the words that clients of the reference know, as far as it has them. */
    private static String reason(Throwable failure) {
        if (!(failure instanceof Refusal refusal) || refusal.fault() == Fault.UNAVAILABLE) {
            return "internal_error";
        }
        return switch (refusal.code()) {
            case "unknown" -> "not_found";
            case "already_decided" -> "already_resolved";
            case "self_approval", "operator_unknown" -> "self_approval_blocked";
            case "claimed" -> "claimed_by_other_reviewer";
            default -> refusal.code();
        };
    }
}
