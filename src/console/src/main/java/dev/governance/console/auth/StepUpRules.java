package dev.governance.console.auth;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Users;
import dev.governance.console.wire.ConsoleUser;
import dev.governance.console.wire.Role;

/**
 * What takes the password of whoever acts: all that makes an admin, touches one or opens a door again, and a new API
 * token. Else an open browser would be enough to make a way in of one's own, which stays when the session has ended.
 */
final class StepUpRules {
    static void add(Users.By by, Role role) {
        demand(by.steppedUp(), role == Role.ADMIN);
    }

    /** Demoting is among them: who is no admin any more could be shut out without a password. */
    static void change(Users.By by, ConsoleUser before, Role role, boolean disabled) {
        boolean opens = before.disabled() && !disabled;
        demand(by.steppedUp(), before.role() == Role.ADMIN || role == Role.ADMIN || opens);
    }

    static ConsoleUser reset(Users.By by, ConsoleUser user) {
        demand(by.steppedUp(), user.role() == Role.ADMIN);
        return user;
    }

    static void token(boolean steppedUp) {
        demand(steppedUp, true);
    }

    private static void demand(boolean steppedUp, boolean needed) {
        if (needed && !steppedUp) {
            throw new Refusal(
                    Fault.FORBIDDEN,
                    "step_up",
                    "what concerns an admin, lets somebody sign in again or makes an API token takes your own password;"
                            + " send it as password_of_caller");
        }
    }

    private StepUpRules() {}
}
