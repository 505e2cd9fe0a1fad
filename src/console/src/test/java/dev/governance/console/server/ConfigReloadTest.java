package dev.governance.console.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.server.config.Config;
import dev.governance.console.server.config.Configuration;
import dev.governance.console.testing.Eventually;
import dev.governance.console.testing.Stage;
import dev.governance.console.testing.TestPostgres;
import dev.governance.console.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A whole console whose configuration is changed under it. */
class ConfigReloadTest {
    private static final String FRIEND = "https://friend.example";
    private static final String RECORDED =
            "select metadata_json::text from governance_audit_events where kind = 'console.config_reloaded' order by chain_seq";

    private final HttpClient client = HttpClient.newHttpClient();
    private final DatabaseUrl database = TestPostgres.migrated();
    private final AtomicReference<Config> followed = new AtomicReference<>();

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(ConfigWatch.class);

    @TempDir
    Path folder;

    private Path file;
    private Console console;

    @BeforeEach
    void open() throws IOException {
        log.start();
        logger.setLevel(Level.WARN);
        logger.addAppender(log);
        file = folder.resolve("console.json");
        write("{}");
        console = Console.serve(
                Configuration.read(
                        file, Map.of("GOVERNANCE_CONSOLE_COST_WARNING_PERCENT", "70"), Map.of("http.port", "0")),
                folder.resolve("data"),
                Map.of("GOVERNANCE_DATABASE_URL", database.withPassword(), "GOVERNANCE_AUDIT_SECRET", Stage.SECRET),
                line -> {});
        console.onReload(followed::set);
    }

    @AfterEach
    void close() {
        logger.detachAppender(log);
        logger.setLevel(null);
        console.close();
    }

    private void write(String json) throws IOException {
        Path next = Files.writeString(folder.resolve("next.json"), json);
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Whether a page of that origin may read this console. */
    private boolean isFriend() {
        HttpRequest preflight = HttpRequest.newBuilder(URI.create(console.url() + "/api/posture"))
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .header("origin", FRIEND)
                .header("access-control-request-method", "GET")
                .build();
        return client.sendAsync(preflight, BodyHandlers.discarding()).join().statusCode() == 204;
    }

    private Stream<String> said() {
        return List.copyOf(log.list).stream().map(ILoggingEvent::getMessage);
    }

    private List<JsonNode> recorded() {
        return TestPostgres.ask(database, RECORDED).stream().map(Json::tree).toList();
    }

    @Test
    void whatARunningConsoleCanTakeCountsOnceItIsRecordedAndTheRestWaits() throws IOException {
        assertThat(isFriend()).isFalse();

        write("{\"http\": {\"origins\": [\"" + FRIEND + "\"]}, \"posture\": {\"cost_warning_percent\": 50},"
                + " \"audit\": {\"sweep_share\": 7}}");

        Eventually.holds("the origin is taken", this::isFriend);
        assertThat(recorded()).singleElement().satisfies(entry -> {
            JsonNode changed = entry.path("changed");
            assertThat(changed.at("/http.origins/from").asText()).isEqualTo("[\"http://localhost:3000\"]");
            assertThat(changed.at("/http.origins/to").asText()).isEqualTo("[\"" + FRIEND + "\"]");
            assertThat(changed.has("audit.sweep_share")).as("waits").isFalse();
            assertThat(changed.has("posture.cost_warning_percent"))
                    .as("the environment wins")
                    .isFalse();
        });
        assertThat(followed.get().audit().sweepShare()).isEqualTo(20);
        assertThat(followed.get().posture().costWarningPercent()).isEqualTo(70);
    }

    @Test
    void aFileThatDoesNotDoChangesNothingUntilItIsMended() throws IOException {
        write("{\"http\": {\"origins\": [\"" + FRIEND + "\"]}}");
        Eventually.holds("the origin is taken", this::isFriend);

        write("{\"http\": {\"origins\": [\"*\"]}, \"log\": {\"level\": \"debug\"}}");
        Eventually.holds("it is told", () -> said().anyMatch(line -> line.contains("left as it was")));
        write("{\"http\": {\"origins\": [\"" + FRIEND + "\"]}, \"log\": {\"level\": \"warn\"}}");

        Eventually.holds(
                "the mended file is taken", () -> followed.get().log().level().equals("warn"));
        assertThat(isFriend()).isTrue();
        assertThat(recorded()).hasSize(2);
        assertThat(recorded().get(1).path("changed").toString())
                .contains("log.level")
                .doesNotContain("origins", "debug");
    }
}
