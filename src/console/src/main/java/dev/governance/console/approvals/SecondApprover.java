package dev.governance.console.approvals;

import static dev.governance.console.bus.Fault.CONFLICT;

import dev.governance.console.bus.Refusal;
import dev.governance.console.ledger.Words;
import java.util.List;

/** Which requests take two different admins to be granted. */
final class SecondApprover {
    /** Says of a request that one grant was not enough. */
    static final String WANTED = "second_approver_wanted";

    private final List<String> kinds;

    /**
     * Creates the rule.
     *
     * @param kinds of requests, in any case; {@code *} stands for any characters
     */
    SecondApprover(List<String> kinds) {
        this.kinds = kinds.stream().map(Words::key).toList();
    }

    /** By its kind, which is the agent's word, or because somebody granted it first already. */
    boolean isWanted(Gate gate) {
        return gate.grantedFirst() || isWanted(gate.kind());
    }

    boolean isWanted(String kind) {
        String folded = Words.key(kind);
        return kinds.stream().anyMatch(pattern -> fits(pattern, folded));
    }

    /** Nobody grants together with others what two people should look at. */
    void mustNotBeWanted(Gate gate) {
        if (isWanted(gate)) {
            throw new Refusal(CONFLICT, WANTED, "this takes two admins, each of whom grants it by itself");
        }
    }

    /** Goes back to the last star only, so that no pattern takes longer than the product of both lengths. */
    private static boolean fits(String pattern, String text) {
        int p = 0;
        int t = 0;
        int star = -1;
        int resume = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = t;
            } else if (p < pattern.length() && pattern.charAt(p) == text.charAt(t)) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++resume;
            } else {
                return false;
            }
        }
        return pattern.substring(p).chars().allMatch(rest -> rest == '*');
    }
}
