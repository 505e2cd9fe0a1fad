package dev.governance.console.auth;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Tokens;
import dev.governance.console.db.Database;
import io.vertx.core.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells who comes by a token. Only what is none counts as a try: nobody's mistake stops another's script. */
final class TokenHolders {
    private static final Logger LOG = LoggerFactory.getLogger(TokenHolders.class);

    private final Database database;
    private final AttemptLimiter limiter;
    private final FailedSignIns failed;
    private final @Nullable LegacyToken legacy;
    private final TokenStore store = new TokenStore();

    TokenHolders(Database database, AttemptLimiter limiter, FailedSignIns failed, @Nullable LegacyToken legacy) {
        this.database = database;
        this.limiter = limiter;
        this.failed = failed;
        this.legacy = legacy;
    }

    Future<Tokens.Held> holder(Tokens.Presented question) {
        if (isLegacy(question)) {
            return Future.succeededFuture(LegacyToken.held());
        }
        return find(question.token())
                .compose(found -> found.isPresent() ? used(found.get(), question) : refused(question));
    }

    /** People choose that one, so it may be guessed: from where too many tokens were none it is not even looked at. */
    private boolean isLegacy(Tokens.Presented question) {
        return legacy != null
                && !(question.used() && limiter.waits(Addresses.ofTokens(question.address())))
                && legacy.is(question.token());
    }

    private Future<Optional<TokenStore.Found>> find(String token) {
        return TokenSecret.isOne(token)
                ? store.find(database.queries(), token)
                : Future.succeededFuture(Optional.empty());
    }

    /** A use that cannot be noted is no reason to refuse it. */
    private Future<Tokens.Held> used(TokenStore.Found found, Tokens.Presented question) {
        Tokens.Held held = found.held();
        if (!question.used() || !found.unseen()) {
            return Future.succeededFuture(held);
        }
        return store.touch(database.queries(), found.tokenId())
                .onFailure(trouble ->
                        LOG.atWarn().addKeyValue("reason", trouble.getMessage()).log("a token's use was not noted"))
                .transform(noted -> Future.succeededFuture(held));
    }

    private <T> Future<T> refused(Tokens.Presented question) {
        if (!question.used()) {
            return Future.failedFuture(none());
        }
        String source = Addresses.ofTokens(question.address());
        return limiter.admitAddress(source)
                .compose(admitted -> Future.<T>failedFuture(none()))
                .recover(failure -> failed.noted(failure, source));
    }

    /** One text for every ground, so that it tells nobody which tokens there were. */
    private static Refusal none() {
        return new Refusal(
                Fault.UNAUTHENTICATED,
                "invalid_token",
                "this API token does not hold: it is unknown, expired or revoked, or its owner may not sign in");
    }
}
