package dev.governance.console.http;

import dev.governance.console.bus.Bus;
import dev.governance.console.contract.Auth;
import dev.governance.console.contract.Users;
import dev.governance.console.wire.Caller;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** Asks whoever acts for their password once more, where a request brings it. */
final class StepUp {
    /** The member of a body that brings it. */
    static final String MEMBER = "password_of_caller";

    private static final int LONGEST = 1_024;

    /** Whoever acts, asked when a password was sent; whether one has to be is decided with the act. */
    static Future<Users.By> by(Bus bus, RoutingContext context, @Nullable String password) {
        Caller caller = Guard.caller(context);
        Users.By by = Users.By.of(caller);
        return password == null
                ? Future.succeededFuture(by)
                : bus.ask(Auth.STEP_UP, new Auth.StepUp(caller, password, Http.address(context)))
                        .map(by.afterStepUp());
    }

    /** Refuses a password that is longer than any is. */
    static void bounded(@Nullable String password, String member) {
        if (password != null && password.length() > LONGEST) {
            throw new IllegalArgumentException(member + " has at most " + LONGEST + " characters");
        }
    }

    private StepUp() {}
}
