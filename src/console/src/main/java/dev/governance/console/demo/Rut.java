package dev.governance.console.demo;

import dev.governance.sdk.errors.LoopDetectedException;
import java.time.Duration;

/** Ordinary work that gets stuck on one tool now and then, until the loop is noticed. */
final class Rut implements Work {
    private static final int EVERY = 30;
    private static final int FIRST = 3;

    private final Work ordinary;
    private int steps;
    private boolean stuck;

    Rut(Work ordinary) {
        this.ordinary = ordinary;
    }

    @Override
    public Duration step(Shift shift) {
        if (!stuck && ++steps % EVERY == FIRST) {
            stuck = true;
        }
        return stuck ? again(shift) : ordinary.step(shift);
    }

    private Duration again(Shift shift) {
        try {
            shift.governance().loop().record(shift.session(), shift.agentId(), "search_tickets");
            shift.use("search_tickets", "query", "refund not received");
            return shift.seconds(1, 2);
        } catch (LoopDetectedException e) {
            stuck = false;
            return Duration.ofSeconds(20);
        }
    }
}
