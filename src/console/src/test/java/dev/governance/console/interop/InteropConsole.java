package dev.governance.console.interop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.governance.console.auth.UsersVerticle;
import dev.governance.console.contract.Users;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.server.Console;
import dev.governance.console.server.DatabaseSource;
import dev.governance.console.server.MarksUpkeep;
import dev.governance.console.server.config.Configuration;
import dev.governance.console.testing.ApiDescription;
import dev.governance.console.testing.Eventually;
import dev.governance.console.testing.Stage;
import dev.governance.console.testing.TestPostgres;
import dev.governance.console.wire.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The whole console on a database that Python agents use, and a person who signed in to it over HTTP. */
public final class InteropConsole implements AutoCloseable {
    public static final String ADMIN = "operator";
    public static final String PASSWORD = "korrekt · pferd · 日本語";

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final DatabaseUrl database;
    private final Console console;
    private final HttpClient client = HttpClient.newHttpClient();
    private String cookie = "";

    private InteropConsole(DatabaseUrl database, Console console) {
        this.database = database;
        this.console = console;
    }

    /** On a new database that our migrations made, with an administrator signed in. */
    public static InteropConsole open() {
        DatabaseUrl database = TestPostgres.migrated();
        addUser(database);
        InteropConsole console = on(database);
        console.signIn(ADMIN, PASSWORD);
        return console;
    }

    /** Makes the administrator. */
    static void addUser(DatabaseUrl database) {
        try (Stage stage = Stage.on(database)) {
            stage.deploy(new UsersVerticle(stage.bus(), stage.database(), stage.ledger()));
            stage.ask(Users.ADD, new Users.Add(ADMIN, Role.ADMIN, PASSWORD, "a test"));
        }
    }

    /** On a migrated database, with nobody signed in. */
    static InteropConsole on(DatabaseUrl database) {
        Map<String, String> environment = Map.of(
                "GOVERNANCE_DATABASE_URL", database.withPassword(), "GOVERNANCE_AUDIT_SECRET", PythonRelease.SECRET);
        Path data = folder();
        try (DatabaseSource source = DatabaseSource.forCommand(null, data, false, environment, line -> {})) {
            new MarksUpkeep(source, environment, List.of()).adopt("first start", "a test");
        }
        return new InteropConsole(
                database,
                Console.serve(
                        Configuration.read(null, Map.of(), Map.of("http.port", "0")), data, environment, line -> {}));
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory(Files.createDirectories(Path.of("target", "interop")), "console");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public DatabaseUrl database() {
        return database;
    }

    public String url() {
        return console.url();
    }

    Rows rows() {
        return new Rows(database);
    }

    JsonNode signIn(String username, String password) {
        HttpResponse<String> response =
                send(request("/api/auth/login", Map.of("username", username, "password", password)));
        cookie = response.headers().firstValue("set-cookie").orElseThrow().split(";", 2)[0];
        return parsed(response.body());
    }

    /** The different verdicts over every session that is in the log. */
    List<String> verdicts() {
        return rows().sessions().stream()
                .map(session -> verify(session).get("verdict").asText())
                .distinct()
                .toList();
    }

    /** As soon as all that is in the log is marked. */
    JsonNode verify(UUID session) {
        Eventually.holds("everything is marked", () -> !rows().texts("""
                select number::text
                  from governance_console.mark_heads
                 where up_to_seq >= (select max(chain_seq) from governance_audit_events)
                """).isEmpty());
        return get("/api/session/" + session + "/verify");
    }

    void decide(UUID request, boolean granted) {
        post("/api/gates/" + request + (granted ? "/grant" : "/deny"), Map.of("rationale", "looked at it"));
    }

    public void halt(String agent) {
        post("/api/agents/" + agent + "/halt", Map.of("reason", "spends too much"));
    }

    void resume(String agent) {
        post("/api/agents/" + agent + "/resume", Map.of("reason", "was a mistake", "password", PASSWORD));
    }

    /** What the presence list says about an agent. */
    JsonNode agent(String agent) {
        for (JsonNode known : get("/api/agents/presence").get("agents")) {
            if (known.get("agent_id").asText().equals(agent)) {
                return known;
            }
        }
        throw new AssertionError(agent + " is not listed");
    }

    private JsonNode get(String path) {
        return parsed(
                send(HttpRequest.newBuilder(URI.create(console.url() + path))).body());
    }

    private void post(String path, Map<String, String> body) {
        send(request(path, body));
    }

    private HttpRequest.Builder request(String path, Map<String, String> body) {
        try {
            return HttpRequest.newBuilder(URI.create(console.url() + path))
                    .header("content-type", "application/json")
                    .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        if (!cookie.isEmpty()) {
            request.header("cookie", cookie).header("origin", console.url());
        }
        try {
            HttpResponse<String> response =
                    ApiDescription.checked(client.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString()));
            if (response.statusCode() != 200) {
                throw new AssertionError(response + ": " + response.body());
            }
            return response;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static JsonNode parsed(String body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(body, e);
        }
    }

    @Override
    public void close() {
        console.close();
    }
}
