package dev.governance.sdk;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What an agent may use; everything else is refused. Each method gives a copy with more.
 *
 * @param tools names, exact; 256 characters each
 * @param apis such as {@code GET https://api.example.com/v1/*}, exact or, ending in {@code *}, as a prefix; 512
 *     characters each
 * @param models names, exact; 128 characters each
 * @param hiddenTools left out of the lists that a model is shown; a call of one is judged by {@code tools} alone
 */
public record ScopePolicy(
        String agentId, Set<String> tools, Set<String> apis, Set<String> models, Set<String> hiddenTools) {
    private static final int ENTRIES = 1_024;
    private static final int API = 512;

    public ScopePolicy {
        Fields.name("an agent id", agentId, Fields.AGENT);
        tools = checked("a tool", tools, Fields.TOOL);
        apis = checked("an api", apis, API);
        models = checked("a model", models, Fields.KIND);
        hiddenTools = checked("a hidden tool", hiddenTools, Fields.TOOL);
    }

    /** A policy that allows nothing. */
    public static ScopePolicy of(String agentId) {
        return new ScopePolicy(agentId, Set.of(), Set.of(), Set.of(), Set.of());
    }

    public ScopePolicy allowTools(String... names) {
        return new ScopePolicy(agentId, with(tools, names), apis, models, hiddenTools);
    }

    public ScopePolicy allowApis(String... patterns) {
        return new ScopePolicy(agentId, tools, with(apis, patterns), models, hiddenTools);
    }

    public ScopePolicy allowModels(String... names) {
        return new ScopePolicy(agentId, tools, apis, with(models, names), hiddenTools);
    }

    public ScopePolicy hideTools(String... names) {
        return new ScopePolicy(agentId, tools, apis, models, with(hiddenTools, names));
    }

    boolean allowsApi(String api) {
        return apis.contains(api) || apis.stream().anyMatch(pattern -> matches(pattern, api));
    }

    private static boolean matches(String pattern, String api) {
        if (!pattern.endsWith("*")) {
            return false;
        }
        String prefix = pattern.substring(0, pattern.length() - 1);
        // A path that climbs out of its prefix is not within it.
        return api.startsWith(prefix) && !Climbing.climbs(api);
    }

    /** As the Python SDK stores it. */
    Map<String, @Nullable Object> json() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("agent_id", agentId);
        json.put("allowed_tools", tools);
        json.put("allowed_apis", apis);
        json.put("hidden_tools", hiddenTools);
        json.put("allowed_models", models);
        return json;
    }

    private static Set<String> with(Set<String> known, String... more) {
        SortedSet<String> all = new TreeSet<>(known);
        all.addAll(Arrays.asList(more));
        return all;
    }

    private static Set<String> checked(String what, Set<String> names, int length) {
        if (names.size() > ENTRIES) {
            throw new IllegalArgumentException("a scope policy lists at most " + ENTRIES + " of each kind");
        }
        names.forEach(name -> Fields.name(what, name, length));
        return Collections.unmodifiableSortedSet(new TreeSet<>(names));
    }
}
