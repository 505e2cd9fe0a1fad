package dev.governance.console.cli;

import dev.governance.console.server.config.StartProblem;
import dev.governance.console.wire.HaltPreview;
import dev.governance.console.wire.HaltResults;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** A halt of many: one request, and where it takes only a part of them one after the other, as long as each halts some. */
final class HaltRounds {
    /** A host may make agents faster than they are halted; then a person decides whether to go on. */
    private static final int MOST = 100;

    /** Asks the console; each halt is another act. */
    interface Way {
        HaltPreview look(String pattern);

        HaltResults halt(Map<String, ?> body);
    }

    private final Way way;
    private final String reason;
    private final Consumer<String> talk;

    HaltRounds(Way way, String reason, Consumer<String> talk) {
        this.way = way;
        this.reason = reason;
        this.talk = talk;
    }

    /**
     * Halts them.
     *
     * @param expected how many were confirmed
     * @param orMore whether others may be halted besides
     * @throws StartProblem when the first request was refused
     * @throws ConsoleClient.Uncertain when whether the first one happened is not known
     */
    HaltReport halt(HaltPreview seen, long expected, boolean orMore) {
        HaltResults last = way.halt(orMore ? atLeast(seen, expected) : exactly(seen));
        HaltReport report = HaltReport.of(last);
        for (int round = 1; round < MOST && last.remaining() > 0 && isProgress(last); round++) {
            talk.accept(report.halted().size() + " are halted; " + last.remaining() + " are left");
            try {
                HaltPreview left = way.look(seen.pattern());
                long count = left.wouldHalt().count();
                if (count == 0) {
                    return report.withoutRemaining();
                }
                if (!orMore && count > expected - report.halted().size()) {
                    talk.accept("others are there that were not confirmed; nobody else was halted");
                    return report;
                }
                last = way.halt(orMore ? atLeast(left, 1) : exactly(left));
                report = report.and(last);
            } catch (StartProblem | ConsoleClient.Uncertain e) {
                talk.accept("could not go on: " + e.getMessage());
                return report;
            }
        }
        return report;
    }

    private static boolean isProgress(HaltResults results) {
        return results.halted() + results.alreadyHalted() > 0;
    }

    private Map<String, Object> exactly(HaltPreview seen) {
        Map<String, Object> body = body(seen, seen.wouldHalt().count());
        body.put("set", seen.set());
        return body;
    }

    private Map<String, Object> atLeast(HaltPreview seen, long expected) {
        Map<String, Object> body = body(seen, expected);
        body.put("at_least", true);
        return body;
    }

    private Map<String, Object> body(HaltPreview seen, long expected) {
        Map<String, Object> body = new HashMap<>();
        body.put("pattern", seen.pattern());
        body.put("reason", reason);
        body.put("expected", expected);
        return body;
    }
}
