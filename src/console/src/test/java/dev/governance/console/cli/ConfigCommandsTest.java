package dev.governance.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.governance.console.wire.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigCommandsTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final String HOOK = "https://hooks.example/a-secret-path";

    @TempDir
    Path folder;

    private Program run(Map<String, String> environment, String... arguments) {
        return Program.run(folder, environment, arguments);
    }

    @Test
    void everyKeyIsPrintedWithWhoSetItAndNoSecretIs() throws Exception {
        Path file = Files.writeString(folder.resolve("console.json"), "{\"auth\": {\"idle\": \"30m\"}}");
        Path secret = Files.writeString(folder.resolve("secret"), SECRET);

        Program program = run(
                Map.of(
                        "GOVERNANCE_CONSOLE_PORT",
                        "9000",
                        "GOVERNANCE_ALERT_WEBHOOK_URL",
                        HOOK,
                        "GOVERNANCE_AUDIT_SECRET_FILE",
                        secret.toString()),
                "config",
                "print",
                "--json",
                "--config",
                file.toString(),
                "--set",
                "redaction.keys=taxId,iban");

        assertThat(program.exitCode()).as(program.err()).isZero();
        JsonNode keys = Json.tree(program.out()).path("keys");
        assertThat(keys.at("/http.port/value").asInt()).isEqualTo(9000);
        assertThat(keys.at("/http.port/source").asText()).isEqualTo("GOVERNANCE_CONSOLE_PORT");
        assertThat(keys.at("/auth.idle/value").asText()).isEqualTo("30m");
        assertThat(keys.at("/auth.idle/source").asText()).isEqualTo(file.toString());
        assertThat(keys.at("/redaction.keys/value")).hasToString("[\"taxId\",\"iban\"]");
        assertThat(keys.at("/redaction.keys/source").asText()).isEqualTo("command line");
        assertThat(keys.at("/http.host/source").asText()).isEqualTo("default");
        assertThat(keys.at("/alerts.webhook.url/value").asText()).isEqualTo("(hidden)");
        assertThat(Json.tree(program.out())
                        .at("/secrets/GOVERNANCE_AUDIT_SECRET")
                        .asText())
                .isEqualTo("file " + secret);
        assertThat(program.out() + program.err()).doesNotContain(SECRET, "a-secret-path");
    }

    @Test
    void allThatWouldStopAStartIsSaidAtOnce() {
        Program program = run(
                Map.of(
                        "GOVERNANCE_DATABASE_URL", "mysql://db/x",
                        "GOVERNANCE_CONSOLE_TOKEN", "short",
                        "GOVERNANCE_ALERT_WEBHOOK_URL", HOOK,
                        "GOVERNANCE_CONSOLE_PROT", "1"),
                "config",
                "check");

        assertThat(program.exitCode()).isEqualTo(1);
        assertThat(program.out())
                .contains(
                        "problem: GOVERNANCE_CONSOLE_TOKEN has 5 characters",
                        "problem: alerts.webhook.url is set",
                        "problem: GOVERNANCE_DATABASE_URL",
                        "warning: GOVERNANCE_CONSOLE_PROT is set and means nothing here; did you mean GOVERNANCE_CONSOLE_PORT?",
                        "a start would be refused")
                .doesNotContain("a-secret-path");
    }

    @Test
    void whatAStartTakesIsFine() {
        Program program = run(
                Map.of("GOVERNANCE_DATABASE_URL", "postgresql://u:p@db/x", "GOVERNANCE_AUDIT_SECRET", SECRET),
                "config",
                "check",
                "--json");

        assertThat(program.out().strip()).isEqualTo("{\"ok\":true,\"problems\":[],\"warnings\":[]}");
        assertThat(program.exitCode()).isZero();
    }

    @Test
    void aKeyThatThereIsNotIsToldItsNeighbour() {
        Program program = run(Map.of(), "config", "print", "--set", "http.prot=1");

        assertThat(program.exitCode()).isEqualTo(1);
        assertThat(program.err()).contains("http.prot is unknown; did you mean http.port?");
    }

    @Test
    void aConfigurationThatCannotBeReadIsAProblemToProgramsToo() throws Exception {
        Path file = Files.writeString(folder.resolve("console.json"), "{\"http\": {\"prot\": 9000}}");

        Program program = run(Map.of(), "config", "check", "--json", "--config", file.toString());

        assertThat(program.exitCode()).isEqualTo(1);
        JsonNode found = Json.tree(program.out());
        assertThat(found.path("ok").asBoolean(true)).isFalse();
        assertThat(found.path("problems").path(0).asText()).contains("http.prot is unknown", "http.port");
    }
}
