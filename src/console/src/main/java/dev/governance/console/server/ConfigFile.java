package dev.governance.console.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.governance.console.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The configuration: built-in defaults, a file, the environment, the command line; the later wins key by key. */
public final class ConfigFile {
    /**
     * Reads the configuration.
     *
     * @param file overrides some of the defaults; null for none
     * @param port given on the command line; null for none
     * @throws StartProblem when a key is unknown or a value does not fit; the message names it
     */
    public static Config read(@Nullable Path file, Map<String, String> environment, @Nullable Integer port) {
        try {
            ObjectNode merged = (ObjectNode) Json.tree(defaults());
            if (file != null) {
                merge(merged, fileTree(file));
            }
            environment(merged, environment);
            Config config = Json.read(merged.toString(), Config.class);
            return port == null ? config : config.withPort(port);
        } catch (IllegalArgumentException e) {
            String where = file == null ? "configuration: " : "configuration with " + file + ": ";
            throw new StartProblem(where + e.getMessage(), e);
        }
    }

    private static String defaults() {
        try (InputStream in = ConfigFile.class.getResourceAsStream("/conf/console.json")) {
            return new String(
                    Objects.requireNonNull(in, "conf/console.json is missing from this build")
                            .readAllBytes(),
                    StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the built-in configuration cannot be read", e);
        }
    }

    private static ObjectNode fileTree(Path file) {
        try {
            JsonNode tree = Json.read(Files.readString(file), JsonNode.class);
            if (tree instanceof ObjectNode object) {
                return object;
            }
            throw new IllegalArgumentException("expected an object");
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("there is no such file", e);
        } catch (IOException e) {
            throw new IllegalArgumentException("it cannot be read: " + e.getMessage(), e);
        }
    }

    private static void merge(ObjectNode into, ObjectNode from) {
        from.properties().forEach(entry -> {
            JsonNode old = into.get(entry.getKey());
            if (old instanceof ObjectNode oldObject && entry.getValue() instanceof ObjectNode newObject) {
                merge(oldObject, newObject);
            } else {
                into.set(entry.getKey(), entry.getValue());
            }
        });
    }

    private static void environment(ObjectNode into, Map<String, String> environment) {
        ObjectNode http = (ObjectNode) into.get("http");
        ObjectNode auth = (ObjectNode) into.get("auth");
        String host = environment.get("GOVERNANCE_CONSOLE_HOST");
        if (host != null) {
            http.put("host", host);
        }
        String port = environment.get("GOVERNANCE_CONSOLE_PORT");
        if (port != null) {
            http.put("port", number("GOVERNANCE_CONSOLE_PORT", port));
        }
        String name = environment.get("GOVERNANCE_CONSOLE_ENVIRONMENT");
        if (name != null) {
            http.put("environment", name.strip());
        }
        String origins = environment.get("GOVERNANCE_CONSOLE_CORS_ORIGINS");
        if (origins != null) {
            ArrayNode list = http.putArray("origins");
            origins.lines()
                    .flatMap(line -> java.util.Arrays.stream(line.split(",", -1)))
                    .map(String::trim)
                    .filter(origin -> !origin.isEmpty())
                    .forEach(list::add);
        }
        String webhook = environment.get("GOVERNANCE_ALERT_WEBHOOK_URL");
        if (webhook != null) {
            ((ObjectNode) into.path("alerts").path("webhook")).put("url", webhook.strip());
        }
        String hours = environment.get("GOVERNANCE_CONSOLE_SESSION_TTL_HOURS");
        if (hours != null) {
            auth.put("session_ttl", number("GOVERNANCE_CONSOLE_SESSION_TTL_HOURS", hours) + "h");
        }
    }

    private static int number(String name, String text) {
        try {
            return Integer.parseInt(text.trim());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " is a whole number", e);
        }
    }

    private ConfigFile() {}
}
