package dev.governance.console.http;

import dev.governance.console.bus.Bus;
import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Auth;
import dev.governance.console.contract.Permission;
import dev.governance.console.contract.Permissions;
import dev.governance.console.contract.Tokens;
import dev.governance.console.wire.Caller;
import dev.governance.console.wire.ScopedToken;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authorization.Authorization;
import io.vertx.ext.auth.authorization.PermissionBasedAuthorization;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Stands before every route: who asks, may they, and does the route hear what the address says. On any doubt the answer is
 * no: a route hears only the parameters that it is guarded with.
 */
final class Guard {
    /** What our page sends with what it asks by itself, while nobody touches it. */
    static final String UNATTENDED = "x-governance-unattended";

    private static final String HERE = "here";
    private static final String CREDENTIAL = "credential";
    private static final String PROVIDER = "console-roles";

    private final Bus bus;
    private final boolean secureCookies;

    Guard(Bus bus, boolean secureCookies) {
        this.bus = bus;
        this.secureCookies = secureCookies;
    }

    /** Lets through who is signed in or comes by a token, and may do {@code permission}; the parameters are {@code heard}. */
    Handler<RoutingContext> allows(Permission permission, String... heard) {
        List<String> known = List.of(heard);
        return context -> ask(context, Credential.of(context.request()), isAttended(context))
                .map(here -> permitted(here, permission))
                .map(here -> heard(context, here, known))
                .onSuccess(here -> admit(context, here))
                .onFailure(context::fail);
    }

    /** The same for what changes something here and asks for no more than reading: no token that only reads is let through. */
    Handler<RoutingContext> changes(Permission permission, String... heard) {
        List<String> known = List.of(heard);
        return context -> ask(context, Credential.of(context.request()), isAttended(context))
                .map(here -> permitted(changing(here, permission), permission))
                .map(here -> heard(context, here, known))
                .onSuccess(here -> admit(context, here))
                .onFailure(context::fail);
    }

    /** The same for what stays open by itself: it does not keep a session from ending for want of use. */
    Handler<RoutingContext> follows(Permission permission, String... heard) {
        List<String> known = List.of(heard);
        return context -> ask(context, Credential.ofStream(context.request()), false)
                .map(here -> permitted(here, permission))
                .map(here -> heard(context, here, known))
                .onSuccess(here -> admit(context, here))
                .onFailure(context::fail);
    }

    /** The same for what takes a person: no token is let through, whatever its owner may do. */
    Handler<RoutingContext> person(Permission permission, String... heard) {
        List<String> known = List.of(heard);
        return context -> ask(context, Credential.of(context.request()), isAttended(context))
                .map(here -> permitted(inPerson(here, permission), permission))
                .map(here -> heard(context, here, known))
                .onSuccess(here -> admit(context, here))
                .onFailure(context::fail);
    }

    /**
     * Who is signed in by the session's cookie, for a page that does not know yet whether anybody is; empty when nobody is,
     * which is no refusal. It uses the session like any other request. Fails when it cannot be found out.
     */
    Future<Optional<Here>> visitor(RoutingContext context) {
        if (!Credential.hasSession(context.request())) {
            return Future.succeededFuture(Optional.empty());
        }
        return Future.succeededFuture(context.request())
                .compose(request -> ask(context, Credential.of(request), isAttended(context)))
                .map(Optional::of)
                .recover(failure -> failure instanceof Refusal refusal && refusal.fault() == Fault.UNAUTHENTICATED
                        ? Future.succeededFuture(Optional.empty())
                        : Future.failedFuture(failure));
    }

    /**
     * Whether whoever asks proves to be somebody who may do {@code permission}; without a proof nobody is asked. Nobody is
     * refused by this, and it is no use of a session. Fails when it cannot be found out.
     */
    Future<Boolean> knows(RoutingContext context, Permission permission) {
        return Future.succeededFuture(context.request())
                .compose(request -> ask(context, Credential.of(request), false))
                .map(here -> Permissions.of(here.caller()).contains(permission))
                .recover(failure -> isUnproven(failure) ? Future.failedFuture(failure) : Future.succeededFuture(false));
    }

    private static boolean isUnproven(Throwable failure) {
        return !(failure instanceof Refusal refusal)
                || refusal.fault() == Fault.UNAVAILABLE
                || refusal.fault() == Fault.BUG;
    }

    /** Nobody gains by leaving it out: the session ends at its time, used or not. */
    private static boolean isAttended(RoutingContext context) {
        return context.request().getHeader(UNATTENDED) == null;
    }

    private Future<Here> ask(RoutingContext context, Credential credential, boolean attended) {
        context.put(CREDENTIAL, credential);
        return credential.isToken()
                ? token(new Tokens.Presented(credential.secret(), Http.address(context), true), Bus.PATIENCE)
                : session(new Auth.Token(credential.secret(), attended), Bus.PATIENCE);
    }

    /** Whether a stream that was let in may go on. */
    Future<Here> stillHere(Credential credential, Duration patience) {
        return credential.isToken()
                ? token(new Tokens.Presented(credential.secret(), "", false), patience)
                : session(new Auth.Token(credential.secret(), false), patience);
    }

    private Future<Here> session(Auth.Token token, Duration patience) {
        return bus.ask(Auth.SESSION, token, patience)
                .map(session ->
                        new Here(session.caller(), session.signedInAt(), session.expiresAt(), session.idleExpiresAt()));
    }

    private Future<Here> token(Tokens.Presented token, Duration patience) {
        return bus.ask(Tokens.HOLDER, token, patience)
                .map(held -> new Here(held.caller(), null, held.expiresAt(), null));
    }

    /** Asked last, so that strangers learn nothing of it. */
    private static Here heard(RoutingContext context, Here here, List<String> known) {
        Parameters.only(context, known);
        return here;
    }

    private static void admit(RoutingContext context, Here here) {
        context.put(HERE, here);
        context.next();
    }

    private Here inPerson(Here here, Permission needed) {
        if (here.caller().token() != null) {
            throw refused(
                    here.caller(),
                    needed,
                    "person_needed",
                    "this takes a person who is signed in; no API token may do it");
        }
        return here;
    }

    private Here changing(Here here, Permission needed) {
        ScopedToken token = here.caller().token();
        if (token != null && token.readOnly()) {
            throw refused(
                    here.caller(),
                    needed,
                    "read_only",
                    "this token reads and changes nothing; make an API token with the scope " + needed.code());
        }
        return here;
    }

    private Here permitted(Here here, Permission permission) {
        Caller caller = here.caller();
        Authorization needed = PermissionBasedAuthorization.create(permission.code());
        if (needed.match(userOf(caller))) {
            return here;
        }
        throw caller.token() == null
                ? refused(
                        caller,
                        permission,
                        "role",
                        "this needs the role admin; yours is " + caller.role().code())
                : refused(
                        caller,
                        permission,
                        "scope",
                        "this needs the scope " + permission.code() + "; with its owner's role the token has "
                                + (codes(caller).isEmpty() ? "none" : String.join(", ", codes(caller))));
    }

    private Refusal refused(Caller caller, Permission needed, String code, String reason) {
        bus.announce(Auth.REFUSED, new Auth.Refused(caller, needed, code));
        return new Refusal(Fault.FORBIDDEN, code, reason);
    }

    private static User userOf(Caller caller) {
        User user = User.fromName(caller.username());
        Set<Authorization> granted =
                codes(caller).stream().map(PermissionBasedAuthorization::create).collect(Collectors.toSet());
        user.authorizations().put(PROVIDER, granted);
        return user;
    }

    /** What a caller may do, in words of the API, sorted. */
    static List<String> codes(Caller caller) {
        return Permissions.of(caller).stream().map(Permission::code).sorted().toList();
    }

    static Caller caller(RoutingContext context) {
        return here(context).caller();
    }

    static Here here(RoutingContext context) {
        return Objects.requireNonNull(context.get(HERE), "the route is not guarded");
    }

    /** By what whoever is here came. */
    static Credential credential(RoutingContext context) {
        return Objects.requireNonNull(context.get(CREDENTIAL), "the route is not guarded");
    }

    void remember(RoutingContext context, String token, Instant until, Instant now) {
        context.response().addCookie(cookie(context, token).setMaxAge(until.getEpochSecond() - now.getEpochSecond()));
    }

    void forget(RoutingContext context) {
        context.response().addCookie(cookie(context, "").setMaxAge(0));
    }

    private Cookie cookie(RoutingContext context, String value) {
        return Cookie.cookie(Credential.COOKIE, value)
                .setHttpOnly(true)
                .setSecure(secureCookies || isOverTls(context))
                .setSameSite(CookieSameSite.STRICT)
                .setPath("/");
    }

    /** As the connection, a trusted proxy or the browser's page says; by its page nobody gains, as the cookie gets stricter. */
    private static boolean isOverTls(RoutingContext context) {
        String origin = context.request().getHeader("origin");
        return Client.of(context).overTls() || (origin != null && origin.startsWith("https://"));
    }
}
