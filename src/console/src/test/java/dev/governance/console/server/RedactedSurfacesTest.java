package dev.governance.console.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.governance.chain.CanonicalJson;
import dev.governance.console.auth.UsersVerticle;
import dev.governance.console.contract.Users;
import dev.governance.console.ledger.AuditEntry;
import dev.governance.console.server.config.Configuration;
import dev.governance.console.testing.ApiDescription;
import dev.governance.console.testing.Eventually;
import dev.governance.console.testing.Stage;
import dev.governance.console.testing.TestPostgres;
import dev.governance.console.wire.Json;
import dev.governance.console.wire.Role;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Secrets planted wherever agents and operators can write, and looked for wherever something leaves the server. */
class RedactedSurfacesTest {
    private static final String BY_NAME = "hidden-by-name-4711";
    private static final String BY_LOOK = "sk-ant-plantedplantedplanted01";
    private static final String LEAKED = "gvc_" + "Planted_-01".repeat(3) + "plantedabc";
    private static final String PASSWORD = "korrekt pferd batterie 4711";
    private static final UUID SESSION = new UUID(4, 7);
    private static final UUID GATE = new UUID(4, 8);
    private static final String STREAM = "/api/stream/events";

    private static final ListAppender<ILoggingEvent> LOG = new ListAppender<>();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static Stage stage;
    private static Console console;
    private static String cookie;
    private static String token = "none yet";
    private static UUID event;
    private static Map<String, String> environment;
    private static Path config;
    private static Path folder;

    @BeforeAll
    static void plant() throws Exception {
        LOG.list = new CopyOnWriteArrayList<>();
        LOG.start();
        ours().setLevel(Level.DEBUG); // what the tests print is errors alone
        ours().setAdditive(false);
        ours().addAppender(LOG);
        stage = Stage.on(TestPostgres.migrated());
        stage.deploy(new UsersVerticle(stage.bus(), stage.database(), stage.ledger()));
        stage.ask(Users.ADD, new Users.Add("operator", Role.ADMIN, PASSWORD, "a test"));
        event = append("tool.call", secrets());
        append("scope.violation", secrets());
        append("audit.correction", correction());
        stage.execute(
                "insert into governance_gates_pending (request_id, agent_id, kind, action_hash, token, expires_at,"
                        + " payload_json) values (?, 'agent-one', 'wire', ?, ?, now() + interval '1 hour', ?::jsonb)",
                GATE,
                "0".repeat(64),
                BY_NAME,
                CanonicalJson.write(secrets()));
        stage.execute(
                "insert into governance_agent_presence (agent_id, metadata_json, operator_id, halted_by, halted_at,"
                        + " halt_reason) values ('agent-one', ?::jsonb, 'maria', 'operator', now(), ?)",
                CanonicalJson.write(secrets()),
                "because of " + BY_LOOK);
        stage.execute(
                "insert into governance_policies (agent_id, policy_type, policy_json)"
                        + " values ('agent-one', 'scope', ?::jsonb), ('agent-one', 'budget', ?::jsonb)",
                CanonicalJson.write(secrets()),
                CanonicalJson.write(secrets()));
        stage.execute(
                "insert into governance_agent_key_revocations"
                        + " (key_fingerprint, revoked_at_chain_seq, reason, operator_id) values ('ab', 9, ?, 'maria')",
                "lost with " + BY_LOOK);
        environment = Map.of(
                "GOVERNANCE_DATABASE_URL",
                stage.url().withPassword(),
                "GOVERNANCE_AUDIT_SECRET",
                Stage.SECRET,
                "GOVERNANCE_CONSOLE_REDACT_KEYS",
                "tax-id, note");
        config = Files.writeString(
                Files.createTempFile("console", ".json"), "{\"redaction\":{\"keys\":[\"IBAN\",\"operatorId\"]}}");
        folder = Files.createTempDirectory(
                Files.createDirectories(Path.of("target", "surfaces").toAbsolutePath()), "data");
        console = Console.serve(
                Configuration.read(config, Map.of(), Map.of("http.port", "0")), folder, environment, line -> {});
        cookie = signIn();
        token = makeToken();
    }

    private static Logger ours() {
        return (Logger) LoggerFactory.getLogger("dev.governance");
    }

    private static Map<String, Object> secrets() {
        Map<String, Object> secrets = new LinkedHashMap<>();
        for (String name : List.of(
                "apiKey",
                "access_token",
                "client-secret",
                "X-Api-Key",
                "dbPassword",
                "Proxy-Authorization",
                "customerIban",
                "taxId")) {
            secrets.put(name, BY_NAME);
        }
        secrets.put("nested", List.of(Map.of("deep", List.of(Map.of("Secret", BY_NAME)))));
        secrets.put("reason", "says " + BY_LOOK + " aloud");
        secrets.put("command", "curl -H 'Authorization: Bearer " + LEAKED + "'");
        secrets.put("dsn", "postgresql://agent:" + BY_NAME + "@db/prod");
        return secrets;
    }

    private static Map<String, Object> correction() {
        return Map.of(
                "reason",
                "because of " + BY_LOOK,
                "operator_id",
                BY_NAME, // hidden by the configuration
                "ref_chain_seq_start",
                0,
                "ref_chain_seq_end",
                1_000,
                "note",
                BY_NAME); // hidden by the environment
    }

    private static UUID append(String kind, Map<String, Object> metadata) {
        AuditEntry entry = new AuditEntry(SESSION, "agent-one", kind, metadata);
        return Stage.wait(
                stage.database().inTransaction(transaction -> stage.ledger().append(transaction, entry)));
    }

    private static String signIn() throws IOException, InterruptedException {
        HttpResponse<String> answer = CLIENT.send(
                request("/api/auth/login")
                        .header("content-type", "application/json")
                        .POST(BodyPublishers.ofString("{\"username\":\"operator\",\"password\":\"" + PASSWORD + "\"}"))
                        .build(),
                BodyHandlers.ofString());
        return answer.headers().firstValue("set-cookie").orElseThrow().split(";", 2)[0];
    }

    private static String makeToken() throws IOException, InterruptedException {
        HttpResponse<String> answer = post(
                "/api/auth/tokens",
                "{\"name\":\"a script\",\"scopes\":[\"read\",\"verify\"],\"expires_in_days\":1,"
                        + "\"password_of_caller\":\"" + PASSWORD + "\"}");
        return Json.tree(answer.body()).path("secret").asText();
    }

    private static HttpResponse<String> byToken(String method, String path) throws IOException, InterruptedException {
        return CLIENT.send(
                request(path)
                        .header("authorization", "Bearer " + token)
                        .method(method, BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(console.url() + path)).timeout(Duration.ofSeconds(60));
    }

    private static HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return CLIENT.send(
                request(path)
                        .header("cookie", cookie)
                        .header("origin", console.url())
                        .header("content-type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return ApiDescription.checked(
                CLIENT.send(request(path).header("cookie", cookie).build(), BodyHandlers.ofString()));
    }

    @AfterAll
    static void stop() {
        ours().detachAppender(LOG);
        ours().setAdditive(true);
        ours().setLevel(null);
        console.close();
        stage.close();
    }

    private static void holdsNoSecret(String where, String text) {
        assertThat(text).as(where).doesNotContain(BY_NAME, BY_LOOK, LEAKED, PASSWORD, Stage.SECRET, token);
    }

    /** Every path that the routes' sources name, so that nobody has to remember this test. */
    private static Set<String> paths() throws IOException {
        Pattern path = Pattern.compile("\"(/api/[a-z0-9/:_.-]+)\"");
        Set<String> paths = new TreeSet<>();
        try (Stream<Path> sources = Files.list(Path.of("src/main/java/dev/governance/console/http"))) {
            for (Path source : sources.toList()) {
                path.matcher(Files.readString(source)).results().forEach(found -> paths.add(filled(found.group(1))));
            }
        }
        paths.remove(STREAM);
        return paths;
    }

    private static String filled(String path) {
        return path.replace(":event_id", event.toString())
                .replace(":session_id", SESSION.toString())
                .replace(":request_id", GATE.toString())
                .replace(":agent_id", "agent-one")
                .replaceAll(":[a-z_]+", new UUID(1, 1).toString());
    }

    @Test
    void noRouteTellsASecret() throws Exception {
        Set<String> paths = paths();
        assertThat(paths)
                .contains(
                        "/api/events",
                        "/api/events/" + event,
                        "/api/session/" + SESSION + "/verify",
                        "/api/gates/pending",
                        "/api/agents/presence",
                        "/api/posture",
                        "/api/keys");
        for (String path : paths) {
            HttpResponse<String> answer = get(path);
            holdsNoSecret(path, answer.body() + answer.headers().map());
        }
    }

    @Test
    void noRouteTellsTheTokenThatCame() throws Exception {
        for (String path : paths()) {
            HttpResponse<String> answer = byToken("GET", path);
            holdsNoSecret(path, answer.body() + answer.headers().map());
        }
        HttpResponse<String> refused = byToken("POST", "/api/auth/tokens");
        HttpResponse<String> inTheAddress = byToken("GET", "/api/v2/events?token=" + token);
        HttpResponse<String> together = CLIENT.send(
                request("/api/events")
                        .header("authorization", "Bearer " + token)
                        .header("cookie", cookie)
                        .build(),
                BodyHandlers.ofString());
        for (HttpResponse<String> answer : List.of(refused, inTheAddress, together)) {
            assertThat(answer.statusCode()).isBetween(400, 499);
            holdsNoSecret(
                    answer.uri().getPath(), answer.body() + answer.headers().map());
        }
        assertThat(byToken("GET", "/api/events").statusCode()).isEqualTo(200);
    }

    @Test
    void whatIsHiddenIsShownAsHidden() throws Exception {
        for (String path : List.of(
                "/api/events",
                "/api/events/" + event,
                "/api/gates/pending",
                "/api/agents/presence",
                "/api/session/" + SESSION + "/verify",
                "/api/keys")) {
            HttpResponse<String> answer = get(path);

            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(answer.body()).as(path).contains("REDACTED]");
        }
        assertThat(get("/api/events/" + event).body()).contains("\"apiKey\":\"***REDACTED***\"");
    }

    @Test
    void noExportTellsOne() throws Exception {
        for (String format : List.of("ndjson", "csv")) {
            HttpResponse<String> answer = post("/api/events/export", "{\"format\":\"" + format + "\"}");

            assertThat(answer.statusCode()).as(format).isEqualTo(200);
            holdsNoSecret(format, answer.body() + answer.headers().map());
            assertThat(answer.body()).as(format).contains("REDACTED]", "***REDACTED***");
        }
    }

    @Test
    void neitherTheVerdictNorTheProgressOfAJobTellsOne() throws Exception {
        for (String what : List.of("{\"session_id\":\"" + SESSION + "\"}", "{\"all\":true}")) {
            HttpResponse<String> started = post("/api/verifications", what);
            String job = started.headers().firstValue("location").orElseThrow();

            HttpResponse<String> progress = get(job + "/progress");
            HttpResponse<String> verdict = get(job);

            assertThat(verdict.body()).as(what).contains("\"state\":\"done\"");
            holdsNoSecret(what, started.body() + progress.body() + verdict.body());
            if (what.contains("session_id")) {
                assertThat(verdict.body()).contains("because of [REDACTED]", "\"note\":\"***REDACTED***\"");
                assertThat(progress.body()).contains("because of [REDACTED]", "\"note\":\"***REDACTED***\"");
            }
        }
        holdsNoSecret("the list of jobs", get("/api/verifications").body());
    }

    @Test
    void theCommandLineTellsNone() throws Exception {
        String session = command("verify", "--json", "--config", config.toString(), "--session", SESSION.toString());
        String words = command("verify", "--config", config.toString(), "--session", SESSION.toString());
        String all = command("verify", "--json", "--config", config.toString(), "--all");
        String keys = command("keys", "list", "--json", "--config", config.toString());

        holdsNoSecret("the command line", session + words + all + keys);
        assertThat(session)
                .contains("because of [REDACTED]", "\"note\":\"***REDACTED***\"", "\"by\":\"***REDACTED***\"");
        assertThat(keys).contains("lost with [REDACTED]");
    }

    /** What a command says on both of its streams. */
    private static String command(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dgovernance.data=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                "dev.governance.console.cli.Cli"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("GOVERNANCE_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return said;
    }

    @Test
    void neitherTheReplayNorTheStreamTellsOne() {
        Lines lines = new Lines();
        CompletableFuture<?> stream = CLIENT.sendAsync(
                HttpRequest.newBuilder(URI.create(console.url() + STREAM + "?last_event_id=0"))
                        .header("cookie", cookie)
                        .build(),
                BodyHandlers.fromLineSubscriber(lines));
        Eventually.holds("the replay", () -> lines.text().contains(event.toString()));

        UUID live = append("tool.result", secrets());
        stage.execute(
                "update governance_agent_presence set last_heartbeat = now(), metadata_json = ?::jsonb",
                CanonicalJson.write(secrets()));
        Eventually.holds("the live event", () -> lines.text().contains(live.toString()));
        stream.cancel(true);

        holdsNoSecret("the stream", lines.text());
    }

    /** Also what the other tests of this class made the console say. */
    @Test
    void theLogTellsNone() throws Exception {
        get("/api/events?q=" + BY_LOOK);

        List<String> said = new ArrayList<>();
        LOG.list.forEach(line -> said.add(line.getFormattedMessage()
                + line.getKeyValuePairs()
                + (line.getThrowableProxy() == null
                        ? ""
                        : line.getThrowableProxy().getMessage())));
        assertThat(said).isNotEmpty();
        holdsNoSecret("the log", String.join("\n", said));
    }

    @Test
    void theStoredRowStaysAsItIs() {
        assertThat(stage.one(
                        "select metadata_json ->> 'apiKey' as stored from governance_audit_events where event_id = ?",
                        event))
                .containsEntry("stored", BY_NAME);
    }

    /** What a stream said so far. */
    private static final class Lines implements Flow.Subscriber<String> {
        private final List<String> lines = new CopyOnWriteArrayList<>();

        String text() {
            return String.join("\n", lines);
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String line) {
            lines.add(line);
        }

        @Override
        public void onError(Throwable failure) {
            lines.add("ended: " + failure);
        }

        @Override
        public void onComplete() {
            lines.add("ended");
        }
    }
}
