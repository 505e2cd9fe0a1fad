package dev.governance.console.audit;

import dev.governance.chain.ChainRow;
import dev.governance.chain.EventCheck;
import dev.governance.chain.KeyRing;
import dev.governance.console.audit.rows.RowStore;
import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Audit;
import dev.governance.console.db.Queries;
import dev.governance.console.wire.EventVerdict;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks single events with the rows beside them, out of one snapshot. */
final class EventChecks {
    private static final int PREFIX = 16;

    private final Verification proof;
    private final WorkerExecutor workers;
    private final Clock clock;
    private final EventRowStore store = new EventRowStore();
    private final RowStore rows = new RowStore();

    EventChecks(Verification proof, WorkerExecutor workers, Clock clock) {
        this.proof = proof;
        this.workers = workers;
        this.clock = clock;
    }

    Future<EventVerdict> check(Audit.CheckEvent question) {
        return proof.inSnapshot((snapshot, ring) -> store.one(snapshot, question.eventId())
                .compose(found -> check(
                        snapshot,
                        ring,
                        found.orElseThrow(() ->
                                new Refusal(Fault.NOT_FOUND, "event_unknown", "there is no event with this id")))));
    }

    Future<Audit.Proofs> prove(Audit.ProveEvents question) {
        return proof.inSnapshot((snapshot, ring) -> store.several(snapshot, question.eventIds(), Audit.PROVED_AT_ONCE)
                .compose(found -> rows.below(snapshot, found)
                        .compose(below -> workers.executeBlocking(() -> proofs(ring, found, below), false))));
    }

    private static Audit.Proofs proofs(KeyRing ring, List<ChainRow> found, Map<Long, String> below) {
        EventCheck check = new EventCheck(ring);
        return new Audit.Proofs(found.stream()
                .map(row -> new Audit.Proof(
                        row.event().eventId(),
                        check.check(null, row, null, below.get(row.chainSeq()))
                                .content()
                                .code()))
                .toList());
    }

    private Future<EventVerdict> check(Queries snapshot, KeyRing ring, ChainRow row) {
        return store.before(snapshot, row)
                .compose(before -> store.after(snapshot, row)
                        .compose(after -> below(snapshot, row)
                                .compose(below -> workers.executeBlocking(
                                        () -> verdict(
                                                ring, before.orElse(null), row, after.orElse(null), below.orElse(null)),
                                        false))));
    }

    private Future<Optional<String>> below(Queries snapshot, ChainRow row) {
        return rows.below(snapshot, List.of(row)).map(macs -> Optional.ofNullable(macs.get(row.chainSeq())));
    }

    private EventVerdict verdict(
            KeyRing ring,
            @Nullable ChainRow before,
            ChainRow row,
            @Nullable ChainRow after,
            @Nullable String newestBelow) {
        EventCheck.Result result = new EventCheck(ring).check(before, row, after, newestBelow);
        String verdict = result.isTampered() ? "tampered" : result.isVerified() ? "verified" : "unverifiable";
        String headline = switch (verdict) {
            case "tampered" -> "TAMPERED at this event";
            case "verified" -> "This event is verified";
            default -> "Cannot verify this event";
        };
        String key = result.keyFingerprint();
        return new EventVerdict(
                row.event().eventId(),
                row.event().sessionId(),
                row.chainSeq(),
                "event",
                verdict,
                result.isVerified(),
                headline,
                result.sentence() + " Only this event was checked.",
                result.content().code(),
                result.before().code(),
                result.after().code(),
                result.signature().name().toLowerCase(Locale.ROOT),
                row.hmacValue(),
                result.computedMac(),
                key == null ? null : key.substring(0, Math.min(PREFIX, key.length())),
                clock.instant());
    }
}
