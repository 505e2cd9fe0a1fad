package dev.governance.console.policies;

import dev.governance.console.bus.Bus;
import dev.governance.console.contract.Policies;
import dev.governance.console.contract.Policies.History;
import dev.governance.console.contract.Policies.OfAgent;
import dev.governance.console.contract.Policies.Page;
import dev.governance.console.db.Database;
import dev.governance.console.db.RedactedJson;
import dev.governance.console.ledger.Ledger;
import dev.governance.console.ledger.Refusals;
import dev.governance.console.ledger.Words;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;

/** Tells what agents may do and spend, lets admins change it, and knows who changed it before. */
public final class PoliciesVerticle extends VerticleBase {
    private static final int TYPE = 32;
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final Bus bus;
    private final Database database;
    private final Shown shown;
    private final PolicyEdits edits;
    private final Proposals proposals;
    private final List<String> secondApprover;
    private final PolicyStore store = new PolicyStore();
    private final HistoryStore history = new HistoryStore();

    /**
     * Creates the verticle.
     *
     * @param redaction takes JSON text and gives it back without secrets
     * @param secondApprover types of policies, of {@link Policies#TYPES}, that two different admins have to change
     */
    public PoliciesVerticle(
            Bus bus, Database database, Ledger ledger, UnaryOperator<String> redaction, List<String> secondApprover) {
        this.bus = bus;
        this.database = database;
        this.shown = new Shown(new RedactedJson(redaction));
        this.secondApprover = List.copyOf(secondApprover);
        Refusals refusals = new Refusals(database, ledger);
        PolicyWrites writes = new PolicyWrites(database, ledger, shown);
        this.proposals = new Proposals(database, ledger, refusals, writes, shown);
        this.edits = new PolicyEdits(database, refusals, writes, proposals, Set.copyOf(secondApprover));
    }

    @Override
    public Future<?> start() {
        bus.answer(Policies.ALL, this::all);
        bus.answer(Policies.OF_AGENT, this::ofAgent);
        bus.answer(Policies.CHANGE, edits::change);
        bus.answer(Policies.CONFIRM, proposals::confirm);
        bus.answer(Policies.END, proposals::end);
        bus.answer(Policies.PROPOSED, this::proposed);
        bus.answer(Policies.HISTORY, this::history);
        return Future.succeededFuture();
    }

    private Future<Page> all(Policies.All asked) {
        PolicyCursor after = PolicyCursor.read(asked.cursor());
        return database.looking(LONGEST, queries -> store.all(queries, after, asked.limit() + 1))
                .compose(found -> vertx.executeBlocking(() -> page(found, asked.limit()), false));
    }

    private Page page(List<PolicyStore.Stored> found, int limit) {
        List<PolicyStore.Stored> page = found.stream().limit(limit).toList();
        if (found.size() == page.size()) {
            return new Page(page.stream().map(shown::row).toList(), null);
        }
        PolicyStore.Stored last = page.get(limit - 1);
        return new Page(
                page.stream().map(shown::row).toList(), new PolicyCursor(last.agentId(), last.policyType()).text());
    }

    private Future<OfAgent> ofAgent(Policies.Of asked) {
        String agentId = Words.name(asked.agentId(), "agent id", PolicyEdits.AGENT);
        return database.looking(
                        LONGEST,
                        queries -> store.ofAgent(queries, agentId)
                                .compose(found -> proposals
                                        .waiting(queries, agentId)
                                        .map(waiting -> (Callable<OfAgent>) () -> ofAgent(agentId, found, waiting))))
                .compose(answer -> vertx.executeBlocking(answer, false));
    }

    private OfAgent ofAgent(String agentId, List<PolicyStore.Stored> found, List<Proposal> waiting) {
        return new OfAgent(
                agentId,
                found.stream().map(shown::row).toList(),
                waiting.stream().map(shown::proposal).toList());
    }

    private Future<Policies.Proposed> proposed(Policies.Waiting asked) {
        return database.looking(LONGEST, queries -> proposals.waiting(queries, Policies.MOST))
                .compose(waiting -> vertx.executeBlocking(
                        () -> new Policies.Proposed(
                                secondApprover,
                                waiting.stream().map(shown::proposal).toList()),
                        false));
    }

    private Future<History> history(Policies.Past asked) {
        String agentId = Words.name(asked.agentId(), "agent id", PolicyEdits.AGENT);
        String type = Words.name(asked.policyType(), "policy type", TYPE);
        long before = asked.before() == null ? Long.MAX_VALUE : asked.before();
        return database.looking(LONGEST, queries -> history.page(queries, agentId, type, before, asked.limit() + 1))
                .compose(found -> vertx.executeBlocking(() -> changes(found, asked.limit()), false));
    }

    private History changes(List<HistoryStore.Noted> found, int limit) {
        List<HistoryStore.Noted> page = found.stream().limit(limit).toList();
        return new History(
                page.stream().map(shown::change).toList(),
                found.size() == page.size() ? null : page.get(limit - 1).changeId());
    }
}
