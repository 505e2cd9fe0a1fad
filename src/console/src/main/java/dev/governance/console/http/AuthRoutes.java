package dev.governance.console.http;

import dev.governance.console.bus.Bus;
import dev.governance.console.contract.Auth;
import dev.governance.console.contract.Permission;
import dev.governance.console.contract.Permissions;
import dev.governance.console.wire.Caller;
import dev.governance.console.wire.Role;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

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
        router.post("/api/auth/logout").handler(guard.allows(Permission.READ)).handler(this::logout);
        router.get("/api/auth/me").handler(guard.allows(Permission.READ)).handler(AuthRoutes::me);
    }

    private void login(RoutingContext context) {
        Login body = Http.body(context, Login.class);
        String agent = Objects.requireNonNullElse(context.request().getHeader("user-agent"), "");
        Auth.SignIn question = new Auth.SignIn(
                body.username(),
                body.password(),
                context.request().remoteAddress().hostAddress(),
                agent);
        Http.send(context, bus.ask(Auth.SIGN_IN, question).map(signedIn -> {
            guard.remember(context, signedIn.token(), signedIn.session().expiresAt(), clock.instant());
            Caller caller = signedIn.session().caller();
            return new LoggedIn(true, caller.username(), caller.role());
        }));
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
        Auth.Session session = Guard.session(context);
        Caller caller = session.caller();
        Http.send(
                context,
                Future.succeededFuture(new Me(
                        caller.userId(),
                        caller.username(),
                        caller.role(),
                        permissions(caller.role()),
                        session.expiresAt())));
    }

    private static List<String> permissions(Role role) {
        return Permissions.of(role).stream().map(Permission::code).sorted().toList();
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

    /** Who is here; {@code permissions} let a page leave out what would be refused. */
    record Me(UUID userId, String username, Role role, List<String> permissions, Instant sessionExpiresAt) {}
}
