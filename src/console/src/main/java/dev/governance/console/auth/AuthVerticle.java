package dev.governance.console.auth;

import dev.governance.console.bus.Bus;
import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Auth;
import dev.governance.console.db.Database;
import dev.governance.console.ledger.Ledger;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Knows who is signed in, lets people in and out, and slows down who guesses. */
public final class AuthVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(AuthVerticle.class);

    private static final Duration TELL = Duration.ofSeconds(15);
    private static final Duration PURGE = Duration.ofMinutes(5);

    private final Bus bus;
    private final Database database;
    private final Ledger ledger;
    private final Clock clock;
    private final Duration sessionTtl;
    private final SessionStore sessions;

    /**
     * Creates the verticle.
     *
     * @param sessionTtl how long a sign-in lasts, used or not
     * @param idle without use for that long, it is over before
     */
    public AuthVerticle(Bus bus, Database database, Ledger ledger, Clock clock, Duration sessionTtl, Duration idle) {
        this.bus = bus;
        this.database = database;
        this.ledger = ledger;
        this.clock = clock;
        this.sessionTtl = sessionTtl;
        this.sessions = new SessionStore(idle);
    }

    @Override
    public Future<?> start() {
        AttemptLimiter limiter = new AttemptLimiter(database, clock);
        Hashing hashing = Hashing.on(vertx);
        PasswordCheck passwords = new PasswordCheck(database, limiter, hashing);
        FailedSignIns failed = new FailedSignIns(database, ledger);
        SignIns signIns = new SignIns(database, ledger, limiter, passwords, failed, sessions, sessionTtl);
        StepUps stepUps = new StepUps(database, ledger, limiter, passwords);
        PasswordChanges changes =
                new PasswordChanges(database, ledger, limiter, passwords, hashing, sessions, sessionTtl);
        bus.answer(Auth.SIGN_IN, signIns::signIn);
        bus.answer(Auth.SIGN_OUT, signIns::signOut);
        bus.answer(Auth.SESSION, this::session);
        bus.answer(Auth.STEP_UP, stepUps::stepUp);
        bus.answer(Auth.CHANGE_PASSWORD, changes::change);
        bus.listen(Auth.REFUSED, refused -> stepUps.refused(refused).onFailure(AuthVerticle::toldWhereItHappened));
        vertx.setPeriodic(TELL.toMillis(), timer -> failed.tell().onFailure(AuthVerticle::later));
        vertx.setPeriodic(
                PURGE.toMillis(),
                timer -> limiter.purge()
                        .compose(purged -> sessions.purge(database.queries()))
                        .onFailure(AuthVerticle::later));
        return Future.succeededFuture();
    }

    private Future<Auth.Session> session(Auth.Token question) {
        if (!SessionToken.isOne(question.token())) {
            return Future.failedFuture(over());
        }
        return sessions.find(database.queries(), question.token())
                .map(found -> found.orElseThrow(AuthVerticle::over))
                .compose(found ->
                        question.used() && found.unseen() ? touched(found) : Future.succeededFuture(found.session()));
    }

    private static Refusal over() {
        return new Refusal(Fault.UNAUTHENTICATED, "not_signed_in", "the session is over; sign in again");
    }

    /** A use that cannot be noted is no reason to refuse it. */
    private Future<Auth.Session> touched(SessionStore.Found found) {
        Auth.Session session = found.session();
        return sessions.touch(database.queries(), session.caller().sessionId())
                .onFailure(AuthVerticle::later)
                .otherwise(Optional.empty())
                .map(idleEnd -> new Auth.Session(
                        session.caller(),
                        session.signedInAt(),
                        session.expiresAt(),
                        idleEnd.orElse(session.idleExpiresAt())));
    }

    private static void later(Throwable failure) {
        LOG.atWarn().addKeyValue("reason", failure.getMessage()).log("sign-in housekeeping has to wait");
    }

    /** {@link dev.governance.console.ledger.Refusals} fails with what it noted, and has logged its own trouble. */
    private static void toldWhereItHappened(Throwable refusal) {}
}
