package dev.governance.console.approvals;

import dev.governance.chain.ChainKey;
import dev.governance.console.bus.Bus;
import dev.governance.console.contract.Approvals;
import dev.governance.console.contract.Approvals.Decide;
import dev.governance.console.contract.Approvals.Decided;
import dev.governance.console.contract.Approvals.Listed;
import dev.governance.console.db.Database;
import dev.governance.console.db.RedactedJson;
import dev.governance.console.ledger.Acts;
import dev.governance.console.ledger.Ledger;
import dev.governance.console.ledger.Refusals;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Shows what agents may do only when a person says so, and takes the person's word for it. */
public final class ApprovalsVerticle extends VerticleBase {
    /** Requests that one answer holds. */
    private static final int MOST = 500;

    private final Bus bus;
    private final Database database;
    private final Ledger ledger;
    private final TokenCheck tokens;
    private final ApprovalStore store;
    private final Acts acts = new Acts();
    private final Refusals refusals;

    /**
     * Creates the verticle.
     *
     * @param current the key of the audit secret
     * @param historical finds a retired key by the first 16 digits of its fingerprint
     * @param redaction takes JSON text and gives it back without secrets
     */
    public ApprovalsVerticle(
            Bus bus,
            Database database,
            Ledger ledger,
            ChainKey current,
            Function<String, Optional<ChainKey>> historical,
            UnaryOperator<String> redaction) {
        this.bus = bus;
        this.database = database;
        this.ledger = ledger;
        this.tokens = new TokenCheck(current, historical);
        this.store = new ApprovalStore(new RedactedJson(redaction));
        this.refusals = new Refusals(database, ledger);
    }

    @Override
    public Future<?> start() {
        bus.answer(Approvals.PENDING, this::pending);
        bus.answer(Approvals.RECENT, this::recent);
        bus.answer(Approvals.DECIDE, this::decide);
        return Future.succeededFuture();
    }

    private Future<Listed> pending(Approvals.Pending asked) {
        return store.pending(database.queries(), asked.by(), Math.min(asked.limit(), MOST))
                .map(Listed::new);
    }

    private Future<Listed> recent(Approvals.Recent asked) {
        return store.recent(database.queries(), asked.by(), Math.min(asked.limit(), MOST))
                .map(Listed::new);
    }

    private Future<Decided> decide(Decide decide) {
        return Future.succeededFuture(decide)
                .map(ApprovalsVerticle::rationale)
                .compose(rationale -> once(decide, rationale.orElse(null)))
                .recover(failure -> refusals.noted(
                        failure,
                        decide.by(),
                        decide.granted() ? "approvals.grant" : "approvals.deny",
                        decide.requestId().toString()));
    }

    private static Optional<String> rationale(Decide decide) {
        ApprovalRules.mayDecideAnything(decide.by());
        return Optional.ofNullable(ApprovalRules.rationale(decide.granted(), decide.rationale()));
    }

    private Future<Decided> once(Decide decide, @Nullable String rationale) {
        String name = (decide.granted() ? "approvals.grant " : "approvals.deny ") + decide.requestId();
        Acts.Act act = new Acts.Act(decide.key(), decide.by().userId(), name);
        Decision decision = new Decision(vertx, store, tokens, ledger);
        return database.inTransaction(transaction ->
                acts.once(transaction, act, Decided.class, () -> decision.make(transaction, decide, rationale)));
    }
}
