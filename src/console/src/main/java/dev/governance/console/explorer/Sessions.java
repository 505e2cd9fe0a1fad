package dev.governance.console.explorer;

import dev.governance.console.bus.Bus;
import dev.governance.console.contract.Audit;
import dev.governance.console.contract.Explorer;
import dev.governance.console.db.Database;
import dev.governance.console.explorer.SessionStore.Counted;
import dev.governance.console.ledger.Words;
import dev.governance.console.wire.AgentSessions;
import dev.governance.console.wire.AgentSessions.Proof;
import dev.governance.console.wire.AgentSessions.Session;
import dev.governance.console.wire.Outcome;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Tells in which sessions an agent wrote lately, and what is known of them as a whole. */
final class Sessions {
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final int AGENT_ID = 256;

    /** Rows of an agent that are looked at; reading more takes longer than a page may. */
    static final int LOOKED = 10_000;

    private final Bus bus;
    private final Database database;
    private final SessionStore store = new SessionStore();

    Sessions(Bus bus, Database database) {
        this.bus = bus;
        this.database = database;
    }

    Future<AgentSessions> of(Explorer.OfAgent asked) {
        String agentId = Words.name(asked.agentId(), "agent id", AGENT_ID);
        Future<Optional<Audit.Findings>> known =
                bus.ask(Audit.KNOWN, new Audit.Known()).map(Optional::of).otherwise(Optional.empty());
        return database.looking(LONGEST, queries -> store.newest(queries, agentId, LOOKED))
                .compose(counted -> known.map(findings -> told(agentId, counted, asked.limit(), findings)));
    }

    private static AgentSessions told(
            String agentId, List<Counted> counted, int limit, Optional<Audit.Findings> findings) {
        List<Session> sessions = counted.stream().collect(Collectors.groupingBy(Counted::sessionId)).entrySet().stream()
                .map(session -> session(session.getKey(), session.getValue(), findings))
                .sorted(Comparator.comparingLong(Session::lastSeq).reversed())
                .toList();
        long looked = sessions.stream().mapToLong(Session::events).sum();
        return new AgentSessions(
                agentId,
                sessions.stream().limit(limit).toList(),
                Math.toIntExact(looked),
                looked < LOOKED && sessions.size() <= limit);
    }

    private static Session session(UUID id, List<Counted> kinds, Optional<Audit.Findings> findings) {
        Counted last =
                kinds.stream().max(Comparator.comparingLong(Counted::lastSeq)).orElseThrow();
        Counted first =
                kinds.stream().min(Comparator.comparingLong(Counted::firstSeq)).orElseThrow();
        return new Session(
                id,
                kinds.stream().mapToLong(Counted::events).sum(),
                events(kinds, Outcome.BLOCKED),
                events(kinds, Outcome.ERROR),
                first.firstAt(),
                last.lastAt(),
                last.lastSeq(),
                last.lastEventId(),
                last.kind(),
                findings.map(known -> ProofRules.of(known, id, last.lastSeq())).orElse(Proof.UNKNOWN));
    }

    private static long events(List<Counted> kinds, Outcome outcome) {
        return kinds.stream()
                .filter(counted -> Outcome.of(counted.kind()) == outcome)
                .mapToLong(Counted::events)
                .sum();
    }
}
