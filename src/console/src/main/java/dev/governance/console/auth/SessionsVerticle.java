package dev.governance.console.auth;

import dev.governance.console.bus.Bus;
import dev.governance.console.contract.Sessions;
import dev.governance.console.db.Database;
import dev.governance.console.ledger.Ledger;
import dev.governance.console.ledger.Refusals;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;

/** Shows people where they are signed in, and ends what they do not recognise. */
public final class SessionsVerticle extends VerticleBase {
    private final Bus bus;
    private final Database database;
    private final Ledger ledger;
    private final Duration idle;

    /**
     * Creates the verticle.
     *
     * @param idle without use for that long, a session is over
     */
    public SessionsVerticle(Bus bus, Database database, Ledger ledger, Duration idle) {
        this.bus = bus;
        this.database = database;
        this.ledger = ledger;
        this.idle = idle;
    }

    @Override
    public Future<?> start() {
        SessionActs acts = new SessionActs(database, ledger, idle);
        Refusals refusals = new Refusals(database, ledger);
        bus.answer(
                Sessions.LIST,
                question -> acts.list(question)
                        .recover(failure -> refusals.noted(failure, question.by(), "sessions.list", "sessions")));
        bus.answer(
                Sessions.REVOKE,
                question -> acts.revoke(question)
                        .recover(failure -> refusals.noted(
                                failure,
                                question.by(),
                                "sessions.revoke",
                                question.sessionId().toString())));
        bus.answer(
                Sessions.REVOKE_ALL,
                question -> acts.revokeAll(question)
                        .recover(failure -> refusals.noted(
                                failure,
                                question.by(),
                                "sessions.revoke-all",
                                question.userId().toString())));
        return Future.succeededFuture();
    }
}
