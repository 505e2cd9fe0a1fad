package dev.governance.console.http;

import dev.governance.console.bus.Bus;
import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Permission;
import dev.governance.console.contract.Users;
import dev.governance.console.wire.ConsoleUser;
import dev.governance.console.wire.Role;
import dev.governance.console.wire.SeenUser;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/auth/users}: who may use the console. A password that is made up is in one answer and nowhere else. What
 * concerns admins takes the password of whoever acts.
 */
final class UserRoutes {
    private static final String PATH = "/api/auth/users";
    private static final int PAGE = 1_000;

    private final Bus bus;
    private final Guard guard;

    UserRoutes(Bus bus, Guard guard) {
        this.bus = bus;
        this.guard = guard;
    }

    void mount(Router router) {
        router.get(PATH)
                .handler(guard.person(Permission.MANAGE_USERS, "limit", "cursor"))
                .handler(this::list);
        router.post(PATH).handler(guard.person(Permission.MANAGE_USERS)).handler(this::add);
        router.patch("/api/auth/users/:user_id")
                .handler(guard.person(Permission.MANAGE_USERS))
                .handler(this::change);
        router.post("/api/auth/users/:user_id/reset-password")
                .handler(guard.person(Permission.MANAGE_USERS))
                .handler(this::reset);
    }

    private void list(RoutingContext context) {
        Users.Page page = new Users.Page(
                Http.query(context, "cursor").orElse(null), (int) Http.number(context, "limit", PAGE, 1, PAGE));
        Http.send(context, bus.ask(Users.PAGE, page).map(paged -> linked(context, paged)));
    }

    private static List<SeenUser> linked(RoutingContext context, Users.Paged paged) {
        String next = paged.next();
        if (next != null) {
            String query = Links.query(context).with("cursor", next).toString();
            context.response().putHeader("link", "<" + PATH + "?" + query + ">; rel=\"next\"");
        }
        return paged.users();
    }

    private void add(RoutingContext context) {
        NewUser body = Http.body(context, NewUser.class);
        Role role = body.role() == null ? Role.VIEWER : role(body.role());
        Http.send(
                context,
                StepUp.by(bus, context, body.passwordOfCaller())
                        .compose(by -> bus.ask(Users.ADD, new Users.Add(body.username(), role, body.password(), by)))
                        .map(Told::of));
    }

    private void change(RoutingContext context) {
        UUID userId = Http.uuid(context, "user_id");
        Change body = Http.body(context, Change.class);
        if (body.role() == null && body.disabled() == null) {
            throw new Refusal(
                    Fault.INVALID, "nothing_to_change", "there is nothing to change; send role, disabled or both");
        }
        Role role = body.role() == null ? null : role(body.role());
        Http.send(
                context,
                StepUp.by(bus, context, body.passwordOfCaller())
                        .compose(by -> bus.ask(Users.CHANGE, new Users.Change(userId, role, body.disabled(), by)))
                        .map(Users.Changed::user)
                        .map(user -> new Changed(true, user.userId(), user.username(), user.role(), user.disabled())));
    }

    private void reset(RoutingContext context) {
        UUID userId = Http.uuid(context, "user_id");
        Reset body = context.body().isEmpty() ? new Reset(null, null) : Http.body(context, Reset.class);
        Http.send(
                context,
                StepUp.by(bus, context, body.passwordOfCaller())
                        .compose(by -> bus.ask(Users.RESET_BY_ID, new Users.ResetById(userId, body.password(), by)))
                        .map(Told::of));
    }

    private static Role role(String text) {
        try {
            return Role.of(text);
        } catch (IllegalArgumentException e) {
            throw Refusal.unfit("role", "role is viewer or admin");
        }
    }

    record NewUser(
            String username,
            @Nullable String password,
            @Nullable String role,
            @Nullable String passwordOfCaller) {
        NewUser {
            if (username == null || username.length() > 256) {
                throw new IllegalArgumentException("username is required, up to 256 characters");
            }
            StepUp.bounded(password, "password");
            StepUp.bounded(passwordOfCaller, StepUp.MEMBER);
        }

        @Override
        public String toString() {
            return "NewUser[" + username + "]";
        }
    }

    record Change(
            @Nullable String role,
            @Nullable Boolean disabled,
            @Nullable String passwordOfCaller) {
        Change {
            StepUp.bounded(passwordOfCaller, StepUp.MEMBER);
        }

        @Override
        public String toString() {
            return "Change[" + role + ", " + disabled + "]";
        }
    }

    record Reset(@Nullable String password, @Nullable String passwordOfCaller) {
        Reset {
            StepUp.bounded(password, "password");
            StepUp.bounded(passwordOfCaller, StepUp.MEMBER);
        }

        @Override
        public String toString() {
            return "Reset[hidden]";
        }
    }

    /**
     * A user with a new password.
     *
     * @param password the one that was made up; null when it was given
     */
    record Told(
            boolean ok,
            UUID userId,
            String username,
            Role role,
            @Nullable String password) {
        static Told of(Users.Added added) {
            ConsoleUser user = added.user();
            return new Told(true, user.userId(), user.username(), user.role(), added.madeUp());
        }

        @Override
        public String toString() {
            return "Told[" + username + "]";
        }
    }

    record Changed(boolean ok, UUID userId, String username, Role role, boolean disabled) {}
}
