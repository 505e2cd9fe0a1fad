package dev.governance.console.damage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.governance.console.audit.AuditLog;
import dev.governance.console.auth.UsersVerticle;
import dev.governance.console.cli.Program;
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
import dev.governance.console.wire.Json;
import dev.governance.console.wire.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** A running console that marked what agents wrote, before somebody with too many rights damaged it. */
final class DamagedConsole implements AutoCloseable {
    static final String USERNAME = "operator-1";
    static final String PASSWORD = "korrekt pferd batterie 4711";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final AuditLog log;
    private final Map<String, String> environment;
    private final Path data;
    private final Path folder;
    private final Console console;
    private final HttpClient client = HttpClient.newHttpClient();
    private final String cookie;

    private DamagedConsole(Path folder) throws SQLException {
        this.folder = folder;
        this.data = folder.resolve("data");
        DatabaseUrl url = TestPostgres.migrated();
        this.log = new AuditLog(url);
        this.environment =
                Map.of(DatabaseSource.VARIABLE, url.withPassword(), "GOVERNANCE_AUDIT_SECRET", AuditLog.SECRET);
        try (Stage stage = Stage.on(url)) {
            stage.deploy(new UsersVerticle(stage.bus(), stage.database(), stage.ledger()));
            stage.ask(Users.ADD, new Users.Add(USERNAME, Role.ADMIN, PASSWORD, "a test"));
        }
        log.tamper("truncate governance_audit_events"); // adding a user was recorded with another secret
        try (DatabaseSource source = DatabaseSource.forCommand(null, data, false, environment, line -> {})) {
            new MarksUpkeep(source, environment, List.of()).adopt("first start", "a test");
        }
        this.console = Console.serve(
                Configuration.read(null, Map.of(), Map.of("http.port", "0")), data, environment, line -> {});
        this.cookie = signIn();
    }

    /** Every damage of sessions at once, each in two sessions of its own, which {@code sessions} then holds. */
    static DamagedConsole with(Map<Damage, UUID[][]> sessions, Path folder) throws SQLException {
        DamagedConsole damaged = new DamagedConsole(folder);
        for (Damage damage : Damage.values()) {
            UUID[] one = damaged.log.session(4);
            damaged.log.text("select nextval('governance_audit_events_chain_seq_seq')"); // a number that no event has
            sessions.put(damage, new UUID[][] {one, damaged.log.session(4)});
        }
        damaged.awaitMarked();
        for (Map.Entry<Damage, UUID[][]> one : new EnumMap<>(sessions).entrySet()) {
            UUID[][] ids = one.getValue();
            one.getKey().inflict(damaged.log, ids[0], ids[1]);
        }
        damaged.awaitMarked();
        return damaged;
    }

    /** One damage of the whole log, or of the record, in which {@code ids} is a session of four events. */
    static DamagedConsole with(RecordDamage damage, UUID[] ids, Path folder) throws SQLException {
        DamagedConsole damaged = new DamagedConsole(folder);
        damaged.log.session(1);
        damaged.awaitMarked();
        damage.prepare(damaged.log);
        System.arraycopy(damaged.log.session(4), 0, ids, 0, ids.length);
        damaged.awaitMarked();
        damage.inflict(damaged.log, ids);
        return damaged;
    }

    /** Until a head covers the newest number that the log has given out. */
    private void awaitMarked() {
        Eventually.holds(
                "everything is marked", () -> TestPostgres.ask(log.url, """
                        select number
                          from governance_console.mark_heads
                         where up_to_seq >= (select last_value from governance_audit_events_chain_seq_seq)
                           and gaps = ''
                        """).size() > 0);
    }

    private String signIn() {
        HttpResponse<String> answer = send(request("/api/auth/login")
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(
                        "{\"username\":\"" + USERNAME + "\",\"password\":\"" + PASSWORD + "\"}")));
        return answer.headers().firstValue("set-cookie").orElseThrow().split(";", 2)[0];
    }

    String url() {
        return console.url();
    }

    /** What the API answers, problems included. */
    JsonNode get(String path) {
        return Json.tree(text(path));
    }

    String text(String path) {
        return send(request(path).header("cookie", cookie)).body();
    }

    /** Has the whole log verified as a job and gives its verdict. */
    JsonNode wholeLog() {
        JsonNode job = Json.tree(send(request("/api/verifications")
                        .header("cookie", cookie)
                        .header("origin", console.url())
                        .header("content-type", "application/json")
                        .POST(BodyPublishers.ofString("{\"all\": true}")))
                .body());
        String path = "/api/verifications/" + job.get("id").asText();
        Eventually.holds(
                "the job has ended", () -> get(path).get("state").asText().equals("done"));
        return get(path).get("verdict");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(console.url() + path)).timeout(PATIENCE);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return ApiDescription.checked(client.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** The command beside the console, as a process of its own that knows the same data folder. */
    Program verify(String... what) {
        String[] arguments = Stream.concat(Stream.of("verify", "--data", data.toString()), Stream.of(what))
                .toArray(String[]::new);
        return Program.run(folder, environment, arguments);
    }

    @Override
    public void close() throws SQLException {
        console.close();
        log.close();
    }
}
