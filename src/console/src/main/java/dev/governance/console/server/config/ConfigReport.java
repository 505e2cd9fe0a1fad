package dev.governance.console.server.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.governance.console.server.config.Configuration.Setting;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The configuration as people may see it.
 *
 * @param keys every key by its name
 * @param secrets where each secret comes from, by the name of its variable
 */
public record ConfigReport(Map<String, Line> keys, Map<String, String> secrets) {
    /** What is said of a key; a secret value is not. */
    public record Line(
            JsonNode value,
            String source,
            JsonNode fallback,
            String unit,
            @Nullable String variable,
            boolean reloads) {
        /** The value as JSON. */
        public String shown() {
            return value.toString();
        }
    }

    /** What was configured in this environment. */
    public static ConfigReport of(Configuration configuration, Map<String, String> environment) {
        Map<String, Line> keys = new LinkedHashMap<>();
        configuration.settings().forEach(setting -> keys.put(setting.key().name(), line(setting)));
        Map<String, String> secrets = new LinkedHashMap<>();
        Secrets.VARIABLES.forEach(name -> secrets.put(name, Secrets.source(name, environment)));
        return new ConfigReport(keys, secrets);
    }

    private static Line line(Setting setting) {
        ConfigKey key = setting.key();
        return new Line(setting.shown(), setting.source(), key.fallback(), key.unit(), key.variable(), key.reloads());
    }
}
