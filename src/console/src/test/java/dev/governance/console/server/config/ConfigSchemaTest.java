package dev.governance.console.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.governance.console.wire.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The schema says what the console does: the same keys, defaults, bounds and variables. */
class ConfigSchemaTest {
    private static final Path DOCUMENT = Path.of("..", "..", "docs", "configuration.md");

    private static final Validator SCHEMA = Validator.create(
            JsonSchema.of(new JsonObject(ConfigFile.builtIn("console.schema.json"))),
            new JsonSchemaOptions().setBaseUri("https://governance.example").setDraft(Draft.DRAFT202012));

    private static boolean fits(String json) {
        OutputUnit result = SCHEMA.validate(new JsonObject(json));
        return Boolean.TRUE.equals(result.getValid());
    }

    @Test
    void theDefaultsAreThoseOfTheSchema() {
        Map<String, JsonNode> defaults = ConfigFile.values(Json.tree(ConfigFile.builtIn("console.json")));

        assertThat(defaults.keySet()).containsExactlyElementsOf(names());
        for (ConfigKey key : ConfigKeys.list()) {
            assertThat(defaults.get(key.name())).as(key.name()).isEqualTo(key.fallback());
        }
        assertThat(fits(ConfigFile.builtIn("console.json"))).isTrue();
    }

    private static List<String> names() {
        return ConfigKeys.list().stream().map(ConfigKey::name).toList();
    }

    @Test
    void aFileMayNameItsSchemaAndNothingThatIsNotInIt() {
        assertThat(fits("{\"$schema\": \"console.schema.json\", \"http\": {\"port\": 1}}"))
                .isTrue();
        assertThat(fits("{\"http\": {\"prot\": 1}}")).isFalse();
        assertThat(fits("{\"https\": {}}")).isFalse();
        assertThat(fits("{\"http\": {\"port\": 65536}}")).isFalse();
        assertThat(fits("{\"auth\": {\"idle\": \"an hour\"}}")).isFalse();
        assertThat(fits("{\"policies\": {\"second_approver\": [\"budgets\"]}}")).isFalse();
    }

    @Test
    void everyKeyHasAReasonAndAVariableOfItsOwn() {
        assertThat(ConfigKeys.list()).allSatisfy(key -> {
            assertThat(key.description()).as(key.name()).hasSizeGreaterThan(20).endsWith(".");
            assertThat(key.type()).isIn("string", "integer", "boolean", "strings", "integers");
        });
        List<String> variables = ConfigKeys.list().stream()
                .map(ConfigKey::variable)
                .filter(Objects::nonNull)
                .toList();
        assertThat(variables).doesNotHaveDuplicates().allMatch(name -> name.startsWith("GOVERNANCE_"));
        assertThat(ConfigKeys.list().stream()
                        .filter(key -> key.variable() == null)
                        .map(ConfigKey::name))
                .as("the variable of it adds to it instead")
                .containsExactly("redaction.keys");
    }

    /** The table of the document is what this prints when it fails. */
    @Test
    void theDocumentTellsEveryKeyAsTheSchemaDoes() throws IOException {
        String table = ConfigKeys.list().stream().map(ConfigSchemaTest::row).collect(Collectors.joining("\n"));

        assertThat(Files.readString(DOCUMENT)).contains(table);
    }

    private static String row(ConfigKey key) {
        return "| `" + key.name() + "` | `" + key.fallback() + "` | " + key.unit() + " | "
                + (key.variable() == null ? "" : "`" + key.variable() + "`") + " | " + (key.reloads() ? "yes" : "")
                + " | " + key.description().replace("|", "\\|") + " |";
    }

    @Test
    void theDocumentNamesEverySecret() throws IOException {
        assertThat(Files.readString(DOCUMENT)).contains(Secrets.VARIABLES);
    }

    /** A value at each end of what the schema allows is one that the console takes, and one beyond is not. */
    @Test
    void theBoundsOfNumbersAreTheConsoles() {
        JsonNode schema = Json.tree(ConfigFile.builtIn("console.schema.json"));
        for (ConfigKey key : ConfigKeys.list()) {
            JsonNode about = schema.at("/properties/" + key.name().replace(".", "/properties/"));
            if (key.type().equals("integer")) {
                for (String bound : List.of("minimum", "maximum")) {
                    long end = about.path(bound).asLong();
                    assertThat(isTaken(key.name(), end))
                            .as(key.name() + " " + end)
                            .isTrue();
                    assertThat(isTaken(key.name(), end + (bound.equals("minimum") ? -1 : 1)))
                            .as(key.name() + " beyond " + end)
                            .isFalse();
                }
            }
        }
    }

    private static boolean isTaken(String key, long value) {
        try {
            Configuration.read(null, Map.of(), Map.of(key, "" + value));
            return true;
        } catch (StartProblem e) {
            return false;
        }
    }
}
