package dev.governance.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.db.embedded.EmbeddedPostgres;
import dev.governance.console.testing.Eventually;
import dev.governance.console.wire.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {
    @TempDir
    Path temporary;

    private Path data;

    @BeforeEach
    void choose() {
        data = temporary.resolve("data");
    }

    private Program demo(String... further) {
        return demo(Map.of(), further);
    }

    private Program demo(Map<String, String> environment, String... further) {
        String[] fixed = {"demo", "--json", "--port", "0", "--data", data.toString()};
        String[] all = java.util.Arrays.copyOf(fixed, fixed.length + further.length);
        System.arraycopy(further, 0, all, fixed.length, further.length);
        return Program.start(temporary, environment, all);
    }

    private static String member(Program demo, String name) {
        return Json.tree(demo.line()).path(name).asText();
    }

    private static int signIn(String url, String username, String password) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/api/auth/login"))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        Json.write(Map.of("username", username, "password", password))))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    @Test
    void aSecondStartFindsItsDataAndTellsNoPassword() throws Exception {
        String password;
        try (Program first = demo()) {
            password = member(first, "password");
            assertThat(member(first, "username")).isEqualTo("admin");
            assertThat(signIn(member(first, "url"), "admin", password)).isEqualTo(200);

            first.signal("INT");

            first.exitCode();
            assertThat(first.err()).contains("stopped");
            assertThat(EmbeddedPostgres.running(data)).isEmpty();
        }

        try (Program second = demo()) {
            assertThat(Json.tree(second.line()).has("password")).isFalse();
            assertThat(signIn(member(second, "url"), "admin", password)).isEqualTo(200);
        }
    }

    @Test
    void twoOnOneFolderAreOneTooMany() {
        try (Program first = demo()) {
            first.line();

            try (Program second = demo()) {
                assertThat(second.exitCode()).isEqualTo(1);
                assertThat(second.err()).contains("in use").contains("--data").doesNotContain("\tat ");
            }
            Program serve = Program.run(temporary, Map.of(), "serve", "--port", "0", "--data", data.toString());
            assertThat(serve.exitCode()).isEqualTo(1);
            assertThat(serve.err()).contains("in use");
        }
    }

    @Test
    void aKilledOneLosesNothingAndLeavesNothingRunning() throws Exception {
        String password;
        try (Program killed = demo()) {
            password = member(killed, "password");
            killed.signal("KILL");
            killed.exitCode();
        }
        Eventually.holds(
                "PostgreSQL ends with its owner",
                () -> EmbeddedPostgres.running(data).isEmpty());

        try (Program next = demo()) {
            assertThat(signIn(member(next, "url"), "admin", password)).isEqualTo(200);
        }
    }

    @Test
    void commandsWorkWhileItRunsAndWhileItDoesNot() {
        String[] list = {"console", "list-users", "--data", data.toString()};
        try (Program running = demo()) {
            running.line();

            Program beside = Program.run(temporary, Map.of(), list);

            assertThat(beside.exitCode()).isZero();
            assertThat(beside.out()).contains("admin");
        }

        Program alone = Program.run(temporary, Map.of(), list);

        assertThat(alone.exitCode()).isZero();
        assertThat(alone.out()).contains("admin");
        assertThat(EmbeddedPostgres.running(data)).isEmpty();
    }

    @Test
    void anotherSecretIsRefusedBeforeAnythingIsSignedWithIt() {
        try (Program first = demo()) {
            first.line();
        }

        try (Program second = demo(Map.of("GOVERNANCE_AUDIT_SECRET", "a strong secret, but quite another one"))) {
            assertThat(second.exitCode()).isEqualTo(1);
            assertThat(second.err()).contains("does not match the stored chain").doesNotContain("quite another");
        }
        assertThat(EmbeddedPostgres.running(data)).isEmpty();
    }

    @Test
    void aTakenPortIsSaidWithTheWayOut() {
        try (Program first = demo()) {
            String taken = member(first, "url").replaceAll(".*:", "");

            Program second = Program.run(
                    temporary,
                    Map.of(),
                    "serve",
                    "--port",
                    taken,
                    "--data",
                    temporary.resolve("other").toString());

            assertThat(second.exitCode()).isEqualTo(1);
            assertThat(second.err()).contains("port").contains("--port N").doesNotContain("\tat ");
        }
    }
}
