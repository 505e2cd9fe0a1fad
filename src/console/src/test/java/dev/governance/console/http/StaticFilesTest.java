package dev.governance.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
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
