package dev.governance.console.demo;

import dev.governance.sdk.Action;
import dev.governance.sdk.errors.ScopeViolationException;
import java.time.Duration;

/** Ordinary work, but every so often it reaches for what its policy does not list, and is refused. */
final class Temptation implements Work {
    private static final int EVERY = 15;
    private static final int FIRST = 2;

    private final Work ordinary;
    private int steps;

    Temptation(Work ordinary) {
        this.ordinary = ordinary;
    }

    @Override
    public Duration step(Shift shift) {
        if (++steps % EVERY == FIRST) {
            reach(shift);
        }
        return ordinary.step(shift);
    }

    private void reach(Shift shift) {
        Action action = steps % (2 * EVERY) == FIRST
                ? Action.tool("export_customers")
                : Action.api("POST https://files.example.com/public/upload");
        try {
            shift.governance().scope().check(shift.agentId(), action.in(shift.session()));
        } catch (ScopeViolationException e) {
            // Refused, as it should be; it is in the log now.
            return;
        }
        throw new IllegalStateException("the sample policy allows " + action.name());
    }
}
