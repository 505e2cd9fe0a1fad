package dev.governance.console.approvals;

import dev.governance.chain.ChainKey;
import dev.governance.console.bus.Bus;
import dev.governance.console.contract.Approvals;
import dev.governance.console.contract.Approvals.Claim;
import dev.governance.console.contract.Approvals.Claimed;
import dev.governance.console.contract.Approvals.Decide;
import dev.governance.console.contract.Approvals.Decided;
import dev.governance.console.contract.Approvals.Escalate;
import dev.governance.console.contract.Approvals.Escalated;
import dev.governance.console.contract.Approvals.GrantAll;
import dev.governance.console.contract.Approvals.GrantedAll;
import dev.governance.console.contract.Approvals.Listed;
import dev.governance.console.contract.Approvals.Page;
import dev.governance.console.contract.Approvals.Release;
import dev.governance.console.contract.Approvals.Released;
import dev.governance.console.contract.Approvals.Withdraw;
import dev.governance.console.contract.Approvals.Withdrawn;
import dev.governance.console.db.Database;
import dev.governance.console.db.Queries;
import dev.governance.console.db.RedactedJson;
import dev.governance.console.ledger.Acts;
import dev.governance.console.ledger.Ledger;
import dev.governance.console.ledger.Refusals;
import dev.governance.console.ledger.SigningKey;
import dev.governance.console.ledger.StandingStore;
import dev.governance.console.ledger.Words;
import dev.governance.console.wire.Approval;
import dev.governance.console.wire.Caller;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows what agents may do only when a person says so, and takes the person's word for it. */
public final class ApprovalsVerticle extends VerticleBase {
    /** Requests that one answer holds. */
    private static final int MOST = 1_000;

    private static final int ESCALATE_TO_LENGTH = 256;
    private static final Duration STALE_CLAIMS = Duration.ofSeconds(15);

    private static final Logger LOG = LoggerFactory.getLogger(ApprovalsVerticle.class);

    private final Bus bus;
    private final Database database;
    private final Ledger ledger;
    private final TokenCheck tokens;
    private final SecondApprover second;
    private final ApprovalStore approvals;
    private final GateStore gates = new GateStore();
    private final WaitingGates waiting;
    private final Claims claims;
    private final Acts acts = new Acts();
    private final Refusals refusals;
    private final StandingStore standing = new StandingStore();

    /**
     * Creates the verticle.
     *
     * @param current the key of the audit secret
     * @param historical finds a retired key by the first 16 digits of its fingerprint
     * @param redaction takes JSON text and gives it back without secrets
     * @param secondApprover kinds of requests that take two different admins; {@code *} stands for any characters
     */
    public ApprovalsVerticle(
            Bus bus,
            Database database,
            Ledger ledger,
            SigningKey current,
            Function<String, Optional<ChainKey>> historical,
            UnaryOperator<String> redaction,
            List<String> secondApprover) {
        this.bus = bus;
        this.database = database;
        this.ledger = ledger;
        this.tokens = new TokenCheck(current, historical);
        this.second = new SecondApprover(secondApprover);
        this.approvals = new ApprovalStore(new RedactedJson(redaction), second);
        this.waiting = new WaitingGates(gates, approvals);
        this.claims = new Claims(gates, waiting, ledger);
        this.refusals = new Refusals(database, ledger);
    }

    /** Whether a kind of requests, or several behind {@code *}, can be meant by this: there is something to be seen in it. */
    public static boolean canBeMeant(String kinds) {
        return !Words.key(kinds).isEmpty();
    }

    @Override
    public Future<?> start() {
        bus.answer(Approvals.PENDING, this::pending);
        bus.answer(Approvals.RECENT, this::recent);
        bus.answer(Approvals.WAITING, asked -> new WaitingStore().count(database.queries()));
        Contexts contexts = new Contexts(bus, database, approvals);
        bus.answer(Approvals.CONTEXT, contexts::of);
        bus.answer(Approvals.STATE, contexts::stateOf);
        bus.answer(Approvals.DECIDE, this::decide);
        bus.answer(Approvals.CLAIM, this::claim);
        bus.answer(Approvals.RELEASE, this::release);
        bus.answer(Approvals.ESCALATE, this::escalate);
        bus.answer(Approvals.WITHDRAW, this::withdraw);
        bus.answer(Approvals.GRANT_ALL, this::grantAll);
        vertx.setPeriodic(
                STALE_CLAIMS.toMillis(),
                timer -> claims.releaseStale(database)
                        .onFailure(failure ->
                                LOG.atWarn().setCause(failure).log("claims that are over could not be released")));
        return Future.succeededFuture();
    }

    private Future<Page> pending(Approvals.Pending asked) {
        int limit = Math.min(asked.limit(), MOST);
        return Future.succeededFuture(asked.cursor())
                .map(cursor -> Optional.ofNullable(PendingCursor.read(cursor)))
                .compose(after -> approvals.pending(
                        database.queries(), asked.by(), limit + 1, asked.soonest(), after.orElse(null)))
                .map(found -> page(found, limit, asked.soonest()));
    }

    /** One more was asked for than is shown, to see whether there is a next page. */
    private static Page page(List<Approval> found, int limit, boolean soonest) {
        if (found.size() <= limit) {
            return new Page(found, null);
        }
        List<Approval> shown = found.subList(0, limit);
        return new Page(shown, PendingCursor.of(shown.get(limit - 1), soonest).text());
    }

    private Future<Listed> recent(Approvals.Recent asked) {
        return approvals
                .recent(database.queries(), asked.by(), Math.min(asked.limit(), MOST))
                .map(Listed::new);
    }

    private Future<Decided> decide(Decide asked) {
        String act = asked.granted() ? "approvals.grant" : "approvals.deny";
        return Future.succeededFuture(asked)
                .map(ApprovalsVerticle::checked)
                .compose(decide -> once(decide, act, decision()::make))
                .recover(failure -> noted(failure, asked.by(), act, asked.requestId()));
    }

    private static Decide checked(Decide decide) {
        ApprovalRules.mayDecideAnything(decide.by());
        return new Decide(
                decide.requestId(),
                decide.by(),
                decide.granted(),
                ApprovalRules.rationale(decide.granted(), decide.rationale()),
                ApprovalRules.override(decide.override()),
                decide.key());
    }

    private Decision decision() {
        return new Decision(vertx, gates, waiting, tokens, ledger, second);
    }

    private Future<Decided> once(Decide decide, String act, BiFunction<Queries, Decide, Future<Decided>> decision) {
        return once(
                decide.by(),
                Acts.Act.of(decide.key(), decide.by(), act, decide.requestId(), decide.rationale(), decide.override()),
                Decided.class,
                transaction -> decision.apply(transaction, decide));
    }

    private Future<Claimed> claim(Claim asked) {
        return Future.succeededFuture(asked)
                .map(claim ->
                        new Claim(claim.requestId(), claim.by(), override(claim.by(), claim.override()), claim.key()))
                .compose(claim -> once(
                        claim.by(),
                        Acts.Act.of(claim.key(), claim.by(), "approvals.claim", claim.requestId(), claim.override()),
                        Claimed.class,
                        transaction -> claims.claim(transaction, claim)))
                .recover(failure -> noted(failure, asked.by(), "approvals.claim", asked.requestId()));
    }

    private Future<Released> release(Release asked) {
        return Future.succeededFuture(asked)
                .map(release -> new Release(
                        release.requestId(), release.by(), override(release.by(), release.override()), release.key()))
                .compose(release -> once(
                        release.by(),
                        Acts.Act.of(
                                release.key(),
                                release.by(),
                                "approvals.release",
                                release.requestId(),
                                release.override()),
                        Released.class,
                        transaction -> claims.release(transaction, release)))
                .recover(failure -> noted(failure, asked.by(), "approvals.release", asked.requestId()));
    }

    private Future<Escalated> escalate(Escalate asked) {
        return Future.succeededFuture(asked)
                .map(ApprovalsVerticle::checked)
                .compose(escalate -> once(
                        escalate.by(),
                        Acts.Act.of(
                                escalate.key(),
                                escalate.by(),
                                "approvals.escalate",
                                escalate.requestId(),
                                escalate.to(),
                                escalate.override()),
                        Escalated.class,
                        transaction -> new Escalation(gates, waiting, ledger).make(transaction, escalate)))
                .recover(failure -> noted(failure, asked.by(), "approvals.escalate", asked.requestId()));
    }

    private Future<Withdrawn> withdraw(Withdraw asked) {
        return Future.succeededFuture(asked)
                .compose(withdraw -> {
                    ApprovalRules.mayDecideAnything(withdraw.by());
                    return once(
                            withdraw.by(),
                            Acts.Act.of(withdraw.key(), withdraw.by(), "approvals.withdraw", withdraw.requestId()),
                            Withdrawn.class,
                            transaction -> new FourEyes(gates, waiting, ledger).withdraw(transaction, withdraw));
                })
                .recover(failure -> noted(failure, asked.by(), "approvals.withdraw", asked.requestId()));
    }

    private static Escalate checked(Escalate escalate) {
        ApprovalRules.mayDecideAnything(escalate.by());
        return new Escalate(
                escalate.requestId(),
                escalate.by(),
                Words.reason(escalate.to(), "escalate_to", ESCALATE_TO_LENGTH),
                ApprovalRules.override(escalate.override()),
                escalate.key());
    }

    private Future<GrantedAll> grantAll(GrantAll asked) {
        return Future.succeededFuture(asked).compose(batch -> {
            ApprovalRules.mayDecideAnything(batch.by());
            return new Batch(this::grantOfBatch).make(batch);
        });
    }

    private Future<Decided> grantOfBatch(Decide decide) {
        return once(decide, "approvals.grant", decision()::makeInBatch)
                .recover(failure -> noted(failure, decide.by(), "approvals.grant-all", decide.requestId()));
    }

    private static @Nullable String override(Caller by, @Nullable String override) {
        ApprovalRules.mayDecideAnything(by);
        return ApprovalRules.override(override);
    }

    private <A extends Record> Future<A> once(
            Caller by, Acts.Act act, Class<A> answer, Function<Queries, Future<A>> work) {
        return database.inTransaction(transaction -> acts.once(
                transaction,
                act,
                answer,
                () -> standing.check(transaction, by, ApprovalRules::mayDecide)
                        .compose(stands -> work.apply(transaction))));
    }

    private <A> Future<A> noted(Throwable failure, Caller by, String act, UUID requestId) {
        return refusals.noted(failure, by, act, requestId.toString());
    }
}
