package dev.governance.console.server.config;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What this node does; each role is one of the features. Nothing said of any: all of it.
 *
 * @param workers instances of each role that may have several, where nothing is said of roles; 1 to 16
 */
public record Deploy(
        int workers,
        Count explorer,
        Count audit,
        Count approvals,
        Count policies,
        Count keys,
        Count presence,
        Count cost,
        Count alerts,
        Count compliance,
        Count http,
        Count auth,
        Count posture,
        Count bridge,
        Count health,
        Count doorbell) {
    static final int MOST = 16;

    /** How many of it; 0 for none, or nothing said. */
    public record Count(int instances) {}

    public Deploy {
        if (workers < 1 || workers > MOST) {
            throw new IllegalArgumentException("deploy.workers is a number from 1 to " + MOST);
        }
        said(
                        explorer,
                        audit,
                        approvals,
                        policies,
                        keys,
                        presence,
                        cost,
                        alerts,
                        compliance,
                        http,
                        auth,
                        posture,
                        bridge,
                        health,
                        doorbell)
                .forEach(Deploy::check);
    }

    private static void check(String name, int instances) {
        Role role = Role.of(name);
        if (instances < 0 || instances > role.most()) {
            throw new IllegalArgumentException("deploy." + name + ".instances is "
                    + (role.isOnce() ? "0 or 1: " + role.why() : "a number from 0 to " + MOST));
        }
    }

    /** What is said, role by role; 0 where nothing is. */
    Map<Role, Integer> said() {
        Map<Role, Integer> all = new LinkedHashMap<>();
        said(
                        explorer,
                        audit,
                        approvals,
                        policies,
                        keys,
                        presence,
                        cost,
                        alerts,
                        compliance,
                        http,
                        auth,
                        posture,
                        bridge,
                        health,
                        doorbell)
                .forEach((name, instances) -> all.put(Role.of(name), instances));
        return all;
    }

    private static Map<String, Integer> said(Count... counts) {
        Map<String, Integer> all = new LinkedHashMap<>();
        Role[] roles = Role.values();
        for (int i = 0; i < roles.length; i++) {
            all.put(roles[i].code(), counts[i].instances());
        }
        return all;
    }
}
