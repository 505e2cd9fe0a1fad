package dev.governance.console.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.governance.console.bus.Bus;
import dev.governance.console.contract.Auth;
import dev.governance.console.contract.Permission;
import dev.governance.console.wire.Caller;
import dev.governance.console.wire.Role;
import dev.governance.console.wire.ScopedToken;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code /api/auth}: coming in, going out, who am I. */
final class AuthRoutes {
    private final Bus bus;
    private final Guard guard;
    private final Clock clock;

    AuthRoutes(Bus bus, Guard guard, Clock clock) {
        this.bus = bus;
        this.guard = guard;
        this.clock = clock;
    }

    void mount(Router router) {
        router.post("/api/auth/login").handler(this::login);
        router.post("/api/auth/logout").handler(guard.person(Permission.READ)).handler(this::logout);
        router.get("/api/auth/me").handler(guard.allows(Permission.READ)).handler(AuthRoutes::me);
        router.get("/api/auth/visitor").handler(this::visitor);
        router.post("/api/auth/password").handler(guard.person(Permission.READ)).handler(this::password);
    }

    private void login(RoutingContext context) {
        Parameters.only(context, List.of());
        Login body = Http.body(context, Login.class);
        Auth.SignIn question =
                new Auth.SignIn(body.username(), body.password(), Http.address(context), userAgent(context));
        Http.send(context, bus.ask(Auth.SIGN_IN, question).map(signedIn -> {
            remember(context, signedIn);
            Caller caller = signedIn.session().caller();
            return new LoggedIn(true, caller.username(), caller.role());
        }));
    }

    /** All sessions end; the answer's cookie is a new one, so this browser goes on. */
    private void password(RoutingContext context) {
        NewPassword body = Http.body(context, NewPassword.class);
        Auth.ChangePassword question = new Auth.ChangePassword(
                Guard.caller(context), body.current(), body.next(), Http.address(context), userAgent(context));
        Http.send(context, bus.ask(Auth.CHANGE_PASSWORD, question).map(signedIn -> {
            remember(context, signedIn);
            return new Changed(
                    true, signedIn.session().expiresAt(), signedIn.session().idleExpiresAt());
        }));
    }

    private static String userAgent(RoutingContext context) {
        return Objects.requireNonNullElse(context.request().getHeader("user-agent"), "");
    }

    private void remember(RoutingContext context, Auth.SignedIn signedIn) {
        guard.remember(context, signedIn.token(), signedIn.session().expiresAt(), clock.instant());
    }

    private void logout(RoutingContext context) {
        Http.send(
                context,
                bus.ask(Auth.SIGN_OUT, new Auth.SignOut(Guard.caller(context))).map(done -> {
                    guard.forget(context);
                    return new LoggedOut(true);
                }));
    }

    private static void me(RoutingContext context) {
        Http.send(context, Future.succeededFuture(me(Guard.here(context))));
    }

    /** Answers a stranger, too: a browser logs every 401 as an error, and coming without a session is none. */
    private void visitor(RoutingContext context) {
        Parameters.only(context, List.of());
        Http.send(
                context,
                guard.visitor(context)
                        .map(here -> new Visitor(here.map(AuthRoutes::me).orElse(null))));
    }

    private static Me me(Here here) {
        Caller caller = here.caller();
        ScopedToken token = caller.token();
        return new Me(
                caller.userId(),
                caller.username(),
                caller.role(),
                Guard.codes(caller),
                token == null ? null : token.tokenId(),
                here.signedInAt(),
                here.expiresAt(),
                here.idleExpiresAt(),
                here.expiresAt());
    }

    record Login(String username, String password) {
        Login {
            if (username == null || password == null || username.length() > 256 || password.length() > 1024) {
                throw new IllegalArgumentException("username and password are required, up to 256 and 1024 characters");
            }
        }

        @Override
        public String toString() {
            return "Login[hidden]";
        }
    }

    record LoggedIn(boolean ok, String username, Role role) {}

    record LoggedOut(boolean ok) {}

    /**
     * Another password.
     *
     * @param next in JSON {@code new}, which Java keeps to itself
     */
    record NewPassword(String current, @JsonProperty("new") String next) {
        private static final int LONGEST = 1024;

        NewPassword {
            if (current == null || next == null || current.length() > LONGEST || next.length() > LONGEST) {
                throw new IllegalArgumentException("current and new are required, up to 1024 characters");
            }
        }

        @Override
        public String toString() {
            return "NewPassword[hidden]";
        }
    }

    record Changed(boolean ok, Instant expiresAt, Instant idleExpiresAt) {}

    /**
     * Who is here.
     *
     * @param permissions let a page leave out what would be refused
     * @param tokenId the API token that came; null for a person who is signed in
     * @param signedInAt since when; null for a token
     * @param expiresAt when the session or the token ends, used or not; null for the token of the configuration
     * @param idleExpiresAt when a session ends unless it is used; null for a token
     * @param sessionExpiresAt the same as {@code expiresAt}, for pages of earlier releases
     */
    record Me(
            UUID userId,
            String username,
            Role role,
            List<String> permissions,
            @Nullable UUID tokenId,
            @Nullable Instant signedInAt,
            @Nullable Instant expiresAt,
            @Nullable Instant idleExpiresAt,
            @Nullable Instant sessionExpiresAt) {}

    /**
     * Who looks at the page.
     *
     * @param me null when nobody is signed in
     */
    record Visitor(@Nullable Me me) {}
}
