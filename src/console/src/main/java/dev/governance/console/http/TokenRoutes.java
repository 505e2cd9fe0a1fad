package dev.governance.console.http;

import dev.governance.console.bus.Bus;
import dev.governance.console.contract.Permission;
import dev.governance.console.contract.Tokens;
import dev.governance.console.wire.ApiToken;
import dev.governance.console.wire.Caller;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code /api/auth/tokens}: what scripts come in by. A secret is in one answer and nowhere else. */
final class TokenRoutes {
    private static final String PATH = "/api/auth/tokens";
    private static final int PAGE = 100;
    private static final int MOST = 500;

    private final Bus bus;
    private final Guard guard;

    TokenRoutes(Bus bus, Guard guard) {
        this.bus = bus;
        this.guard = guard;
    }

    void mount(Router router) {
        router.get(PATH)
                .handler(guard.person(Permission.READ, "all", "limit", "cursor"))
                .handler(this::list);
        router.post(PATH).handler(guard.person(Permission.READ)).handler(this::create);
        router.delete("/api/auth/tokens/:token_id")
                .handler(guard.person(Permission.READ))
                .handler(this::revoke);
    }

    private void list(RoutingContext context) {
        Caller by = Guard.caller(context);
        @Nullable UUID whose = Http.flag(context, "all") ? null : by.userId();
        Http.send(
                context,
                bus.ask(
                        Tokens.LIST,
                        new Tokens.All(by, whose, Http.query(context, "cursor").orElse(null), (int)
                                Http.number(context, "limit", PAGE, 1, MOST))));
    }

    private void create(RoutingContext context) {
        NewToken body = Http.body(context, NewToken.class);
        Http.send(
                context,
                StepUp.by(bus, context, body.passwordOfCaller())
                        .compose(by -> bus.ask(
                                Tokens.CREATE,
                                new Tokens.Create(
                                        body.name(),
                                        body.scopes(),
                                        body.expiresInDays(),
                                        Guard.caller(context),
                                        by.steppedUp())))
                        .map(created -> new Made(true, created.secret(), created.token())));
    }

    private void revoke(RoutingContext context) {
        UUID tokenId = Http.uuid(context, "token_id");
        Http.send(
                context,
                bus.ask(Tokens.REVOKE, new Tokens.Revoke(tokenId, Guard.caller(context)))
                        .map(revoked -> new Revoked(true, tokenId)));
    }

    record NewToken(
            String name,
            List<String> scopes,
            int expiresInDays,
            @Nullable String passwordOfCaller) {
        private static final int MOST_SCOPES = 20;
        private static final int LONGEST = 256;

        NewToken {
            Http.required(name, "name");
            if (name.length() > LONGEST) {
                throw new IllegalArgumentException("name has at most 100 characters");
            }
            if (scopes == null
                    || scopes.size() > MOST_SCOPES
                    || scopes.stream().anyMatch(scope -> scope == null || scope.length() > LONGEST)) {
                throw new IllegalArgumentException("scopes is a list of at most " + MOST_SCOPES + " texts");
            }
            StepUp.bounded(passwordOfCaller, StepUp.MEMBER);
            scopes = List.copyOf(scopes);
        }

        @Override
        public String toString() {
            return "NewToken[" + name + ", " + scopes + "]";
        }
    }

    /**
     * A token that was made.
     *
     * @param secret to be kept now: nobody tells it again
     */
    record Made(boolean ok, String secret, ApiToken token) {
        @Override
        public String toString() {
            return "Made[" + token + "]";
        }
    }

    record Revoked(boolean ok, UUID tokenId) {}
}
