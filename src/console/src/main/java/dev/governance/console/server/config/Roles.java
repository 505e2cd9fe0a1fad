package dev.governance.console.server.config;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a node deploys.
 *
 * @param instances of each role, 0 where it has none
 */
public record Roles(Map<Role, Integer> instances) {
    /** What they tell reaches browsers of their own node only, or is asked on every request. */
    private static final List<Role> WITH_HTTP = List.of(Role.AUTH, Role.POSTURE, Role.BRIDGE, Role.HEALTH);

    public Roles {
        instances = Map.copyOf(instances);
    }

    /**
     * What a configuration says.
     *
     * @throws StartProblem when something would have no answer, or could not do what it is for
     */
    public static Roles of(Config config) {
        Map<Role, Integer> said = new EnumMap<>(config.deploy().said());
        if (said.values().stream().allMatch(count -> count == 0)) {
            for (Role role : Role.values()) {
                said.put(role, role.isOnce() ? 1 : config.deploy().workers());
            }
            return new Roles(said);
        }
        said.put(Role.DOORBELL, 1);
        boolean door = said.getOrDefault(Role.HTTP, 0) > 0;
        for (Role role : WITH_HTTP) {
            if (!door && said.getOrDefault(role, 0) > 0) {
                throw new StartProblem("configuration: deploy." + role.code() + ".instances is 1 and"
                        + " deploy.http.instances is 0: " + role.code()
                        + " serves the browsers of its own node alone; add"
                        + " http, or leave it out");
            }
            said.put(role, door ? 1 : 0);
        }
        complete(said, config.cluster().on());
        return new Roles(said);
    }

    private static void complete(Map<Role, Integer> said, boolean cluster) {
        String missing = said.entrySet().stream()
                .filter(entry -> entry.getValue() == 0 && !WITH_HTTP.contains(entry.getKey()))
                .map(entry -> entry.getKey().code())
                .collect(Collectors.joining(", "));
        if (!cluster && !missing.isEmpty()) {
            throw new StartProblem(
                    "configuration: deploy leaves out " + missing + " while cluster.on is false, so nobody"
                            + " would answer for it; set deploy.<role>.instances to 1 for each, or cluster.on to true where"
                            + " another node deploys it");
        }
    }

    /** How many of one. */
    public int of(Role role) {
        return instances.getOrDefault(role, 0);
    }

    /** How many of each that it has, by name. */
    public Map<String, Integer> byName() {
        return instances.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .collect(Collectors.toMap(entry -> entry.getKey().code(), Map.Entry::getValue));
    }

    public boolean has(Role role) {
        return of(role) > 0;
    }
}
