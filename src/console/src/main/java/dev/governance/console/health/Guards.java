package dev.governance.console.health;

import java.util.ArrayList;
import java.util.List;

/**
 * Who and what keeps the log append-only.
 *
 * @param role as whom the console came
 * @param owns whether it may give itself any right, and drop the triggers
 */
record Guards(String role, boolean owns, Act update, Act delete, Act truncate) {
    private static final String LOG = "governance_audit_events";

    /**
     * One way of changing rows.
     *
     * @param allowed whether the role has the right
     * @param guarded whether a trigger in force refuses it to everybody
     */
    record Act(boolean allowed, boolean guarded) {}

    /** Whether triggers refuse all of it, whatever rights there are. */
    boolean isGuarded() {
        return update.guarded() && delete.guarded() && truncate.guarded();
    }

    /** What is open, for people; empty when nothing is. */
    List<String> gaps() {
        List<String> gaps = new ArrayList<>();
        unguarded(gaps, update, "trg_audit_no_update");
        unguarded(gaps, delete, "trg_audit_no_delete");
        unguarded(gaps, truncate, "governance_console_no_truncate");
        allowed(gaps, update, "UPDATE");
        allowed(gaps, delete, "DELETE");
        allowed(gaps, truncate, "TRUNCATE");
        if (owns) {
            gaps.add("the role " + role + " owns " + LOG + ", or is a superuser, and could drop its triggers; run the"
                    + " console as another role than the one that migrates");
        }
        return gaps;
    }

    private static void unguarded(List<String> gaps, Act act, String trigger) {
        if (!act.guarded()) {
            gaps.add("the trigger " + trigger + " of " + LOG + " is missing, disabled or not the one that was made; run"
                    + " `governance migrate`, or enable it");
        }
    }

    private void allowed(List<String> gaps, Act act, String right) {
        if (act.allowed() && !owns) {
            gaps.add("the role " + role + " has the right " + right + " on " + LOG + "; revoke it");
        }
    }
}
