package dev.governance.console.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.governance.console.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Dashboard and alerts in {@code deploy/observability} ask for what the console serves. */
class ObservabilityTest {
    private static final Path FOLDER = Path.of("..", "..", "deploy", "observability");
    private static final Path HTTP = Path.of("src", "main", "java", "dev", "governance", "console", "http");
    private static final Pattern ASKED = Pattern.compile("\\bgovernance_[a-z_]+");
    private static final Pattern SERVED = Pattern.compile("\"(governance_[a-z_]+)[\"{]");

    @Test
    void theDashboardShowsMetricsThatAreServed() {
        Set<String> shown = asked(dashboard().findValuesAsText("expr").stream());

        assertThat(shown).hasSizeGreaterThan(12).isSubsetOf(served());
    }

    @Test
    void alertsAreAboutMetricsThatAreServed() {
        Set<String> asked = asked(rules().findValuesAsText("expr").stream());

        assertThat(asked).hasSizeGreaterThan(8).isSubsetOf(served());
    }

    @Test
    void everyAlertSaysWhatAndHowUrgent() {
        assertThat(rules().at("/groups/0/rules")).isNotEmpty().allSatisfy(rule -> {
            assertThat(rule.path("alert").asText()).startsWith("Governance");
            assertThat(rule.at("/labels/severity").asText()).isIn("critical", "warning");
            assertThat(rule.at("/annotations/summary").asText()).isNotBlank();
        });
    }

    @Test
    void prometheusAsksTheRouteThatThereIs() {
        JsonNode job = yaml("prometheus.yaml").at("/scrape_configs/0");

        assertThat(sources()).contains("\"" + job.path("metrics_path").asText() + "\"");
        assertThat(rules().toString())
                .contains("job=\\\"" + job.path("job_name").asText() + "\\\"");
    }

    private static JsonNode dashboard() {
        return Json.tree(text(FOLDER.resolve("dashboard.json")));
    }

    private static JsonNode rules() {
        return yaml("alerts.yaml");
    }

    private static JsonNode yaml(String file) {
        try {
            return new YAMLMapper().readTree(text(FOLDER.resolve(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> asked(Stream<String> expressions) {
        Set<String> names = new TreeSet<>();
        expressions.forEach(text -> ASKED.matcher(text).results().forEach(found -> names.add(found.group())));
        return names;
    }

    private static Set<String> served() {
        Set<String> names = new TreeSet<>();
        SERVED.matcher(sources()).results().forEach(found -> names.add(found.group(1)));
        return names;
    }

    private static String sources() {
        try (Stream<Path> files = Files.list(HTTP)) {
            return files.map(ObservabilityTest::text).collect(Collectors.joining());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
