package dev.governance.console.server.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.governance.console.wire.Json;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The keys that there are: those of {@code conf/console.schema.json}, which editors and people read, too. */
public final class ConfigKeys {
    /** What an editor finds the schema by. */
    static final String SCHEMA = "$schema";

    private static final String PREFIX = "GOVERNANCE_CONSOLE_";

    /** Read elsewhere, by the log, the command line or to say that they have no effect. */
    private static final Set<String> OTHERS = Set.of(
            PREFIX + "REDACT_KEYS",
            PREFIX + "URL",
            PREFIX + "USERNAME",
            PREFIX + "DEV_MODE",
            PREFIX + "ALLOW_DEV_MODE",
            PREFIX + "SCOPE_VIEWERS_BY_AGENT");

    /** What a pod is told of a service called governance-console. */
    private static final Pattern SET_BY_KUBERNETES =
            Pattern.compile(PREFIX + "(SERVICE_(HOST|PORT)(_.*)?|PORT_\\d+_(TCP|UDP)(_.*)?)");

    private static final ConfigKeys ALL = new ConfigKeys(Json.tree(ConfigFile.builtIn("console.schema.json")));

    private final Map<String, ConfigKey> keys = new LinkedHashMap<>();

    private ConfigKeys(JsonNode schema) {
        collect("", schema);
    }

    static ConfigKeys all() {
        return ALL;
    }

    /** In the order of the schema. */
    public static List<ConfigKey> list() {
        return List.copyOf(ALL.keys.values());
    }

    Optional<ConfigKey> find(String name) {
        return Optional.ofNullable(keys.get(name));
    }

    /** Whether keys begin with this, as {@code http}. */
    boolean isSection(String name) {
        return keys.keySet().stream().anyMatch(key -> key.startsWith(name + "."));
    }

    /** What to tell whoever wrote a key that there is not. */
    IllegalArgumentException unknown(String name) {
        String section = name.substring(0, name.lastIndexOf('.') + 1);
        String known = keys.keySet().stream()
                .filter(key -> key.startsWith(section))
                .map(key -> key.substring(section.length()).replaceAll("\\..*", ""))
                .distinct()
                .collect(Collectors.joining(", "));
        return new IllegalArgumentException(Spelling.shown(name) + " is unknown; did you mean "
                + Spelling.nearest(name, namesAndSections()) + "? "
                + (section.isEmpty() || known.isEmpty()
                        ? ""
                        : "In " + Spelling.shown(section) + " there are: " + known));
    }

    private Set<String> namesAndSections() {
        Set<String> all = new LinkedHashSet<>(keys.keySet());
        keys.keySet().forEach(key -> {
            for (int dot = key.indexOf('.'); dot > 0; dot = key.indexOf('.', dot + 1)) {
                all.add(key.substring(0, dot));
            }
        });
        return all;
    }

    /** A sentence for each variable that looks like ours and is none, as a misspelt one. */
    public static List<String> unknownVariables(Map<String, String> environment) {
        Set<String> known = Stream.of(
                        ALL.keys.values().stream().flatMap(key -> Stream.ofNullable(key.variable())),
                        Secrets.VARIABLES.stream(),
                        OTHERS.stream())
                .flatMap(names -> names)
                .collect(Collectors.toUnmodifiableSet());
        return environment.keySet().stream()
                .filter(name -> name.startsWith(PREFIX)
                        && !SET_BY_KUBERNETES.matcher(name).matches())
                .filter(name -> !known.contains(name) && !known.contains(name.replaceFirst("_FILE\\z", "")))
                .sorted()
                .map(name -> Spelling.shown(name) + " is set and means nothing here; did you mean "
                        + Spelling.nearest(name, known) + "?")
                .toList();
    }

    private void collect(String prefix, JsonNode section) {
        section.path("properties").properties().forEach(entry -> {
            String name = prefix + entry.getKey();
            JsonNode about = entry.getValue();
            if (about.has("properties")) {
                collect(name + ".", about);
            } else if (!name.equals(SCHEMA)) {
                keys.put(name, key(name, about));
            }
        });
    }

    private static ConfigKey key(String name, JsonNode about) {
        String type = about.path("type").asText();
        return new ConfigKey(
                name,
                type.equals("array") ? about.at("/items/type").asText() + "s" : type,
                about.path("default"),
                about.path("x-unit").asText(""),
                about.path("description").asText(),
                text(about, "x-variable"),
                about.path("x-variable-suffix").asText(""),
                about.path("x-reload").asBoolean(),
                about.path("x-secret").asBoolean());
    }

    private static @Nullable String text(JsonNode about, String member) {
        return about.has(member) ? about.path(member).asText() : null;
    }
}
