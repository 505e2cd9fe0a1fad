package dev.governance.console.approvals;

import static dev.governance.console.bus.Fault.CONFLICT;
import static dev.governance.console.bus.Fault.FORBIDDEN;

import dev.governance.console.bus.Bus;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Owners;
import dev.governance.console.contract.Owners.Change;
import dev.governance.console.contract.Owners.Changed;
import dev.governance.console.contract.Permission;
import dev.governance.console.contract.Permissions;
import dev.governance.console.db.Database;
import dev.governance.console.db.Queries;
import dev.governance.console.ledger.Acts;
import dev.governance.console.ledger.AuditEntry;
import dev.governance.console.ledger.Ledger;
import dev.governance.console.ledger.Refusals;
import dev.governance.console.ledger.StandingStore;
import dev.governance.console.ledger.Words;
import dev.governance.console.wire.AgentOwners;
import dev.governance.console.wire.Caller;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Tells who answers for an agent, and lets admins say who does: the list and its audit event are one transaction. */
public final class OwnersVerticle extends VerticleBase {
    private static final String ACT = "owners.change";
    private static final int NAME = 256;
    private static final int REASON = 512;

    private final Bus bus;
    private final Database database;
    private final Ledger ledger;
    private final Refusals refusals;
    private final Acts acts = new Acts();
    private final StandingStore standing = new StandingStore();
    private final OwnerStore store = new OwnerStore();

    public OwnersVerticle(Bus bus, Database database, Ledger ledger) {
        this.bus = bus;
        this.database = database;
        this.ledger = ledger;
        this.refusals = new Refusals(database, ledger);
    }

    @Override
    public Future<?> start() {
        bus.answer(Owners.OF, this::of);
        bus.answer(Owners.CHANGE, this::change);
        return Future.succeededFuture();
    }

    private Future<AgentOwners> of(Owners.Of asked) {
        return store.of(database.queries(), Words.name(asked.agentId(), "agent id", NAME));
    }

    private Future<Changed> change(Change asked) {
        return Future.succeededFuture(asked)
                .map(OwnersVerticle::checked)
                .compose(change -> database.inTransaction(transaction -> acts.once(
                        transaction,
                        Acts.Act.of(
                                change.key(),
                                change.by(),
                                ACT,
                                change.agentId(),
                                String.join("\n", change.owners()),
                                Long.toString(change.version()),
                                change.reason()),
                        Changed.class,
                        () -> standing.check(transaction, change.by(), OwnersVerticle::mayChange)
                                .compose(stands -> changed(transaction, change)))))
                .recover(failure -> refusals.noted(failure, asked.by(), ACT, asked.agentId()));
    }

    private static boolean mayChange(Caller by) {
        return Permissions.of(by).contains(Permission.MANAGE_USERS);
    }

    private static Change checked(Change asked) {
        if (!mayChange(asked.by())) {
            throw new Refusal(FORBIDDEN, "role", "saying who owns an agent needs the role admin");
        }
        return new Change(
                Words.name(asked.agentId(), "agent id", NAME),
                owners(asked.owners()),
                asked.version(),
                Words.reason(asked.reason(), "reason", REASON),
                asked.by(),
                asked.key());
    }

    /** One spelling of each, as nobody could tell two apart that mean the same person. */
    private static List<String> owners(List<String> asked) {
        if (asked.size() > Owners.MOST) {
            throw Refusal.unfit("owners", "owners are at most " + Owners.MOST + " names or ids of users");
        }
        List<String> owners = asked.stream()
                .map(owner -> Words.reason(owner, "owner", NAME))
                .sorted()
                .toList();
        if (owners.stream().map(Words::key).distinct().count() < owners.size()) {
            throw Refusal.unfit("owners", "owners names somebody twice; name each once");
        }
        return owners;
    }

    private Future<Changed> changed(Queries transaction, Change change) {
        return store.take(transaction, change.agentId(), change.version(), change.by())
                .map(taken -> {
                    if (!taken) {
                        throw new Refusal(
                                CONFLICT,
                                "changed_meanwhile",
                                "the list is another one than you saw; look at the one that stands now and send its"
                                        + " version. Nothing was changed");
                    }
                    return taken;
                })
                .compose(taken -> store.of(transaction, change.agentId()))
                .compose(before -> store.set(transaction, change.agentId(), change.owners(), change.by())
                        .compose(set -> store.of(transaction, change.agentId()))
                        .compose(after -> told(transaction, change, before, after)));
    }

    private Future<Changed> told(Queries transaction, Change change, AgentOwners before, AgentOwners after) {
        List<String> was = names(before);
        List<String> is = names(after);
        if (was.equals(is)) {
            throw new Refusal(CONFLICT, "unchanged", "the list says that already; nothing was changed");
        }
        if (isNamed(was, change.by()) && !isNamed(is, change.by())) {
            throw new Refusal(
                    FORBIDDEN,
                    "self_removal",
                    "you own this agent, and who takes themselves off its owners could then approve what it asks; another"
                            + " admin has to do it. Nothing was changed");
        }
        Map<String, Object> metadata = Map.of(
                "agent",
                change.agentId(),
                "before",
                was,
                "after",
                is,
                "version",
                after.version(),
                "reason",
                change.reason(),
                "by",
                change.by().username(),
                "by_id",
                change.by().userId().toString());
        Future<UUID> event = ledger.append(
                transaction,
                AuditEntry.ofConsole("console.agent_owners_changed", metadata).cameBy(change.by()));
        return event.map(eventId -> new Changed(after, eventId));
    }

    private static boolean isNamed(List<String> owners, Caller by) {
        return owners.stream().anyMatch(owner -> ApprovalRules.isKnownAs(owner, by));
    }

    private static List<String> names(AgentOwners owners) {
        return owners.owners().stream().map(AgentOwners.Owner::owner).toList();
    }
}
