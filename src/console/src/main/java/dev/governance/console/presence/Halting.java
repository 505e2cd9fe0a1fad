package dev.governance.console.presence;

import dev.governance.chain.Timestamps;
import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Presence.Halt;
import dev.governance.console.contract.Presence.Halted;
import dev.governance.console.contract.Presence.Resume;
import dev.governance.console.contract.Presence.Resumed;
import dev.governance.console.db.Queries;
import dev.governance.console.ledger.AuditEntry;
import dev.governance.console.ledger.Ledger;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Halts and resumes an agent: marker, watch and audit row in one transaction. */
final class Halting {
    private final HaltStore store;
    private final Ledger ledger;

    Halting(HaltStore store, Ledger ledger) {
        this.store = store;
        this.ledger = ledger;
    }

    Future<Halted> halt(Queries transaction, Halt halt) {
        return store.now(transaction).compose(now -> {
            Marker marker = Marker.of(halt.by().username(), now, halt.reason());
            return store.halt(transaction, halt.agentId(), marker)
                    .compose(done -> done ? Future.succeededFuture() : alreadyHalted(transaction, halt.agentId()))
                    .compose(done -> store.watch(transaction, halt.agentId(), marker))
                    .compose(watched ->
                            ledger.append(transaction, halted(halt, marker).cameBy(halt.by())))
                    .map(new Halted(halt.agentId(), now));
        });
    }

    private Future<Void> alreadyHalted(Queries transaction, String agentId) {
        return store.standing(transaction, agentId)
                .compose(standing -> Future.failedFuture(
                        new Refusal(Fault.CONFLICT, "already_halted", "this agent is already halted" + by(standing))));
    }

    private static String by(Optional<HaltStore.Standing> standing) {
        return standing.map(
                        halt -> ", by " + halt.haltedBy() + (halt.haltedAt() == null ? "" : " at " + halt.haltedAt()))
                .orElse("");
    }

    /** The reason goes in as it was written: the ledger cleans it, and twice would double its backslashes. */
    private static AuditEntry halted(Halt halt, Marker marker) {
        return new AuditEntry(
                Marker.session(halt.agentId(), marker.isoformat()),
                halt.agentId(),
                "agent.halted",
                Map.of("halted_by", marker.haltedBy(), "reason", halt.reason(), "halted_at", marker.isoformat()));
    }

    Future<Resumed> resume(Queries transaction, Resume resume) {
        return store.now(transaction)
                .compose(now -> store.resume(transaction, resume.agentId())
                        .map(standing -> standing.orElseThrow(
                                () -> new Refusal(Fault.CONFLICT, "not_halted", "this agent is not halted")))
                        .compose(standing -> store.end(
                                        transaction,
                                        resume.agentId(),
                                        now,
                                        resume.by().username(),
                                        resume.reason())
                                .compose(ended -> ledger.append(transaction, resumed(resume, standing, now))))
                        .map(new Resumed(resume.agentId(), now)));
    }

    private static AuditEntry resumed(Resume resume, HaltStore.Standing standing, Instant now) {
        String since = standing.haltedAt() == null ? "" : normal(standing.haltedAt());
        return new AuditEntry(
                Marker.session(resume.agentId(), since),
                resume.agentId(),
                "agent.resumed",
                Map.of(
                        "resumed_by",
                        resume.by().username(),
                        "reason",
                        resume.reason(),
                        "resumed_at",
                        Timestamps.iso(now),
                        "previous_halted_by",
                        standing.haltedBy()));
    }

    /** A time from a column always shows microseconds; the chain's name leaves out six zeros. */
    private static String normal(String isoformat) {
        return isoformat.replace(".000000+00:00", "+00:00");
    }
}
