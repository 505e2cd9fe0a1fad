package dev.governance.console.policies;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Policies.Change;
import dev.governance.console.contract.Policies.Changed;
import dev.governance.console.contract.Policies.Confirm;
import dev.governance.console.contract.Policies.End;
import dev.governance.console.contract.Policies.Ended;
import dev.governance.console.db.Database;
import dev.governance.console.db.Queries;
import dev.governance.console.ledger.Acts;
import dev.governance.console.ledger.AuditEntry;
import dev.governance.console.ledger.Ledger;
import dev.governance.console.ledger.Refusals;
import dev.governance.console.ledger.StandingStore;
import dev.governance.console.ledger.Words;
import dev.governance.console.wire.Caller;
import dev.governance.console.wire.Json;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Changes that take two admins: one proposes, and another one confirms what was proposed or rejects it. */
final class Proposals {
    private final Database database;
    private final Ledger ledger;
    private final Refusals refusals;
    private final PolicyWrites writes;
    private final Shown shown;
    private final Acts acts = new Acts();
    private final StandingStore standing = new StandingStore();
    private final ProposalStore store = new ProposalStore();

    Proposals(Database database, Ledger ledger, Refusals refusals, PolicyWrites writes, Shown shown) {
        this.database = database;
        this.ledger = ledger;
        this.refusals = refusals;
        this.writes = writes;
        this.shown = shown;
    }

    /** Keeps a change that was checked, if it could be made now. */
    Future<Changed> propose(Queries transaction, Change change) {
        String json = Json.write(PolicyWrites.policy(change));
        return store.add(transaction, change, json)
                .compose(added -> added.isPresent()
                        ? writes.wouldWrite(transaction, change)
                                .compose(would -> proposed(transaction, added.get(), change.by()))
                        : waits(transaction, change));
    }

    private Future<Changed> proposed(Queries transaction, Proposal proposal, Caller by) {
        Map<String, @Nullable Object> metadata = metadata(proposal, by);
        metadata.put("reason", proposal.reason());
        metadata.put("before_version", proposal.version());
        metadata.put("proposed", writes.side(proposal.json()));
        metadata.put("expires_at", proposal.expiresAt().toString());
        return told(transaction, "policy.proposed", metadata, by)
                .map(eventId -> new Changed(null, eventId, shown.proposal(proposal)));
    }

    private Future<Changed> waits(Queries transaction, Change change) {
        return store.waiting(transaction, change.agentId()).map(all -> {
            String first = all.stream()
                    .filter(waiting -> waiting.policyType().equals(change.policyType()))
                    .findFirst()
                    .map(waiting -> waiting.by() + " proposed another change at " + waiting.at()
                            + ", which waits until " + waiting.expiresAt())
                    .orElse("somebody proposed another change meanwhile");
            throw new Refusal(
                    Fault.CONFLICT,
                    "proposal_waits",
                    first + "; confirm, withdraw or reject it first. Nothing was changed");
        });
    }

    /** Those of an agent that wait. */
    Future<List<Proposal>> waiting(Queries queries, String agentId) {
        return store.waiting(queries, agentId);
    }

    /** Those of all agents that wait. */
    Future<List<Proposal>> waiting(Queries queries, int limit) {
        return store.waiting(queries, limit);
    }

    Future<Changed> confirm(Confirm asked) {
        String subject = PolicyWrites.subject(asked.policyType(), asked.agentId());
        return Future.succeededFuture(asked)
                .map(confirm -> checked(confirm.agentId(), confirm.policyType()))
                .compose(checked -> database.inTransaction(transaction -> acts.once(
                        transaction,
                        Acts.Act.of(
                                asked.key(),
                                asked.by(),
                                "policies.confirm",
                                subject,
                                asked.proposalId().toString()),
                        Changed.class,
                        () -> standing.check(transaction, asked.by(), PolicyEdits::mayEdit)
                                .compose(stands -> store.take(
                                        transaction, asked.agentId(), asked.policyType(), asked.proposalId()))
                                .map(taken -> taken.orElseThrow(Proposals::none))
                                .compose(taken -> confirmed(transaction, taken, asked.by())))))
                .recover(failure -> refusals.noted(failure, asked.by(), "policies.confirm", subject))
                .recover(failure -> writes.orCurrent(failure, asked.agentId(), asked.policyType()));
    }

    private Future<Changed> confirmed(Queries transaction, Proposal proposal, Caller by) {
        if (proposal.isBy(by)) {
            throw new Refusal(
                    Fault.CONFLICT,
                    "second_approver_wanted",
                    "you proposed this; another admin has to confirm it before it is changed");
        }
        Change change = new Change(
                proposal.agentId(),
                proposal.policyType(),
                proposal.json(),
                proposal.version(),
                proposal.reason(),
                by,
                null);
        return store.bothStand(transaction, proposal, by).compose(stand -> {
            if (!stand) {
                throw new Refusal(
                        Fault.FORBIDDEN,
                        "account_changed",
                        "your account, or that of whoever proposed this, was made or changed after it was proposed, or"
                                + " may not edit policies any more; withdraw or reject it, and propose it again");
            }
            return writes.write(transaction, change, proposal);
        });
    }

    Future<Ended> end(End asked) {
        String subject = PolicyWrites.subject(asked.policyType(), asked.agentId());
        return Future.succeededFuture(asked)
                .map(end -> checked(end.agentId(), end.policyType()))
                .compose(checked -> database.inTransaction(transaction -> acts.once(
                        transaction,
                        Acts.Act.of(asked.key(), asked.by(), "policies.end", subject, meant(asked)),
                        Ended.class,
                        () -> standing.check(transaction, asked.by(), PolicyEdits::mayEdit)
                                .compose(stands -> store.take(
                                        transaction, asked.agentId(), asked.policyType(), asked.proposalId()))
                                .map(taken -> taken.orElseThrow(Proposals::none))
                                .compose(taken -> ended(transaction, taken, asked.by())))))
                .recover(failure -> refusals.noted(failure, asked.by(), "policies.end", subject));
    }

    private static String[] meant(End asked) {
        UUID proposalId = asked.proposalId();
        return proposalId == null ? new String[0] : new String[] {proposalId.toString()};
    }

    private Future<Ended> ended(Queries transaction, Proposal proposal, Caller by) {
        boolean withdrawn = proposal.isBy(by);
        Map<String, @Nullable Object> metadata = metadata(proposal, by);
        metadata.put("proposed_by", proposal.by());
        metadata.put("proposed_by_id", proposal.byId().toString());
        metadata.put("proposed_at", proposal.at().toString());
        return told(transaction, withdrawn ? "policy.proposal_withdrawn" : "policy.proposal_rejected", metadata, by)
                .map(eventId -> new Ended(proposal.proposalId(), withdrawn, eventId));
    }

    private static String checked(String agentId, String policyType) {
        Words.name(agentId, "agent id", PolicyEdits.AGENT);
        return PolicyRules.type(policyType);
    }

    private static Map<String, @Nullable Object> metadata(Proposal proposal, Caller by) {
        Map<String, @Nullable Object> metadata = new HashMap<>();
        metadata.put("agent", proposal.agentId());
        metadata.put("policy_type", proposal.policyType());
        metadata.put("proposal_id", proposal.proposalId().toString());
        metadata.put("by", by.username());
        metadata.put("by_id", by.userId().toString());
        return metadata;
    }

    private Future<UUID> told(Queries transaction, String kind, Map<String, @Nullable Object> metadata, Caller by) {
        return ledger.append(transaction, AuditEntry.ofConsole(kind, metadata).cameBy(by));
    }

    private static Refusal none() {
        return new Refusal(
                Fault.NOT_FOUND,
                "no_proposal",
                "no such proposal waits for this policy: it was confirmed, withdrawn or rejected, or it expired");
    }
}
