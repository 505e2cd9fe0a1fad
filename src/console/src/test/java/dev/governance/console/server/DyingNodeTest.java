package dev.governance.console.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.governance.console.cli.Program;
import dev.governance.console.server.config.Configuration;
import dev.governance.console.testing.ApiDescription;
import dev.governance.console.testing.Eventually;
import dev.governance.console.testing.NodeFiles;
import dev.governance.console.testing.Ports;
import dev.governance.console.testing.Stage;
import dev.governance.console.testing.TestPostgres;
import dev.governance.console.wire.Caller;
import dev.governance.console.wire.Json;
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
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two nodes, one of them a process of its own: the one with the door, and the one that verifies and halts, which is killed in the
 * middle of both.
 */
class DyingNodeTest {
    private static final List<String> THERE = List.of("audit", "presence");
    private static final List<String> HERE =
            List.of("http", "explorer", "approvals", "policies", "keys", "cost", "alerts", "compliance");

    private static final String TOKEN = "t".repeat(43);

    @TempDir
    Path folder;

    private final Stage stage = Stage.on(TestPostgres.migrated());
    private final HttpClient client = HttpClient.newHttpClient();
    private final Caller admin = new Caller(UUID.randomUUID(), "ada", Role.ADMIN, UUID.randomUUID());
    private final Map<String, String> environment = new HashMap<>();
    private Path file;
    private Console here;
    private Program there;

    @BeforeEach
    void start() throws IOException {
        environment.put("GOVERNANCE_DATABASE_URL", stage.url().withPassword());
        environment.put("GOVERNANCE_AUDIT_SECRET", Stage.SECRET);
        NodeFiles files = new NodeFiles(folder, "node");
        int port = Ports.free();
        int other = Ports.free();
        there = Program.start(folder, environment, program(files.options(other, port, other)));
        file = folder.resolve("console.json");
        configure(HERE);
        Map<String, String> options = files.options(port, port, other);
        options.put("http.port", "0");
        here = Console.serve(
                Configuration.read(file, Map.of(), options), folder.resolve("here"), environment, line -> {});
        stage.signIn(admin);
        stage.execute("update governance_console.sessions set token_hash = encode(sha256(?::bytea), 'hex')", TOKEN);
        Eventually.holds("the other node is told of", () -> nodes().size() == 2);
    }

    @AfterEach
    void end() {
        there.signal("KILL");
        here.close();
        stage.close();
    }

    private String[] program(Map<String, String> options) {
        THERE.forEach(role -> options.put("deploy." + role + ".instances", "1"));
        options.put("deploy.audit.instances", "2");
        List<String> arguments = new ArrayList<>(
                List.of("serve", "--no-color", "--data", folder.resolve("there").toString()));
        options.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        return arguments.toArray(String[]::new);
    }

    private void configure(List<String> roles) throws IOException {
        Map<String, Object> deploy = new HashMap<>();
        roles.forEach(role -> deploy.put(role, Map.of("instances", 1)));
        Path next = Files.writeString(folder.resolve("next.json"), Json.write(Map.of("deploy", deploy)));
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(here.url() + path))
                .header("origin", here.url())
                .header("content-type", "application/json")
                .header("cookie", "governance_session=" + TOKEN);
    }

    private JsonNode get(String path) {
        return Json.tree(answered(to(path).build()).body());
    }

    private HttpResponse<String> answered(HttpRequest request) {
        return ApiDescription.checked(
                client.sendAsync(request, BodyHandlers.ofString()).join());
    }

    private List<JsonNode> nodes() {
        List<JsonNode> nodes = new ArrayList<>();
        get("/api/nodes").path("nodes").forEach(nodes::add);
        return nodes;
    }

    private HttpRequest halt(UUID key) {
        return to("/api/agents/agent-1/halt")
                .header("idempotency-key", key.toString())
                .POST(BodyPublishers.ofString("{\"reason\": \"a test\"}"))
                .build();
    }

    private String stateOf(String job) {
        return get("/api/verifications/" + job).path("state").asText();
    }

    /** Somebody has written, and waits for the log. */
    private boolean isHalting() {
        return !stage.rows("select 1 from pg_stat_activity where datname = current_database()"
                        + " and wait_event_type = 'Lock' and backend_xid is not null")
                .isEmpty();
    }

    private List<Map<String, Object>> halts() {
        return stage.rows("select 1 from governance_console.halts where agent_id = 'agent-1'");
    }

    @Test
    void whatANodeWasDoingWhenItWasKilledIsDoneOnceByAnother() throws SQLException, IOException {
        assertThat(nodes()).allMatch(node -> node.path("clustered").asBoolean());
        assertThat(nodes().toString()).contains("{\"role\":\"audit\",\"instances\":2}");
        UUID key = UUID.randomUUID();
        CompletableFuture<HttpResponse<String>> halted;
        String job;
        try (Connection holder = stage.connect();
                Statement lock = holder.createStatement()) {
            holder.setAutoCommit(false);
            lock.execute("lock table governance_audit_events in access exclusive mode");
            job = startedVerification();
            halted = client.sendAsync(halt(key), BodyHandlers.ofString());
            Eventually.holds("it is halting", this::isHalting);

            there.signal("KILL");

            HttpResponse<String> unknown = ApiDescription.checked(halted.join());
            assertThat(unknown.statusCode()).isEqualTo(503);
            assertThat(Json.tree(unknown.body()).path("code").asText()).isEqualTo("node_left");
            holder.rollback();
        }
        assertThat(halts()).as("nobody did it a second time by themselves").isEmpty();

        stage.execute(
                "update governance_console.verifications set heartbeat = now() - interval '1 minute'"); // its lease is
        // over

        configure(Stream.concat(HERE.stream(), THERE.stream()).toList());

        Eventually.holds(
                "this node does it now",
                () -> nodes().stream()
                        .anyMatch(node -> node.path("here").asBoolean()
                                && node.path("roles").toString().contains("presence")));
        Eventually.holds(
                "the verification is taken up and ends", () -> stateOf(job).equals("done"));
        assertThat(answered(halt(key)).statusCode()).isEqualTo(200);
        assertThat(answered(halt(key)).statusCode()).as("the same again").isEqualTo(200);
        assertThat(halts()).hasSize(1);
        assertThat(stage.rows("select 1 from governance_audit_events where kind = 'console.config_reloaded'"
                        + " and metadata_json::text like '%deploy.presence.instances%'"))
                .hasSize(1);
        Eventually.holds(
                "the dead one was not seen since",
                () -> nodes().stream().anyMatch(node -> !node.path("seen").asBoolean()));
    }

    /** Put in the queue by hand: who asks by the API writes an event besides, which waits for the lock. */
    private String startedVerification() {
        UUID id = UUID.randomUUID();
        stage.execute(
                "insert into governance_console.verifications (id, asked_by, asked_by_id) values (?, 'ada', ?)",
                id,
                admin.userId());
        Eventually.holds(
                "it is being verified",
                () -> !stage.rows(
                                "select 1 from governance_console.verifications where id = ? and state = 'running'", id)
                        .isEmpty());
        return id.toString();
    }
}
