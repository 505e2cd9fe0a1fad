package dev.governance.console.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.testing.ApiDescription;
import dev.governance.console.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What nobody means well, at every operation of docs/openapi.yaml: it is refused as a problem that the document describes, or
 * answered; the console neither fails nor tells how it is made. The same requests at every run.
 */
class HostileRequestsTest {
    private static final int EACH = 16;
    private static final long SEED = 20_260_501;

    private static final List<String> TEXTS = List.of(
            "'; drop table governance_audit_events; --",
            "<script>alert(1)</script><img src=x onerror=alert(1)>",
            "../../../../etc/passwd",
            "%00\u0000\u0001\u001b[31m",
            "\u202e\u200b\ufeff\u2066 right to left",
            "😀".repeat(600),
            "x".repeat(9_000),
            "${jndi:ldap://127.0.0.1/x} {{7*7}} %s%n%n",
            "-1",
            "NaN",
            "1e400",
            "9223372036854775808",
            "null",
            " ",
            "");

    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "-1",
            "0.1e-400",
            "1e400",
            "9223372036854775808",
            "\"\"",
            "\" \"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"'; drop table x; --\"",
            "\"" + "😀".repeat(5_000) + "\"",
            "[]",
            "{}",
            "[[[[[[[[[[1]]]]]]]]]]",
            "{\"$ref\":\"#/a\"}",
            "[null,1,\"x\",{}]",
            "\"00000000-0000-0000-0000-000000000000\"",
            "\"2026-13-45T99:99:99Z\"");

    /** Of how the console is made, or of what it must keep. */
    private static final Pattern TELLTALE = Pattern.compile(
            "(?i)exception|\\bat (dev|io|java)\\.|java\\.(lang|util)|io\\.vertx|jackson|\\bselect\\b.*\\bfrom\\b"
                    + "|pg_catalog|sqlstate|stack ?trace|pbkdf2|password_hash|token_hash");

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static TwoNodes nodes;

    @BeforeAll
    static void start() throws IOException {
        nodes = new TwoNodes();
    }

    @AfterAll
    static void stop() {
        nodes.close();
    }

    @BeforeEach
    void forget() {
        nodes.forget();
    }

    private static Set<String> operations() {
        return ApiDescription.operations();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void nothingMakesAnOperationFailOrTell(String operation) throws Exception {
        Random random = new Random(SEED + operation.hashCode());
        for (int i = 0; i < EACH; i++) {
            nodes.stage.execute("delete from governance_console.sign_in_addresses");
            Asked asked = asked(operation, random);

            Answer answer = send(asked, i % 4 == 0);

            assertThat(answer.status() < 500 || answer.isMissingKey())
                    .as(asked + " -> " + answer)
                    .isTrue();
            if (answer.status() >= 400) {
                assertThat(answer.type()).as(asked.toString()).isEqualTo("application/problem+json");
                assertThat(TELLTALE.matcher(answer.body()).find())
                        .as(asked + " -> " + answer)
                        .isFalse();
            }
        }
    }

    private record Answer(int status, String type, String body) {
        /** Nodes of this test have no key for marks, and say so. */
        boolean isMissingKey() {
            return status == 503 && Json.tree(body).path("code").asText().equals("no_marks_key");
        }
    }

    /** A request as it goes out; {@code body} holds bytes, each as a letter of Latin-1, and is null for none. */
    private record Asked(
            String method,
            String address,
            String type,
            List<String> headers,
            @Nullable String body) {
        @Override
        public String toString() {
            String shown = body == null ? "" : body;
            return method + " " + cut(address) + " " + type + " " + headers + " " + cut(shown);
        }

        private static String cut(String text) {
            return text.length() <= 300 ? text : text.substring(0, 300) + "… (" + text.length() + ")";
        }
    }

    private static Asked asked(String operation, Random random) {
        String[] parts = operation.split(" ", 2);
        String path = Pattern.compile("\\{\\w+}").matcher(parts[1]).replaceAll(name -> part(random));
        String query = query(ApiDescription.queryOf(operation), random);
        String body = parts[0].equals("GET") ? null : body(ApiDescription.bodyOf(operation), random);
        return new Asked(parts[0], path + query, type(random), headers(random), body);
    }

    private static String part(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> "00000000-0000-4000-8000-00000000000" + random.nextInt(10);
            case 1 ->
                List.of("%ff%fe", "%00", "%2e%2e%2f", "..;", "%e2%80%ae", "a%2Fb", "%25%30%30")
                        .get(random.nextInt(7));
            default -> {
                String text = one(TEXTS, random);
                yield text.isBlank() ? "%20" : encoded(text.substring(0, Math.min(text.length(), 300)));
            }
        };
    }

    private static String query(List<String> names, Random random) {
        List<String> pairs = new ArrayList<>();
        for (String name : names) {
            for (int i = random.nextInt(3); i > 0; i--) { // some twice
                pairs.add(encoded(name) + "=" + (random.nextInt(5) == 0 ? "%ff%c0%80" : encoded(shortened(random))));
            }
        }
        if (random.nextInt(4) == 0) {
            pairs.add("nobody=" + encoded(shortened(random)));
        }
        return pairs.isEmpty() ? "" : "?" + String.join("&", pairs);
    }

    private static String shortened(Random random) {
        String text = one(TEXTS, random);
        return text.substring(0, Math.min(text.length(), 500));
    }

    private static String body(List<String> names, Random random) {
        return switch (random.nextInt(8)) {
            case 0 ->
                utf8(one(
                        List.of(
                                "",
                                "{",
                                "]",
                                "{\"a\":}",
                                "nul",
                                "\"text\"",
                                "7",
                                "[]",
                                "{} {}",
                                "\ufeff{}",
                                "{\"a\":01}"),
                        random));
            case 1 -> utf8("[".repeat(20_000));
            case 2 -> utf8("{\"a\":".repeat(20_000) + "1" + "}".repeat(20_000));
            case 3 -> "{\"\u00c0\u0080\":\"\u00ff\"}"; // no UTF-8
            case 4 -> bytes("{\"reason\":\"why\"}", StandardCharsets.UTF_16);
            default -> utf8(object(names, random));
        };
    }

    private static String object(List<String> names, Random random) {
        List<String> members = new ArrayList<>();
        for (String name : names) {
            for (int i = 1 + random.nextInt(8) / 7; i > 0; i--) { // some twice
                members.add("\"" + name + "\":" + one(VALUES, random));
            }
        }
        if (random.nextInt(3) == 0) {
            members.add("\"__proto__\":" + one(VALUES, random));
        }
        return "{" + String.join(",", members) + "}";
    }

    private static String type(Random random) {
        return random.nextInt(6) > 0
                ? "application/json"
                : one(
                        List.of(
                                "application/json; charset=utf-7",
                                "application/json;charset=\"",
                                "text/plain",
                                "application/x-www-form-urlencoded",
                                "multipart/form-data; boundary=x",
                                "application/jsonp",
                                "*/*"),
                        random);
    }

    private static List<String> headers(Random random) {
        List<List<String>> tricks = List.of(
                List.of("x-http-method-override", "DELETE"),
                List.of("idempotency-key", "'; drop table x"),
                List.of("idempotency-key", "x".repeat(3_000)),
                List.of("accept", "text/html, */*;q=0.001, ;;;"),
                List.of("accept-encoding", "gzip;q=2, br, \u0001"),
                List.of("last-event-id", "-1; select 1"),
                List.of("x-forwarded-for", "::1, 127.0.0.1, unknown"),
                List.of("forwarded", "for=\"[::1]:x\";proto=https"),
                List.of("range", "bytes=0-,1-,2-"),
                List.of("if-none-match", "*"),
                List.of("x-request-id", "${jndi:ldap://127.0.0.1}"));
        return Stream.of(tricks.get(random.nextInt(tricks.size())))
                .filter(trick -> random.nextInt(3) == 0 && trick.get(1).chars().noneMatch(letter -> letter < ' '))
                .flatMap(List::stream)
                .toList();
    }

    private static Answer send(Asked asked, boolean stranger) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(nodes.here.url() + asked.address()))
                .timeout(Duration.ofSeconds(60))
                .header("content-type", asked.type())
                .method(
                        asked.method(),
                        asked.body() == null
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofString(asked.body(), StandardCharsets.ISO_8859_1));
        if (!stranger) {
            request.header("origin", nodes.here.url())
                    .header("cookie", "governance_session=" + nodes.admin().token());
        }
        if (!asked.headers().isEmpty()) {
            request.headers(asked.headers().toArray(String[]::new));
        }
        if (!asked.address().startsWith("/api/stream/")) {
            HttpResponse<String> answer = ApiDescription.checked(CLIENT.send(request.build(), BodyHandlers.ofString()));
            return new Answer(answer.statusCode(), typeOf(answer), answer.body());
        }
        HttpResponse<InputStream> answer = CLIENT.send(request.build(), BodyHandlers.ofInputStream());
        try (InputStream stream = answer.body()) {
            boolean endless = answer.statusCode() == 200;
            String body = endless ? "" : new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return new Answer(answer.statusCode(), typeOf(answer), body);
        }
    }

    private static String typeOf(HttpResponse<?> answer) {
        return answer.headers().firstValue("content-type").orElse("");
    }

    private static <T> T one(List<T> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String utf8(String text) {
        return bytes(text, StandardCharsets.UTF_8);
    }

    private static String bytes(String text, Charset charset) {
        return new String(text.getBytes(charset), StandardCharsets.ISO_8859_1);
    }
}
