package dev.governance.console.demo;

import java.time.Duration;
import java.util.List;

/**
 * Ordinary work: ask a model, use a tool, rest.
 *
 * @param share of the daily cap that is spent at most; work goes on without the model after that
 */
record Chores(String model, int inputTokens, List<Chore> chores, int leastSeconds, int mostSeconds, double share)
        implements Work {
    /** A thing to do, such as reading invoice INV-10432. */
    record Chore(String tool, String subject, String prefix) {}

    @Override
    public Duration step(Shift shift) {
        Chore chore = shift.oneOf(chores);
        String subject = chore.prefix + shift.between(10_000, 19_999);
        if (shift.affords(share)) {
            int input = shift.between(inputTokens / 2, inputTokens);
            shift.think(model, input, input / shift.between(4, 9), chore.tool + " " + subject);
        }
        shift.use(chore.tool, chore.subject, subject);
        return shift.seconds(leastSeconds, mostSeconds);
    }
}
