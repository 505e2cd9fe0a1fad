package dev.governance.console.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.governance.console.auth.UsersVerticle;
import dev.governance.console.contract.Users;
import dev.governance.console.server.config.Configuration;
import dev.governance.console.server.config.StartProblem;
import dev.governance.console.testing.ApiDescription;
import dev.governance.console.testing.Stage;
import dev.governance.console.testing.TestPostgres;
import dev.governance.console.wire.Role;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A whole console where the environment says what the Python console was told. */
class ForeignSwitchesTest {
    private static final String PASSWORD = "korrekt pferd batterie 4711";

    private final List<String> told = new ArrayList<>();
    private Stage stage;

    @BeforeEach
    void open() {
        stage = Stage.on(TestPostgres.migrated());
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private Console serve(Map<String, String> further) throws IOException {
        Map<String, String> environment = new HashMap<>(further);
        environment.put("GOVERNANCE_DATABASE_URL", stage.url().withPassword());
        environment.put("GOVERNANCE_AUDIT_SECRET", Stage.SECRET);
        Path folder = Files.createDirectories(Path.of("target", "switches").toAbsolutePath());
        return Console.serve(
                Configuration.read(null, environment, Map.of("http.port", "0")),
                Files.createTempDirectory(folder, "data"),
                environment,
                told::add);
    }

    private static HttpResponse<String> ask(Console console, String operation, String body) throws Exception {
        String[] parts = operation.split(" ", 2);
        HttpRequest request = HttpRequest.newBuilder(URI.create(console.url() + parts[1]))
                .header("content-type", "application/json")
                .method(parts[0], parts[0].equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        return ApiDescription.checked(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()));
    }

    @Test
    void devModeLetsNobodyInAndIsToldToHaveNoEffect() throws Exception {
        try (Console console =
                serve(Map.of("GOVERNANCE_CONSOLE_DEV_MODE", "true", "GOVERNANCE_CONSOLE_ALLOW_DEV_MODE", "1"))) {
            for (String operation : List.of(
                    "GET /api/auth/me",
                    "GET /api/events",
                    "GET /api/auth/users",
                    "POST /api/agents/refund-agent/halt")) {
                assertThat(ask(console, operation, "{\"reason\":\"why\"}").statusCode())
                        .as(operation)
                        .isEqualTo(401);
            }
        }
        assertThat(told).anyMatch(line -> line.startsWith("GOVERNANCE_CONSOLE_DEV_MODE has no effect"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "TRUE", "1", " yes ", "perhaps"})
    void whereViewersMaySeeSomeAgentsAloneItDoesNotStart(String on) {
        assertThatThrownBy(() -> serve(Map.of("GOVERNANCE_CONSOLE_SCOPE_VIEWERS_BY_AGENT", on)))
                .isInstanceOf(StartProblem.class)
                .hasMessageContaining("GOVERNANCE_CONSOLE_SCOPE_VIEWERS_BY_AGENT is on")
                .hasMessageContaining("Unset it");
    }

    @Test
    void whatIsOffStopsNothingAndASessionLastsAsLongAsItIsToldTo() throws Exception {
        stage.deploy(new UsersVerticle(stage.bus(), stage.database(), stage.ledger()));
        stage.ask(Users.ADD, new Users.Add("operator", Role.ADMIN, PASSWORD, "a test"));
        try (Console console = serve(Map.of(
                "GOVERNANCE_CONSOLE_SCOPE_VIEWERS_BY_AGENT",
                "false",
                "GOVERNANCE_CONSOLE_DEV_MODE",
                "",
                "GOVERNANCE_CONSOLE_SESSION_TTL_HOURS",
                "2"))) {
            HttpResponse<String> answer = ask(
                    console, "POST /api/auth/login", "{\"username\":\"operator\",\"password\":\"" + PASSWORD + "\"}");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("set-cookie").orElse("")).containsPattern("Max-Age=(7200|719\\d);");
        }
        assertThat(stage.one(
                        "select expires_at between now() + interval '110 minutes' and now() + interval '120 minutes'"
                                + " as two_hours from governance_console.sessions"))
                .containsEntry("two_hours", true);
        assertThat(told).noneMatch(line -> line.contains("DEV_MODE"));
    }
}
