package dev.governance.console.server.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.governance.console.wire.Json;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is configured and who said so: built-in defaults, a file, the environment, the command line; the later wins key by
 * key.
 *
 * @param settings every key, in the order of the schema
 * @param source what it was read from, to be read again
 */
public record Configuration(Config config, List<Setting> settings, Source source) {
    private static final String DEFAULT = "default";

    /** Where a configuration is read from. */
    record Source(@Nullable Path file, Map<String, String> environment, Map<String, String> options) {}

    /**
     * A key and what it is set to.
     *
     * @param source {@code default}, a file, a variable, or an option of the command line
     */
    public record Setting(ConfigKey key, JsonNode value, String source) {
        /** Fit to be shown to people. */
        JsonNode shown() {
            return key.secret() && !value.asText().isEmpty() ? JsonNodeFactory.instance.textNode("(hidden)") : value;
        }
    }

    /**
     * Reads the configuration; blocks.
     *
     * @param file overrides some of the defaults; null for none
     * @param options keys that the command line sets, as texts
     * @throws StartProblem when a key is unknown or a value does not fit; the message names it and who set it
     */
    public static Configuration read(
            @Nullable Path file, Map<String, String> environment, Map<String, String> options) {
        Map<String, Setting> settings = new LinkedHashMap<>();
        ConfigKeys.list().forEach(key -> settings.put(key.name(), new Setting(key, key.fallback(), DEFAULT)));
        try {
            if (file != null) {
                ConfigFile.read(file).forEach((name, value) -> set(settings, name, value, file.toString()));
            }
            ConfigKeys.list().forEach(key -> fromEnvironment(settings, key, environment));
            options.forEach((name, text) -> fromOption(settings, name, text));
            return new Configuration(
                    Json.read(tree(settings.values()).toString(), Config.class),
                    List.copyOf(settings.values()),
                    new Source(file, environment, options));
        } catch (IllegalArgumentException e) {
            throw new StartProblem(blamed(settings, file, String.valueOf(e.getMessage())), e);
        }
    }

    /** The file that it was read from; empty for none. */
    public Optional<Path> file() {
        return Optional.ofNullable(source.file());
    }

    /**
     * Reads it again from where it was read; blocks.
     *
     * @throws StartProblem as the first time
     */
    public Configuration again() {
        return read(source.file(), source.environment(), source.options());
    }

    /** The same source with these settings. */
    Configuration with(List<Setting> others) {
        try {
            return new Configuration(Json.read(tree(others).toString(), Config.class), List.copyOf(others), source);
        } catch (IllegalArgumentException e) {
            throw new StartProblem("configuration: " + e.getMessage(), e);
        }
    }

    private static void set(Map<String, Setting> settings, String name, JsonNode value, String source) {
        settings.computeIfPresent(name, (known, before) -> new Setting(before.key(), value, source));
    }

    private static void fromEnvironment(Map<String, Setting> settings, ConfigKey key, Map<String, String> environment) {
        String variable = key.variable();
        String text = variable == null ? null : environment.get(variable);
        if (variable != null && text != null && !text.isBlank()) {
            set(settings, key.name(), key.parsed(variable, text), variable);
        }
    }

    private static void fromOption(Map<String, Setting> settings, String name, String text) {
        ConfigKey key =
                ConfigKeys.all().find(name).orElseThrow(() -> ConfigKeys.all().unknown(name));
        set(settings, name, key.parsed(name, text), "command line");
    }

    private static ObjectNode tree(Collection<Setting> settings) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        settings.forEach(setting -> {
            String[] path = setting.key().name().split("\\.", -1);
            ObjectNode section = tree;
            for (int i = 0; i < path.length - 1; i++) {
                section = section.withObjectProperty(path[i]);
            }
            section.set(path[path.length - 1], setting.value());
        });
        return tree;
    }

    /** Who set the key that a message names, as far as one does. */
    private static String blamed(Map<String, Setting> settings, @Nullable Path file, String message) {
        return "configuration: " + message
                + settings.values().stream()
                        .filter(setting -> message.contains(setting.key().name()))
                        .max(Comparator.comparingInt(
                                setting -> setting.key().name().length()))
                        .filter(setting -> !setting.source().equals(DEFAULT))
                        .map(setting -> " (set by " + setting.source() + ")")
                        .orElse(file == null ? "" : " (with " + file + ")");
    }
}
