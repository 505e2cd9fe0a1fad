package dev.governance.console.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That every answer in the tests is held to docs/openapi.yaml is worth as much as what is refused. */
class ApiDescriptionTest {
    private final Vertx vertx = Vertx.vertx();
    private HttpServer server;
    private String body = "";
    private String type = "application/json";

    @BeforeEach
    void open() {
        server = Stage.wait(vertx.createHttpServer()
                .requestHandler(request ->
                        request.response().putHeader("content-type", type).end(body))
                .listen(0, "127.0.0.1"));
    }

    @AfterEach
    void close() {
        Stage.wait(vertx.close());
    }

    private HttpResponse<String> answered(String path, String json) throws Exception {
        body = json;
        URI address = URI.create("http://127.0.0.1:" + server.actualPort() + path);
        return ApiDescription.checked(
                HttpClient.newHttpClient().send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString()));
    }

    @Test
    void anAnswerThatIsAsDescribedPasses() throws Exception {
        assertThat(answered("/api/health", "{\"ok\":true,\"version\":\"1.2.3\",\"database\":\"up\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(answered(
                                "/api/agents",
                                "[{\"agent_id\":\"a\",\"event_count\":1,\"last_active\":\"2026-05-01T10:00:00Z\"}]")
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/api/health | {\"ok\":true,\"version\":\"1.2.3\",\"database\":\"up\",\"more\":1}",
                "/api/health | {\"ok\":true,\"version\":\"1.2.3\"}",
                "/api/health | {\"ok\":\"yes\",\"version\":\"1.2.3\",\"database\":\"up\"}",
                "/api/agents |"
                        + " [{\"agent_id\":\"a\",\"event_count\":1,\"last_active\":\"2026-05-01T10:00:00Z\",\"secret\":\"x\"}]",
                "/api/agents | [{\"agent_id\":\"a\",\"event_count\":\"1\",\"last_active\":\"2026-05-01T10:00:00Z\"}]",
                "/api/agents | [{\"agent_id\":\"a\",\"event_count\":1,\"last_active\":\"yesterday\"}]",
                "/api/agents | {\"agents\":[]}"
            })
    void aMemberThatIsNotDescribedOrIsMissingOrOfAnotherTypeDoesNot(String path, String json) {
        assertThatThrownBy(() -> answered(path, json))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("is not as docs/openapi.yaml says");
    }

    @Test
    void anotherKindOfContentDoesNot() {
        type = "text/html";

        assertThatThrownBy(() -> answered("/api/health", "<p>ok</p>")).isInstanceOf(AssertionError.class);
    }
}
