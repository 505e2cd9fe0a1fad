package dev.governance.console.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.testing.ApiDescription;
import dev.governance.console.wire.Json;
import dev.governance.console.wire.Role;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation asked by everybody, against one table ({@code access.txt}). */
class AccessTest {
    private static final String PUBLIC = "public";
    private static final String PERSON = "person ";
    private static final String CHANGE = "change ";
    private static final String READER = "the configuration's token";
    private static final String UNKNOWN = "00000000-0000-4000-8000-000000000000";

    /** What the roles may, written down once more: the table of the console is what is tested. */
    private static final Map<Role, Set<String>> MAY = Map.of(
            Role.VIEWER,
            Set.of("read", "verify"),
            Role.ADMIN,
            Set.of(
                    "read",
                    "verify",
                    "approvals.decide",
                    "agents.halt",
                    "policies.edit",
                    "users.manage",
                    "alerts.deliveries",
                    "keys.rotate"));

    private static final List<String> SCOPES =
            List.of("read", "verify", "approvals.decide", "agents.halt", "policies.edit");

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static TwoNodes nodes;
    private static Askers askers;

    /**
     * Somebody who asks.
     *
     * @param may what they may do; null when nobody knows them
     * @param byToken whether they come by a token
     * @param header by what they come, made anew for every request, for some end sessions
     */
    private record Asker(String name, @Nullable Set<String> may, boolean byToken, Supplier<String[]> header) {
        @Override
        public String toString() {
            return name;
        }

        static Asker nobody(String name, Supplier<String[]> header) {
            return new Asker(name, null, false, header);
        }

        /** What the table says that this one gets. */
        String expected(String needed) {
            if (needed.equals(PUBLIC)) {
                return "let in";
            }
            if (may == null) {
                return "401";
            }
            boolean person = needed.startsWith(PERSON);
            if (person && byToken) {
                return "403 person_needed";
            }
            boolean change = needed.startsWith(CHANGE);
            if (change && name.equals(READER)) {
                return "403 read_only";
            }
            String permission = person || change ? needed.substring(needed.indexOf(' ') + 1) : needed;
            return may.contains(permission) ? "let in" : byToken ? "403 scope" : "403 role";
        }
    }

    @BeforeAll
    static void start() throws IOException {
        nodes = new TwoNodes();
        askers = new Askers(nodes);
    }

    @AfterAll
    static void stop() {
        nodes.close();
    }

    @BeforeEach
    void forget() {
        nodes.forget();
    }

    static Map<String, String> table() throws IOException {
        try (InputStream in = AccessTest.class.getResourceAsStream("/access.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(" = ", 2))
                    .collect(Collectors.toMap(row -> row[0], row -> row[1]));
        }
    }

    @Test
    void everyOperationStandsInTheTable() throws IOException {
        assertThat(table().keySet()).isEqualTo(ApiDescription.operations());
    }

    private static Stream<Asker> everybody() {
        List<Asker> all = new ArrayList<>(List.of(
                Asker.nobody("nobody", () -> new String[0]),
                Asker.nobody("a made-up session", () -> askers.cookie(SessionToken.random())),
                Asker.nobody(
                        "a session that ended",
                        () -> askers.session(Role.ADMIN, "ended_at = now(), ended_reason = 'revoked'")),
                Asker.nobody("a session that expired", () -> askers.session(Role.ADMIN, "expires_at = now()")),
                Asker.nobody(
                        "a session without use",
                        () -> askers.session(Role.ADMIN, "last_seen_at = now() - interval '61 minutes'")),
                Asker.nobody("a disabled admin", () -> askers.disabled()),
                Asker.nobody("a made-up token", () -> askers.bearer(TokenSecret.random())),
                Asker.nobody(
                        "an expired token",
                        () -> askers.token(Role.ADMIN, "now() - interval '1 second'", "null", "read")),
                Asker.nobody(
                        "a revoked token",
                        () -> askers.token(Role.ADMIN, "now() + interval '1 hour'", "now()", "read")),
                Asker.nobody("a disabled admin's token", () -> askers.disabledOwner()),
                new Asker(
                        "viewer",
                        MAY.get(Role.VIEWER),
                        false,
                        () -> askers.cookie(nodes.viewer().token())),
                new Asker(
                        "admin",
                        MAY.get(Role.ADMIN),
                        false,
                        () -> askers.cookie(nodes.admin().token())),
                new Asker(
                        "a viewer's token of every scope",
                        Set.of("read", "verify"),
                        true,
                        () -> askers.holding(Role.VIEWER, SCOPES.toArray(String[]::new))),
                new Asker(READER, Set.of("read", "verify"), true, () -> askers.bearer(AuthConsole.LEGACY))));
        SCOPES.forEach(scope -> all.add(new Asker(
                "an admin's token to " + scope, Set.of(scope), true, () -> askers.holding(Role.ADMIN, scope))));
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("everybody")
    void everybodyMayWhatTheTableSaysAndNothingElse(Asker asker) throws Exception {
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<String, String> row : table().entrySet()) {
            if (asker.may() == null) {
                nodes.stage.execute("delete from governance_console.sign_in_addresses");
            }
            String expected = asker.expected(row.getValue());
            String got = answer(row.getKey(), asker.header().get());
            if (!got.equals(expected)) {
                wrong.add(row.getKey() + ": " + got + ", but the table says " + expected);
            }
        }
        assertThat(wrong).as(asker.name()).isEmpty();
    }

    @Test
    void noPageOfAnotherSiteChangesAnything() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (String operation : table().keySet()) {
            if (!operation.startsWith("GET ")) {
                String[] headers = {
                    "cookie", "governance_session=" + nodes.admin().token(), "origin", "https://evil.example"
                };
                String got = answer(operation, headers);
                if (!got.equals("403 foreign_origin")) {
                    wrong.add(operation + ": " + got);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** What somebody got: let in, whatever became of the question then, or why not. */
    private static String answer(String operation, String... headers) throws Exception {
        String[] parts = operation.split(" ", 2);
        String path = parts[1].replace("{agent_id}", "refund-agent")
                .replace("{policy_type}", "scope")
                .replaceAll("\\{\\w+}", UNKNOWN);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(nodes.here.url() + path))
                .timeout(Duration.ofSeconds(60))
                .header("content-type", "application/json")
                .method(parts[0], parts[0].equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString("{}"));
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<InputStream> answer = CLIENT.send(request.build(), BodyHandlers.ofInputStream());
        try (InputStream body = answer.body()) {
            if (answer.statusCode() < 400) {
                return "let in";
            }
            String code = Json.tree(new String(body.readAllBytes(), StandardCharsets.UTF_8))
                    .path("code")
                    .asText();
            return switch (answer.statusCode()) {
                case 401 -> "401";
                case 403 -> code.equals("step_up") ? "let in" : "403 " + code;
                case 400, 404, 409, 422 -> "let in";
                case 503 -> code.equals("no_marks_key") ? "let in" : "503 " + code;
                default -> answer.statusCode() + " " + code;
            };
        }
    }
}
