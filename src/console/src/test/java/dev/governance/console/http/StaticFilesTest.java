package dev.governance.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.testing.Eventually;
import java.io.ByteArrayInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class StaticFilesTest {
    private static FrontDoor door;

    @BeforeAll
    static void open() {
        door = new FrontDoor();
    }

    @AfterAll
    static void close() {
        door.close();
    }

    @Test
    void thePageIsNeverStaleAndItsFilesNeverAskedForTwice() throws Exception {
        HttpResponse<String> page = door.send(door.request("/audit"));
        String build = page.body().replaceFirst("(?s).*/v/([0-9a-f]+)/js/main.js.*", "$1");
        HttpResponse<String> script = door.send(door.request("/v/" + build + "/js/main.js"));
        HttpResponse<String> old = door.send(door.request("/v/000000000000/js/main.js"));
        HttpResponse<String> icon = door.send(door.request("/favicon.svg"));

        assertThat(header(page, "cache-control")).isEqualTo("no-store");
        assertThat(header(page, "content-type")).isEqualTo("text/html; charset=utf-8");
        assertThat(build).hasSize(12);
        assertThat(page.body()).doesNotContain("{{");
        assertThat(script.statusCode()).isEqualTo(200);
        assertThat(header(script, "cache-control")).isEqualTo("public, immutable, max-age=31536000");
        assertThat(header(script, "content-type")).startsWith("text/javascript");
        assertThat(old.statusCode()).isEqualTo(404);
        assertThat(icon.statusCode()).isEqualTo(200);
        assertThat(header(icon, "content-type")).startsWith("image/svg+xml");
    }

    @Test
    void filesArePackedOnceForWhoeverUnpacks() throws Exception {
        String script = "/v/" + build() + "/js/main.js";

        HttpResponse<byte[]> packed = bytes(script, "br, gzip;q=0.5");
        HttpResponse<byte[]> plain = bytes(script, "gzip;q=0");

        assertThat(packed.headers().firstValue("content-encoding")).contains("gzip");
        assertThat(packed.headers().firstValue("vary")).contains("accept-encoding");
        assertThat(new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes())
                .isEqualTo(plain.body());
        assertThat(plain.headers().firstValue("content-encoding").orElse("identity"))
                .isEqualTo("identity");
        assertThat(new String(plain.body(), StandardCharsets.UTF_8))
                .startsWith("import")
                .doesNotContain("// Starts the console");
    }

    @Test
    void headOfPagesAndProbesIsThatOfGetWithoutContentAndTheApiHasNone() throws Exception {
        for (String path : List.of("/audit", "/favicon.svg", "/health/live")) {
            HttpResponse<String> get = door.send(door.request(path));
            HttpResponse<String> head = head(path);

            assertThat(head.statusCode()).as(path).isEqualTo(get.statusCode()).isEqualTo(200);
            assertThat(header(head, "content-type")).isEqualTo(header(get, "content-type"));
            assertThat(head.body()).isEmpty();
        }
        for (String path : List.of("/api/stream/events", "/%61pi/stream/events", "/x/../api/stream/events")) {
            assertThat(head(path).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(head("/v/000000000000/js/main.js").statusCode()).isEqualTo(404);
    }

    private static HttpResponse<String> head(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(door.request(path).method("HEAD", BodyPublishers.noBody()).build(), BodyHandlers.ofString());
    }

    /** Files that name each other would else arrive one wave after the other. */
    @Test
    void aPageTellsAtOnceOfAllThatItBeginsWith() throws Exception {
        String files = "/v/" + build() + "/";

        assertThat(door.send(door.request("/audit")).body())
                .contains("<link rel=\"modulepreload\" href=\"" + files + "js/core/router.js\">")
                .contains("<link rel=\"modulepreload\" href=\"" + files + "js/pages/audit.js\">")
                .contains("<link rel=\"preload\" as=\"style\" href=\"" + files + "css/pages/audit.css\">")
                .doesNotContain("js/pages/cost.js");
        assertThat(door.send(door.request("/agents/a")).body()).contains("js/pages/agent.js");
        assertThat(door.send(door.request("/")).body()).contains("js/pages/posture.js");
        assertThat(door.send(door.request("/none")).body())
                .contains("js/core/router.js")
                .doesNotContain("js/pages/");
    }

    @Test
    void noPathLeadsOutOfTheFilesOrIntoThePage() throws Exception {
        String files = "/v/" + build() + "/";
        for (String path : List.of(
                "",
                "js",
                "js/",
                "index.html",
                "js/%2e%2e/index.html",
                "%2e%2e/openapi.yaml",
                "..%2fopenapi.yaml",
                "..%5copenapi.yaml",
                "js/main.js%00",
                "js/main.js/",
                "%2fetc/passwd",
                "js/%2e/",
                "js/none.js")) {
            assertThat(door.send(door.request(files + path)).statusCode())
                    .as(path)
                    .isEqualTo(404);
        }
        try (RawClient client = new RawClient(door.port)) {
            client.send("GET " + files + "../../openapi.yaml HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n");
            Eventually.holds("it is refused", () -> client.read().startsWith("HTTP/1.1 404"));
        }
    }

    private static String build() throws Exception {
        return door.send(door.request("/audit")).body().replaceFirst("(?s).*/v/([0-9a-f]+)/js/main.js.*", "$1");
    }

    private static HttpResponse<byte[]> bytes(String path, String encodings) throws Exception {
        return HttpClient.newHttpClient()
                .send(door.request(path).header("accept-encoding", encodings).build(), BodyHandlers.ofByteArray());
    }

    @Test
    void theNameOfTheEnvironmentIsTextWhateverItIs() throws Exception {
        assertThat(door.send(door.request("/login")).body())
                .contains("<meta name=\"environment\" content=\"a &lt;b>&quot;&amp;&quot; c\">");
    }

    @Test
    void filesTravelCompressedAndDataDoNot() throws Exception {
        HttpResponse<String> page = door.send(door.request("/audit").header("accept-encoding", "gzip"));
        HttpResponse<String> data = door.send(door.request("/api/health").header("accept-encoding", "gzip"));

        assertThat(header(page, "content-encoding")).isEqualTo("gzip");
        assertThat(header(data, "content-encoding")).isIn("", "identity");
        assertThat(data.body()).startsWith("{");
    }

    @Test
    void whateverStandsInAnAgentsIdItsAddressIsAPage() throws Exception {
        for (String id : List.of("agent.v2.js", "a%2Fb.c", "%F0%9F%A4%96", "...", "%2525", "x".repeat(256))) {
            HttpResponse<String> page = door.send(door.request("/agents/" + id));

            assertThat(page.statusCode()).as(id).isEqualTo(200);
            assertThat(header(page, "content-type")).isEqualTo("text/html; charset=utf-8");
        }
        assertThat(door.send(door.request("/none.js")).statusCode()).isEqualTo(404);
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
