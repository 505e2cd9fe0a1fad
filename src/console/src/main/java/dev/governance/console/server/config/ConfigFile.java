package dev.governance.console.server.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.governance.console.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** A file of the configuration, taken apart into keys. */
final class ConfigFile {
    private static final int LIMIT = 1_024 * 1_024; // bytes

    /**
     * What a file names; blocks.
     *
     * @throws IllegalArgumentException when it cannot be read, is no JSON, or names a key that there is not
     */
    static Map<String, JsonNode> read(Path file) {
        return values(Json.read(text(file), JsonNode.class));
    }

    private static String text(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LIMIT + 1);
            if (bytes.length > LIMIT) {
                throw new IllegalArgumentException("it has more than " + LIMIT + " bytes");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("there is no such file", e);
        } catch (IOException e) {
            throw new IllegalArgumentException("it cannot be read: " + e.getMessage(), e);
        }
    }

    static Map<String, JsonNode> values(JsonNode tree) {
        if (!(tree instanceof ObjectNode object)) {
            throw new IllegalArgumentException("expected an object");
        }
        Map<String, JsonNode> values = new LinkedHashMap<>();
        collect("", object, values);
        values.remove(ConfigKeys.SCHEMA);
        return values;
    }

    private static void collect(String prefix, ObjectNode section, Map<String, JsonNode> into) {
        section.properties().forEach(entry -> {
            String name = prefix + entry.getKey();
            ConfigKeys keys = ConfigKeys.all();
            if (keys.find(name).isPresent() || name.equals(ConfigKeys.SCHEMA)) {
                into.put(name, entry.getValue());
            } else if (!keys.isSection(name)) {
                throw keys.unknown(name);
            } else if (entry.getValue() instanceof ObjectNode inner) {
                collect(name + ".", inner, into);
            } else {
                throw new IllegalArgumentException(
                        name + " is an object with keys of its own, as {\"" + name + "\": {…}}");
            }
        });
    }

    static String builtIn(String name) {
        try (InputStream in = ConfigFile.class.getResourceAsStream("/conf/" + name)) {
            return new String(
                    Objects.requireNonNull(in, "conf/" + name + " is missing from this build")
                            .readAllBytes(),
                    StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the built-in conf/" + name + " cannot be read", e);
        }
    }

    private ConfigFile() {}
}
