package dev.governance.console.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.governance.console.alerts.AlertsVerticle;
import dev.governance.console.server.config.Config;
import dev.governance.console.server.config.Configuration;
import dev.governance.console.server.config.Secrets;
import dev.governance.console.server.config.StartProblem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertTargetTest {
    private static final String URL = "https://hooks.example/a";
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    private static Config sending() {
        return Configuration.read(null, Map.of("GOVERNANCE_ALERT_WEBHOOK_URL", URL), Map.of())
                .config();
    }

    @Test
    void withoutAnAddressAlertsAreSentNowhere() {
        assertThat(AlertTarget.of(
                        Configuration.read(null, Map.of(), Map.of()).config(), Map.of(AlertTarget.VARIABLE, SECRET)))
                .isNull();
    }

    @Test
    void theSecretComesFromTheEnvironmentOrFromAFile(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("secret"), SECRET + "\n");

        AlertsVerticle.Target given = AlertTarget.of(sending(), Map.of(AlertTarget.VARIABLE, SECRET));
        AlertsVerticle.Target read = AlertTarget.of(
                sending(), Secrets.resolved(Map.of("GOVERNANCE_ALERT_WEBHOOK_SECRET_FILE", file.toString())));

        assertThat(given).isNotNull().isEqualTo(read);
        assertThat(given.secret()).isEqualTo(SECRET);
        assertThat(given.allowPrivate()).isFalse();
    }

    @Test
    void anAddressWithoutASecretThatNobodyGuessesStopsTheStart() {
        assertThatThrownBy(() -> AlertTarget.of(sending(), Map.of()))
                .isInstanceOf(StartProblem.class)
                .hasMessageContaining(AlertTarget.VARIABLE);
        assertThatThrownBy(() -> AlertTarget.of(sending(), Map.of(AlertTarget.VARIABLE, "too-short-4711")))
                .isInstanceOf(StartProblem.class)
                .hasMessageNotContaining("4711");
        assertThatThrownBy(() -> AlertTarget.of(
                        sending(), Secrets.resolved(Map.of("GOVERNANCE_ALERT_WEBHOOK_SECRET_FILE", "/nowhere/secret"))))
                .isInstanceOf(StartProblem.class)
                .hasMessageContaining("/nowhere/secret");
    }
}
