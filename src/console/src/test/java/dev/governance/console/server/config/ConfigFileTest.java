package dev.governance.console.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {
    private static final Deploy.Count NONE = new Deploy.Count(0);

    @TempDir
    Path folder;

    private Path file(String json) throws IOException {
        return Files.writeString(folder.resolve("console.json"), json);
    }

    @Test
    void theDefaultsAreTheStatedOnes() {
        Config config = Configuration.read(null, Map.of(), Map.of()).config();

        assertThat(config)
                .isEqualTo(new Config(
                        new Config.Http(
                                "127.0.0.1",
                                8766,
                                "",
                                List.of("http://localhost:3000"),
                                List.of(),
                                new Config.Tls("", ""),
                                "10s",
                                4_000,
                                500,
                                2_000,
                                40,
                                60),
                        new Config.Management("127.0.0.1", 0),
                        new Config.Log("info", "text"),
                        new Tracing("", 100),
                        new Config.Auth("8h", "60m"),
                        new Config.Presence("60s", "300s"),
                        new Config.Approvals(List.of()),
                        new Config.Policies(List.of()),
                        new Config.Posture(80),
                        new Config.Marks(List.of()),
                        new Config.Audit(20, "30s"),
                        new Config.Redaction(List.of()),
                        new Config.Cost(List.of(80, 95, 100)),
                        new Config.Alerts(new Config.Webhook("", false)),
                        new ComplianceConfig(1, "30000ms"),
                        new Cluster(
                                false,
                                "127.0.0.1",
                                5_701,
                                5_702,
                                "",
                                List.of(),
                                "",
                                false,
                                new Cluster.Tls("", "", "")),
                        new Deploy(
                                1, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE,
                                NONE)));
        assertThat(config.auth().ttl()).isEqualTo(Duration.ofHours(8));
        assertThat(config.auth().idleLimit()).isEqualTo(Duration.ofHours(1));
        assertThat(config.presence().unresponsive()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void aFileOverridesSomeKeysAndKeepsTheRest() throws IOException {
        Config config = Configuration.read(file("{\"http\": {\"port\": 9000}}"), Map.of(), Map.of())
                .config();

        assertThat(config.http().port()).isEqualTo(9000);
        assertThat(config.http().host()).isEqualTo("127.0.0.1");
    }

    @Test
    void theEnvironmentOverridesTheFileAndTheCommandLineBoth() throws IOException {
        Map<String, String> environment = Map.of(
                "GOVERNANCE_CONSOLE_PORT", "9001",
                "GOVERNANCE_CONSOLE_ENVIRONMENT", " production ",
                "GOVERNANCE_CONSOLE_CORS_ORIGINS", "https://one.example, https://two.example",
                "GOVERNANCE_CONSOLE_SESSION_TTL_HOURS", "2");

        Config config = Configuration.read(file("{\"http\": {\"port\": 9000}}"), environment, Map.of("http.port", "0"))
                .config();

        assertThat(config.http().port()).isZero();
        assertThat(config.http().environment()).isEqualTo("production");
        assertThat(config.http().origins()).containsExactly("https://one.example", "https://two.example");
        assertThat(config.auth().ttl()).isEqualTo(Duration.ofHours(2));
    }

    @Test
    void whereAlertsGoMayComeFromTheEnvironmentAndIsNotRepeated() {
        String url = "https://hooks.example/a-secret-path?key=4711";

        Config config = Configuration.read(null, Map.of("GOVERNANCE_ALERT_WEBHOOK_URL", url), Map.of())
                .config();

        assertThat(config.alerts().webhook().url()).isEqualTo(url);
        assertThat(config.toString()).doesNotContain("4711", "a-secret-path");
        assertThatThrownBy(
                        () -> Configuration.read(null, Map.of("GOVERNANCE_ALERT_WEBHOOK_URL", url + "#4712"), Map.of())
                                .config())
                .isInstanceOf(StartProblem.class)
                .hasMessageNotContaining("4711");
    }

    @Test
    void aMisspeltKeyStopsTheStartAndIsToldItsNeighbours() throws IOException {
        Path file = file("{\"http\": {\"prot\": 9000}}");

        assertThatThrownBy(() -> Configuration.read(file, Map.of(), Map.of()).config())
                .isInstanceOf(StartProblem.class)
                .hasMessageContaining("prot")
                .hasMessageContaining("port")
                .hasMessageContaining(file.toString());
    }

    @Test
    void everyValueThatDoesNotFitIsNamed() throws IOException {
        assertRefused("{\"http\": {\"port\": 70000}}", "http.port");
        assertRefused("{\"http\": {\"port\": \"many\"}}", "http.port");
        assertRefused("{\"http\": {\"origins\": [\"*\"]}}", "http.origins");
        assertRefused("{\"http\": {\"tls\": {\"cert\": \"a.pem\"}}}", "http.tls.key");
        assertRefused("{\"http\": {\"connections\": 0}}", "http.connections");
        assertRefused("{\"http\": {\"connections_per_address\": 0}}", "http.connections_per_address");
        assertRefused("{\"http\": {\"trusted_proxies\": [\"proxy.example\"]}}", "http.trusted_proxies");
        assertRefused("{\"http\": {\"origins\": [\"https://*.example\"]}}", "list each origin");
        for (String origin : List.of(
                "https://one.example/",
                "one.example",
                "HTTPS://one.example",
                "null",
                "https://",
                "https://one.example:443",
                "http://one.example:80",
                "http://one.example:70000")) {
            assertRefused("{\"http\": {\"origins\": [\"" + origin + "\"]}}", "http.origins");
        }
        assertRefused("{\"http\": {\"drain\": \"31s\"}}", "http.drain");
        assertRefused("{\"management\": {\"port\": -1}}", "management.port");
        assertRefused("{\"management\": {\"host\": \"\"}}", "management.host");
        assertRefused("{\"http\": {\"port\": 9000}, \"management\": {\"port\": 9000}}", "management.port");
        assertRefused("{\"log\": {\"level\": \"loud\"}}", "log.level");
        assertRefused("{\"log\": {\"format\": \"xml\"}}", "log.format");
        assertRefused("{\"auth\": {\"session_ttl\": \"eight hours\"}}", "auth.session_ttl");
        assertRefused("{\"auth\": {\"session_ttl\": \"30d\"}}", "auth.session_ttl");
        assertRefused("{\"auth\": {\"idle\": \"1m\"}}", "auth.idle");
        assertRefused("{\"auth\": {\"idle\": \"8d\"}}", "auth.idle");
        assertRefused("{\"auth\": {\"idle\": \"never\"}}", "auth.idle");
        assertRefused("{\"presence\": {\"unresponsive_after\": \"60s\"}}", "presence.unresponsive_after");
        assertRefused("{\"presence\": {\"idle_after\": \"1s\"}}", "presence.idle_after");
        for (String kinds :
                List.of("[null]", "[\" \"]", "[\"\\u200b\"]", "[\"" + "x".repeat(129) + "\"]", "\"*\"", "null")) {
            assertRefused("{\"approvals\": {\"second_approver\": " + kinds + "}}", "second_approver");
        }
        for (String types : List.of("[null]", "[\"budgets\"]", "[\"Budget\"]", "\"budget\"", "null", "[7]")) {
            assertRefused("{\"policies\": {\"second_approver\": " + types + "}}", "second_approver");
        }
        assertRefused("{\"posture\": {\"cost_warning_percent\": 0}}", "posture.cost_warning_percent");
        assertRefused("{\"marks\": {\"heads\": [\" \"]}}", "marks.heads");
        assertRefused("{\"audit\": {\"sweep_share\": 0}}", "audit.sweep_share");
        assertRefused("{\"audit\": {\"sweep_every\": \"8d\"}}", "audit.sweep_every");
        for (String percents : List.of("[0]", "[101]", "[80, 80]", "[1,2,3,4,5,6,7,8,9,10,11]", "[80.5]", "[null]")) {
            assertRefused("{\"cost\": {\"thresholds_percent\": " + percents + "}}", "thresholds_percent");
        }
        for (String url : List.of(
                "http://127.0.0.1/x",
                "ftp://hooks.example",
                "https://",
                "hooks.example",
                "https://user:secret@hooks.example/",
                "https://hooks.example/#part",
                "https://hooks.example:0/",
                "https://hooks.example:65536/",
                "https://hooks example/",
                "https://hooks.example/" + "x".repeat(2_048))) {
            assertRefused("{\"alerts\": {\"webhook\": {\"url\": \"" + url + "\"}}}", "alerts.webhook.url is");
        }
        assertRefused("{\"alerts\": {\"webhook\": {\"url\": null}}}", "alerts");
        assertRefused("[]", "object");
        assertRefused("{", "console.json");
    }

    private void assertRefused(String json, String named) throws IOException {
        Path file = file(json);
        assertThatThrownBy(() -> Configuration.read(file, Map.of(), Map.of()).config())
                .isInstanceOf(StartProblem.class)
                .hasMessageContaining(named);
    }

    @Test
    void anyOriginIsNoneThatTheEnvironmentMayName() {
        assertThatThrownBy(() -> Configuration.read(
                                null, Map.of("GOVERNANCE_CONSOLE_CORS_ORIGINS", "https://one.example,*"), Map.of())
                        .config())
                .isInstanceOf(StartProblem.class)
                .hasMessageContaining("http.origins may not contain *")
                .hasMessageContaining("list each origin");
        assertThat(Configuration.read(null, Map.of("GOVERNANCE_CONSOLE_CORS_ORIGINS", ""), Map.of())
                        .config()
                        .http()
                        .origins())
                .as("an empty variable is not set")
                .containsExactly("http://localhost:3000");
        assertThat(Configuration.read(
                                null,
                                Map.of("GOVERNANCE_CONSOLE_CORS_ORIGINS", "http://[::1]:3000,https://a-b.example"),
                                Map.of())
                        .config()
                        .http()
                        .origins())
                .hasSize(2);
    }

    @Test
    void aFileThatIsNotThereIsToldByName() {
        Path nowhere = folder.resolve("nowhere.json");

        assertThatThrownBy(() -> Configuration.read(nowhere, Map.of(), Map.of()).config())
                .isInstanceOf(StartProblem.class)
                .hasMessageContaining("nowhere.json")
                .hasMessageContaining("no such file");
    }

    @Test
    void aPortThatIsNoNumberIsToldByTheVariablesName() {
        assertThatThrownBy(() -> Configuration.read(null, Map.of("GOVERNANCE_CONSOLE_PORT", "http"), Map.of())
                        .config())
                .isInstanceOf(StartProblem.class)
                .hasMessageContaining("GOVERNANCE_CONSOLE_PORT");
    }
}
