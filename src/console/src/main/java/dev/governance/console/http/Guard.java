package dev.governance.console.http;

import dev.governance.console.bus.Bus;
import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Auth;
import dev.governance.console.contract.Permission;
import dev.governance.console.contract.Permissions;
import dev.governance.console.wire.Caller;
import io.vertx.core.Handler;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authorization.Authorization;
import io.vertx.ext.auth.authorization.PermissionBasedAuthorization;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Stands before every route: who asks, and may they. On any doubt the answer is no. */
final class Guard {
    static final String COOKIE = "governance_session";

    /** What our page sends with what it asks by itself, while nobody touches it. */
    static final String UNATTENDED = "x-governance-unattended";

    private static final String SESSION = "session";
    private static final String PROVIDER = "console-roles";

    private final Bus bus;
    private final boolean secureCookies;

    Guard(Bus bus, boolean secureCookies) {
        this.bus = bus;
        this.secureCookies = secureCookies;
    }

    /** Lets through who is signed in and whose role allows {@code permission}. */
    Handler<RoutingContext> allows(Permission permission) {
        return admits(permission, Guard::isAttended);
    }

    /** The same for what stays open by itself: it does not keep a session from ending for want of use. */
    Handler<RoutingContext> follows(Permission permission) {
        return admits(permission, context -> false);
    }

    /** Nobody gains by leaving it out: the session ends at its time, used or not. */
    private static boolean isAttended(RoutingContext context) {
        return context.request().getHeader(UNATTENDED) == null;
    }

    private Handler<RoutingContext> admits(Permission permission, Predicate<RoutingContext> uses) {
        return context -> bus.ask(Auth.SESSION, new Auth.Token(token(context), uses.test(context)))
                .onSuccess(session -> admit(context, session, permission))
                .onFailure(context::fail);
    }

    private void admit(RoutingContext context, Auth.Session session, Permission permission) {
        Authorization needed = PermissionBasedAuthorization.create(permission.code());
        if (!needed.match(userOf(session.caller()))) {
            bus.announce(Auth.REFUSED, new Auth.Refused(session.caller(), permission));
            context.fail(new Refusal(
                    Fault.FORBIDDEN,
                    "role",
                    "this needs the role admin; yours is "
                            + session.caller().role().code()));
            return;
        }
        context.put(SESSION, session);
        context.next();
    }

    private static User userOf(Caller caller) {
        User user = User.fromName(caller.username());
        Set<Authorization> granted = Permissions.of(caller.role()).stream()
                .map(Permission::code)
                .map(PermissionBasedAuthorization::create)
                .collect(Collectors.toSet());
        user.authorizations().put(PROVIDER, granted);
        return user;
    }

    static String token(RoutingContext context) {
        Cookie cookie = context.request().getCookie(COOKIE);
        if (cookie == null || cookie.getValue().isEmpty()) {
            throw new Refusal(Fault.UNAUTHENTICATED, "not_signed_in", "sign in first");
        }
        return cookie.getValue();
    }

    static Caller caller(RoutingContext context) {
        return session(context).caller();
    }

    static Auth.Session session(RoutingContext context) {
        return Objects.requireNonNull(context.get(SESSION), "the route is not guarded");
    }

    void remember(RoutingContext context, String token, Instant until, Instant now) {
        context.response().addCookie(cookie(context, token).setMaxAge(until.getEpochSecond() - now.getEpochSecond()));
    }

    void forget(RoutingContext context) {
        context.response().addCookie(cookie(context, "").setMaxAge(0));
    }

    private Cookie cookie(RoutingContext context, String value) {
        return Cookie.cookie(COOKIE, value)
                .setHttpOnly(true)
                .setSecure(secureCookies || isOverTls(context))
                .setSameSite(CookieSameSite.STRICT)
                .setPath("/");
    }

    /**
     * Whether a proxy in front speaks TLS, as the browser's own page or the proxy says. Nobody gains by claiming it: the
     * cookie only becomes stricter.
     */
    private static boolean isOverTls(RoutingContext context) {
        String origin = context.request().getHeader("origin");
        String forwarded = context.request().getHeader("x-forwarded-proto");
        return (origin != null && origin.startsWith("https://"))
                || (forwarded != null && forwarded.startsWith("https"));
    }
}
