package dev.governance.console.http;

import dev.governance.console.bus.Bus;
import dev.governance.console.contract.Permission;
import dev.governance.console.contract.Sessions;
import dev.governance.console.wire.Caller;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code /api/auth/sessions}: where somebody is signed in, and ending that. */
final class SessionRoutes {
    private static final String PATH = "/api/auth/sessions";
    private static final int PAGE = 100;
    private static final int MOST = 500;

    private final Bus bus;
    private final Guard guard;

    SessionRoutes(Bus bus, Guard guard) {
        this.bus = bus;
        this.guard = guard;
    }

    void mount(Router router) {
        router.get(PATH)
                .handler(guard.person(Permission.READ, "all", "user_id", "limit", "cursor"))
                .handler(this::list);
        router.delete(PATH).handler(guard.person(Permission.READ, "user_id")).handler(this::revokeAll);
        router.delete("/api/auth/sessions/:session_id")
                .handler(guard.person(Permission.READ))
                .handler(this::revoke);
    }

    private void list(RoutingContext context) {
        Caller by = Guard.caller(context);
        Http.send(
                context,
                bus.ask(
                        Sessions.LIST,
                        new Sessions.All(
                                by,
                                whose(context, by),
                                Http.query(context, "cursor").orElse(null),
                                (int) Http.number(context, "limit", PAGE, 1, MOST))));
    }

    /** One person's, one's own if nothing is said; null for everybody's. */
    private static @Nullable UUID whose(RoutingContext context, Caller by) {
        Optional<UUID> named = named(context);
        if (named.isPresent()) {
            return named.get();
        }
        return Http.flag(context, "all") ? null : by.userId();
    }

    private static Optional<UUID> named(RoutingContext context) {
        return Http.query(context, "user_id").map(text -> Http.uuid("user_id", text));
    }

    private void revoke(RoutingContext context) {
        UUID sessionId = Http.uuid(context, "session_id");
        Caller by = Guard.caller(context);
        Http.send(
                context,
                bus.ask(Sessions.REVOKE, new Sessions.Revoke(sessionId, by)).map(revoked -> {
                    if (sessionId.equals(by.sessionId())) {
                        guard.forget(context);
                    }
                    return new Revoked(true, sessionId);
                }));
    }

    private void revokeAll(RoutingContext context) {
        Caller by = Guard.caller(context);
        UUID whose = named(context).orElse(by.userId());
        Http.send(
                context,
                bus.ask(Sessions.REVOKE_ALL, new Sessions.RevokeAll(whose, by))
                        .map(revoked -> new RevokedAll(true, whose, revoked.sessions())));
    }

    record Revoked(boolean ok, UUID sessionId) {}

    record RevokedAll(boolean ok, UUID userId, int revoked) {}
}
