package dev.governance.console.auth;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Users;
import dev.governance.console.wire.ConsoleUser;
import dev.governance.console.wire.Role;

/**
 * Which changes of users take the password of whoever acts: all that make an admin, touch one or open a door again. Else
 * an open browser would be enough to make an admin of one's own, whose password one knows.
 */
final class StepUpRules {
    static void add(Users.By by, Role role) {
        demand(by, role == Role.ADMIN);
    }

    /** Demoting is among them: who is no admin any more could be shut out without a password. */
    static void change(Users.By by, ConsoleUser before, Role role, boolean disabled) {
        boolean opens = before.disabled() && !disabled;
        demand(by, before.role() == Role.ADMIN || role == Role.ADMIN || opens);
    }

    static ConsoleUser reset(Users.By by, ConsoleUser user) {
        demand(by, user.role() == Role.ADMIN);
        return user;
    }

    private static void demand(Users.By by, boolean needed) {
        if (needed && !by.steppedUp()) {
            throw new Refusal(
                    Fault.FORBIDDEN,
                    "step_up",
                    "what concerns an admin, or lets somebody sign in again, takes your own password; send it as"
                            + " password_of_caller");
        }
    }

    private StepUpRules() {}
}
