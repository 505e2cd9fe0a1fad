package dev.governance.sdk;

import java.util.List;
import java.util.stream.Stream;

/**
 * What must hold before and after an agent calls a tool. Each method gives a copy with one condition more; they are
 * checked in this order, and the first that does not hold decides.
 */
public record Contract(String agentId, String tool, List<Condition> before, List<Condition> after) {
    private static final int LIMIT = 20;

    public Contract {
        Fields.name("an agent id", agentId, Fields.AGENT);
        Fields.name("a tool", tool, Fields.TOOL);
        before = List.copyOf(before);
        after = List.copyOf(after);
        if (before.size() > LIMIT || after.size() > LIMIT) {
            throw new IllegalArgumentException(
                    "a contract has at most " + LIMIT + " conditions before and " + LIMIT + " after a call");
        }
        if (!before.stream().allMatch(condition -> condition.kind().mayStandBefore())) {
            throw new IllegalArgumentException("whether a call was logged is known only after it");
        }
        if (!after.stream().allMatch(condition -> condition.kind().mayStandAfter())) {
            throw new IllegalArgumentException("after a call only audit_logged and custom conditions are checked");
        }
    }

    /** A contract without conditions. */
    public static Contract of(String agentId, String tool) {
        return new Contract(agentId, tool, List.of(), List.of());
    }

    /** Must hold before the tool is called. */
    public Contract requires(Condition condition) {
        return new Contract(agentId, tool, more(before, condition), after);
    }

    /** Must hold once it was called. */
    public Contract ensures(Condition condition) {
        return new Contract(agentId, tool, before, more(after, condition));
    }

    private static List<Condition> more(List<Condition> conditions, Condition condition) {
        return Stream.concat(conditions.stream(), Stream.of(condition)).toList();
    }
}
