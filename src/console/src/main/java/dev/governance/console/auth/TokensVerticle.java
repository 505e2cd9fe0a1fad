package dev.governance.console.auth;

import dev.governance.console.bus.Bus;
import dev.governance.console.contract.Tokens;
import dev.governance.console.db.Database;
import dev.governance.console.ledger.Ledger;
import dev.governance.console.ledger.Refusals;
import dev.governance.console.wire.Caller;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets scripts in by API tokens, makes such tokens for people and ends them. */
public final class TokensVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(TokensVerticle.class);

    private static final Duration TELL = Duration.ofSeconds(15);
    private static final Duration PURGE = Duration.ofMinutes(5);

    private final Bus bus;
    private final Database database;
    private final Ledger ledger;
    private final Clock clock;
    private final @Nullable LegacyToken legacy;
    private final TokenStore store = new TokenStore();

    /**
     * Creates the verticle.
     *
     * @param legacy the token of the configuration, that may read; null for none
     */
    public TokensVerticle(Bus bus, Database database, Ledger ledger, Clock clock, @Nullable String legacy) {
        this.bus = bus;
        this.database = database;
        this.ledger = ledger;
        this.clock = clock;
        this.legacy = legacy == null ? null : new LegacyToken(legacy);
    }

    @Override
    public Future<?> start() {
        AttemptLimiter limiter = new AttemptLimiter(database, clock);
        FailedSignIns failed = new FailedSignIns(database, ledger);
        TokenHolders holders = new TokenHolders(database, limiter, failed, legacy);
        TokenActs acts = new TokenActs(database, ledger);
        Refusals refusals = new Refusals(database, ledger);
        bus.answer(Tokens.HOLDER, holders::holder);
        bus.answer(
                Tokens.CREATE,
                question -> noted(refusals, question.by(), "tokens.create", "tokens", () -> acts.create(question)));
        bus.answer(
                Tokens.LIST,
                question -> noted(refusals, question.by(), "tokens.list", "tokens", () -> acts.list(question)));
        bus.answer(
                Tokens.REVOKE,
                question -> noted(
                        refusals,
                        question.by(),
                        "tokens.revoke",
                        question.tokenId().toString(),
                        () -> acts.revoke(question)));
        vertx.setPeriodic(TELL.toMillis(), timer -> failed.tell().onFailure(TokensVerticle::later));
        vertx.setPeriodic(
                PURGE.toMillis(), timer -> store.purge(database.queries()).onFailure(TokensVerticle::later));
        return Future.succeededFuture();
    }

    private static <T> Future<T> noted(
            Refusals refusals, Caller by, String act, String subject, Supplier<Future<T>> work) {
        return Future.succeededFuture()
                .compose(begun -> work.get())
                .recover(failure -> refusals.noted(failure, by, act, subject));
    }

    private static void later(Throwable failure) {
        LOG.atWarn().addKeyValue("reason", failure.getMessage()).log("housekeeping of API tokens has to wait");
    }
}
