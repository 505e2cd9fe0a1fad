package dev.governance.console.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.auth.TwoNodes.Person;
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
import java.util.UUID;
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
                    "alerts.deliveries"));

    private static final List<String> SCOPES =
            List.of("read", "verify", "approvals.decide", "agents.halt", "policies.edit");

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static TwoNodes nodes;

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

    private static Stream<Asker> askers() {
        List<Asker> askers = new ArrayList<>(List.of(
                Asker.nobody("nobody", () -> new String[0]),
                Asker.nobody("a made-up session", () -> cookie(SessionToken.random())),
                Asker.nobody(
                        "a session that ended",
                        () -> session(Role.ADMIN, "ended_at = now(), ended_reason = 'revoked'")),
                Asker.nobody("a session that expired", () -> session(Role.ADMIN, "expires_at = now()")),
                Asker.nobody(
                        "a session without use",
                        () -> session(Role.ADMIN, "last_seen_at = now() - interval '61 minutes'")),
                Asker.nobody("a disabled admin", AccessTest::disabled),
                Asker.nobody("a made-up token", () -> bearer(TokenSecret.random())),
                Asker.nobody(
                        "an expired token", () -> token(Role.ADMIN, "now() - interval '1 second'", "null", "read")),
                Asker.nobody("a revoked token", () -> token(Role.ADMIN, "now() + interval '1 hour'", "now()", "read")),
                Asker.nobody("a disabled admin's token", AccessTest::disabledOwner),
                new Asker(
                        "viewer",
                        MAY.get(Role.VIEWER),
                        false,
                        () -> cookie(nodes.viewer().token())),
                new Asker(
                        "admin",
                        MAY.get(Role.ADMIN),
                        false,
                        () -> cookie(nodes.admin().token())),
                new Asker(
                        "a viewer's token of every scope",
                        Set.of("read", "verify"),
                        true,
                        () -> holding(Role.VIEWER, SCOPES.toArray(String[]::new))),
                new Asker(READER, Set.of("read", "verify"), true, () -> bearer(AuthConsole.LEGACY))));
        SCOPES.forEach(scope -> askers.add(
                new Asker("an admin's token to " + scope, Set.of(scope), true, () -> holding(Role.ADMIN, scope))));
        return askers.stream();
    }

    @ParameterizedTest
    @MethodSource("askers")
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

    private static String[] cookie(String session) {
        return new String[] {"cookie", "governance_session=" + session, "origin", nodes.here.url()};
    }

    private static String[] bearer(String secret) {
        return new String[] {"authorization", "Bearer " + secret};
    }

    private static Person person(Role role) {
        return role == Role.ADMIN ? nodes.admin() : nodes.viewer();
    }

    private static String[] session(Role role, String change) {
        Person person = person(role);
        nodes.stage.execute(
                "update governance_console.sessions set " + change + " where session_id = ?", person.sessionId());
        return cookie(person.token());
    }

    private static String[] disabled() {
        Person person = nodes.admin();
        disable(person.userId());
        return cookie(person.token());
    }

    private static void disable(UUID userId) {
        nodes.stage.execute("update governance_console_users set disabled = true where user_id = ?", userId);
    }

    private static String[] holding(Role role, String... scopes) {
        return token(role, "now() + interval '1 hour'", "null", scopes);
    }

    private static String[] token(Role role, String expires, String revoked, String... scopes) {
        return bearer(secretOf(person(role).userId(), expires, revoked, scopes));
    }

    private static String[] disabledOwner() {
        Person owner = nodes.admin();
        String secret = secretOf(owner.userId(), "now() + interval '1 hour'", "null", "read");
        disable(owner.userId());
        return bearer(secret);
    }

    private static String secretOf(UUID owner, String expires, String revoked, String... scopes) {
        String secret = TokenSecret.random();
        nodes.stage.execute(
                "insert into governance_console.api_tokens (token_id, token_hash, user_id, name, scopes, created_at,"
                        + " expires_at, revoked_at) values (?, ?, ?, 'script', string_to_array(?, ','),"
                        + " now() - interval '1 day', " + expires + ", " + revoked + ")",
                UUID.randomUUID(),
                SessionToken.hash(secret),
                owner,
                String.join(",", scopes));
        return secret;
    }
}
