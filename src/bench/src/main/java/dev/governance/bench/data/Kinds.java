package dev.governance.bench.data;

import java.util.SplittableRandom;

/** Which kind of event comes next. One row of some hundreds says that something was refused or failed. */
final class Kinds {
    private static final String[] WORK = {"llm.call", "llm.result", "tool.call", "tool.result"};
    private static final String[] RARE = {
        "scope.violation", "budget.exceeded", "loop.detected", "approval.denied", "llm.error", "tool.error"
    };
    private static final String[] ALONE = {"custom", "approval.requested", "approval.granted", "tool.call", "llm.result"
    };
    private static final int ONE_IN = 400;

    private final SplittableRandom random;

    Kinds(SplittableRandom random) {
        this.random = random;
    }

    /** Of a row in a session. */
    String next(long place, boolean last) {
        if (place == 0) {
            return "agent.start";
        }
        if (last) {
            return "agent.end";
        }
        return rare() ? anyOf(RARE) : WORK[(int) (place % WORK.length)];
    }

    /** Of a session that has one row. */
    String alone() {
        return rare() ? anyOf(RARE) : anyOf(ALONE);
    }

    private boolean rare() {
        return random.nextInt(ONE_IN) == 0;
    }

    private String anyOf(String[] kinds) {
        return kinds[random.nextInt(kinds.length)];
    }
}
