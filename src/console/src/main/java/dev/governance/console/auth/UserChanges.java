package dev.governance.console.auth;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Users;
import dev.governance.console.db.Queries;
import dev.governance.console.wire.ConsoleUser;
import dev.governance.console.wire.Role;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Objects;

/** Gives users another role, shuts the door to them or opens it; the database ends their sessions by it. */
final class UserChanges {
    private final ActingUsers acting;
    private final UserStore store = new UserStore();

    UserChanges(ActingUsers acting) {
        this.acting = acting;
    }

    Future<Users.Disabled> disable(Users.Disable question) {
        String username = Usernames.known(question.username());
        return acting.alone(
                question.by(),
                transaction -> store.find(transaction, username)
                        .map(found -> found.orElseThrow(() -> Usernames.unknown(username))
                                .user())
                        .compose(user -> user.disabled()
                                ? Future.failedFuture(new Refusal(
                                        Fault.CONFLICT, "already_disabled", username + " is disabled already"))
                                : changed(transaction, user, user.role(), true, question.by()))
                        .map(Users.Disabled::new));
    }

    Future<Users.Changed> change(Users.Change question) {
        Users.By by = question.by();
        return acting.noted(
                by,
                "users.change",
                question.userId().toString(),
                () -> acting.alone(
                        by,
                        transaction -> store.find(transaction, question.userId())
                                .map(found ->
                                        found.orElseThrow(Usernames::unknownId).user())
                                .compose(user -> changed(transaction, user, question))
                                .map(Users.Changed::new)));
    }

    private Future<ConsoleUser> changed(Queries transaction, ConsoleUser user, Users.Change question) {
        Role role = Objects.requireNonNullElse(question.role(), user.role());
        boolean disabled = Objects.requireNonNullElse(question.disabled(), user.disabled());
        if (role == user.role() && disabled == user.disabled()) {
            return Future.succeededFuture(user);
        }
        StepUpRules.change(question.by(), user, role, disabled);
        return changed(transaction, user, role, disabled, question.by());
    }

    private Future<ConsoleUser> changed(
            Queries transaction, ConsoleUser before, Role role, boolean disabled, Users.By by) {
        return store.change(transaction, before.userId(), role, disabled)
                .map(changed -> changed.orElseThrow(() -> lastAdmin(before.username())))
                .compose(after -> toldRole(transaction, before, after, by)
                        .compose(told -> toldDoor(transaction, before, after, by)));
    }

    private Future<ConsoleUser> toldRole(Queries transaction, ConsoleUser before, ConsoleUser after, Users.By by) {
        return before.role() == after.role()
                ? Future.succeededFuture(after)
                : acting.told(
                        transaction,
                        "console.role_changed",
                        after,
                        by,
                        Map.of("role_before", before.role().code()));
    }

    private Future<ConsoleUser> toldDoor(Queries transaction, ConsoleUser before, ConsoleUser after, Users.By by) {
        return before.disabled() == after.disabled()
                ? Future.succeededFuture(after)
                : acting.told(
                        transaction, after.disabled() ? "console.user_disabled" : "console.user_enabled", after, by);
    }

    private static Refusal lastAdmin(String username) {
        return new Refusal(
                Fault.CONFLICT, "last_admin", username + " is the last admin who can sign in; make another one first");
    }
}
