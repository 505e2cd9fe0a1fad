package dev.governance.console.presence;

import dev.governance.console.bus.Bus;
import dev.governance.console.contract.Audit;
import dev.governance.console.db.Queries;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Believes what the log says of a halt only once the row's MAC was checked. */
final class Witnesses {
    private static final Logger LOG = LoggerFactory.getLogger(Witnesses.class);

    /** One look checks 2,000 rows at most. */
    private static final int MOST_ROUNDS = 20;

    private final Bus bus;
    private final WitnessStore store = new WitnessStore();

    Witnesses(Bus bus) {
        this.bus = bus;
    }

    /** Takes notice of what is new; the number of halts of which something is. */
    Future<Integer> take(Queries queries) {
        return store.notice(queries)
                .compose(noticed -> check(queries, MOST_ROUNDS))
                .compose(checked -> store.unproven(queries))
                .compose(unproven -> prove(queries, unproven))
                .compose(proved -> store.witness(queries));
    }

    /** What is left over has its turn at once, and beyond that many rounds with the next look. */
    private Future<?> check(Queries queries, int rounds) {
        return store.unchecked(queries)
                .compose(events -> prove(queries, events)
                        .onSuccess(proofs -> proofs.stream()
                                .filter(proof -> !proof.proof().equals("holds"))
                                .forEach(Witnesses::warn))
                        .compose(proofs -> proofs.size() < Audit.PROVED_AT_ONCE || rounds == 1
                                ? Future.succeededFuture()
                                : check(queries, rounds - 1)));
    }

    private Future<List<Audit.Proof>> prove(Queries queries, List<UUID> events) {
        return events.isEmpty()
                ? Future.succeededFuture(List.of())
                : bus.ask(Audit.PROVE_EVENTS, new Audit.ProveEvents(events))
                        .compose(told -> judged(queries, events, told.proofs()));
    }

    /** One that was deleted meanwhile is as good as broken. */
    private Future<List<Audit.Proof>> judged(Queries queries, List<UUID> events, List<Audit.Proof> proofs) {
        List<UUID> told = proofs.stream().map(Audit.Proof::eventId).toList();
        List<Audit.Proof> all = Stream.concat(
                        proofs.stream(),
                        events.stream()
                                .filter(event -> !told.contains(event))
                                .map(gone -> new Audit.Proof(gone, "broken")))
                .toList();
        return store.judge(queries, all).map(all);
    }

    private static void warn(Audit.Proof proof) {
        LOG.atWarn()
                .addKeyValue("event", proof.eventId())
                .addKeyValue("proof", proof.proof())
                .log("a row speaks of a halt and does not count: its MAC does not show who wrote it");
    }
}
