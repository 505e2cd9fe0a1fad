package dev.governance.console.server.config;

import java.util.Arrays;
import java.util.Locale;

/** A feature as something that a node does, in the order of {@link Deploy}. */
public enum Role {
    EXPLORER,
    AUDIT,
    APPROVALS,
    POLICIES,
    KEYS("one node needs no second one, and its limits are the node's; for more, let another node deploy it, too"),
    PRESENCE("it watches halts besides, and two on one node would watch the same; let another node deploy it, too"),
    COST("it watches budgets besides, and two on one node would watch the same; let another node deploy it, too"),
    ALERTS("it delivers alerts, and two on one node would wait for each other; let another node deploy it, too"),
    COMPLIANCE("its limit of reports at once is the node's; let another node deploy it, too"),
    HTTP("it holds the streams and counts the connections of this node's browsers; for more, start another node"),
    AUTH("it comes with deploy.http.instances, once"),
    POSTURE("it comes with deploy.http.instances, once"),
    BRIDGE("it comes with deploy.http.instances, once"),
    HEALTH("it comes with deploy.http.instances, once"),
    DOORBELL("every node has one");

    private final String why;

    Role() {
        this("");
    }

    Role(String why) {
        this.why = why;
    }

    /** As the configuration names it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Role of(String code) {
        return Arrays.stream(values())
                .filter(role -> role.code().equals(code))
                .findFirst()
                .orElseThrow();
    }

    /** Whether a node has it at most once. */
    boolean isOnce() {
        return !why.isEmpty();
    }

    /** Why there are no more than one, and what to do instead. */
    String why() {
        return why;
    }

    int most() {
        return isOnce() ? 1 : Deploy.MOST;
    }
}
