package dev.governance.console.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who sets a key, and what becomes of what is written in a hurry. */
class ConfigurationTest {
    @TempDir
    Path folder;

    private static Config environment(String variable, String text) {
        return Configuration.read(null, Map.of(variable, text), Map.of()).config();
    }

    private static Config option(String key, String text) {
        return Configuration.read(null, Map.of(), Map.of(key, text)).config();
    }

    @Test
    void everyKeyMayBeSetByItsVariableAndByTheCommandLine() {
        for (ConfigKey key : ConfigKeys.list()) {
            String value = key.fallback().isArray() ? "" : key.fallback().asText();
            String text = key.suffix().isEmpty() ? value : value.replace(key.suffix(), "");
            assertThat(source(Configuration.read(null, Map.of(), Map.of(key.name(), text)), key))
                    .isEqualTo("command line");
            String variable = key.variable();
            if (variable != null && !text.isEmpty()) {
                assertThat(source(Configuration.read(null, Map.of(variable, text), Map.of()), key))
                        .isEqualTo(variable);
            }
        }
    }

    private static String source(Configuration configuration, ConfigKey key) {
        return configuration.settings().stream()
                .filter(setting -> setting.key().equals(key))
                .findFirst()
                .orElseThrow()
                .source();
    }

    @Test
    void theLaterLayerWinsKeyByKey() throws IOException {
        Path file = Files.writeString(
                folder.resolve("c.json"),
                "{\"$schema\": \"x\", \"audit\": {\"sweep_share\": 30, \"sweep_every\": \"1m\"}}");

        Config config = Configuration.read(
                        file, Map.of("GOVERNANCE_CONSOLE_SWEEP_SHARE", " 40 "), Map.of("audit.sweep_every", "2m"))
                .config();

        assertThat(config.audit()).isEqualTo(new Config.Audit(40, "2m"));
    }

    @Test
    void listsAndTruthAreReadAsPeopleWriteThem() {
        assertThat(environment("GOVERNANCE_CONSOLE_COST_THRESHOLDS_PERCENT", "50, 90,")
                        .cost()
                        .thresholdsPercent())
                .containsExactly(50, 90);
        assertThat(option("approvals.second_approver", "payments.*\nrefunds.*")
                        .approvals()
                        .secondApprover())
                .containsExactly("payments.*", "refunds.*");
        for (String yes : List.of("true", "1", "YES", " on ")) {
            assertThat(option("alerts.webhook.allow_private", yes)
                            .alerts()
                            .webhook()
                            .allowPrivate())
                    .isTrue();
        }
        assertThat(option("alerts.webhook.allow_private", "off")
                        .alerts()
                        .webhook()
                        .allowPrivate())
                .isFalse();
    }

    @Test
    void whoSetWhatDoesNotFitIsNamed() {
        String share = "GOVERNANCE_CONSOLE_SWEEP_SHARE";
        assertRefused(Map.of(share, "0"), Map.of(), "audit.sweep_share", "(set by " + share + ")");
        assertRefused(Map.of(share, "a"), Map.of(), share + " is a whole number");
        assertRefused(Map.of(), Map.of("alerts.webhook.allow_private", "perhaps"), "true or false");
        assertRefused(Map.of(), Map.of("audit.sweep_share", "1.5"), "whole number");
        assertRefused(Map.of(), Map.of("audit.sweep_shore", "1"), "did you mean audit.sweep_share?");
        assertRefused(Map.of(), Map.of("audit", "1"), "audit is unknown");
    }

    @Test
    void whatKubernetesSetsForAServiceOfThatNameIsToldApart() {
        assertRefused(Map.of("GOVERNANCE_CONSOLE_PORT", "tcp://10.0.0.1:8766"), Map.of(), "enableServiceLinks: false");
        assertThat(ConfigKeys.unknownVariables(Map.of(
                        "GOVERNANCE_CONSOLE_SERVICE_HOST", "10.0.0.1",
                        "GOVERNANCE_CONSOLE_PORT_8766_TCP_ADDR", "10.0.0.1",
                        "GOVERNANCE_CONSOLE_TOKEN_FILE", "/run/secrets/token",
                        "GOVERNANCE_CONSOLE_HOSTS", "x")))
                .containsExactly(
                        "GOVERNANCE_CONSOLE_HOSTS is set and means nothing here; did you mean GOVERNANCE_CONSOLE_HOST?");
    }

    private static void assertRefused(Map<String, String> environment, Map<String, String> options, String... told) {
        assertThatThrownBy(() -> Configuration.read(null, environment, options))
                .isInstanceOf(StartProblem.class)
                .hasMessageContainingAll(told);
    }

    @Test
    void aSectionIsAnObject() throws IOException {
        Path file = Files.writeString(folder.resolve("c.json"), "{\"http\": 8766}");

        assertThatThrownBy(() -> Configuration.read(file, Map.of(), Map.of()))
                .isInstanceOf(StartProblem.class)
                .hasMessageContaining("http is an object")
                .hasMessageContaining(file.toString());
    }

    @Test
    void aFileThatIsNoConfigurationIsNotReadToItsEnd() throws IOException {
        Path file = folder.resolve("c.json");
        Files.writeString(file, " ".repeat(1_048_577));

        assertThatThrownBy(() -> Configuration.read(file, Map.of(), Map.of()))
                .isInstanceOf(StartProblem.class)
                .hasMessageContaining("bytes");
    }
}
