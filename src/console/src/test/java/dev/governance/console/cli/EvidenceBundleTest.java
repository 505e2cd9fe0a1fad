package dev.governance.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.auth.UsersVerticle;
import dev.governance.console.contract.Users;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A bundle of a whole console, exported over HTTP by a viewer and checked elsewhere with the public key alone. */
class EvidenceBundleTest {
    private static final String PASSWORD = "polonium and radium";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    static Path folder;

    private static Stage stage;
    private static Console console;
    private static String cookie = "";
    private static String bundle = "";
    private static Path key;

    @BeforeAll
    static void export() throws Exception {
        stage = Stage.on(TestPostgres.migrated());
        stage.deploy(new UsersVerticle(stage.bus(), stage.database(), stage.ledger()));
        stage.ask(Users.ADD, new Users.Add("pierre", Role.VIEWER, PASSWORD, "a test"));
        Map<String, String> environment =
                Map.of("GOVERNANCE_DATABASE_URL", stage.url().withPassword(), "GOVERNANCE_AUDIT_SECRET", Stage.SECRET);
        Path data = folder.resolve("data");
        try (DatabaseSource source = DatabaseSource.forCommand(null, data, false, environment, line -> {})) {
            MarksUpkeep upkeep = new MarksUpkeep(source, environment, List.of());
            upkeep.adopt("first start", "a test");
            key = Files.writeString(
                    folder.resolve("console.pem"), upkeep.publicKey().orElseThrow());
        }
        console = Console.serve(
                Configuration.read(null, Map.of(), Map.of("http.port", "0")), data, environment, line -> {});
        HttpResponse<String> signedIn = post("/api/auth/login", Map.of("username", "pierre", "password", PASSWORD));
        cookie = signedIn.headers().firstValue("set-cookie").orElseThrow().split(";", 2)[0];
        Eventually.holds("everything is marked", () -> !stage.rows("""
                select number
                  from governance_console.mark_heads
                 where sessions > 0
                   and up_to_seq >= (select max(chain_seq) from governance_audit_events)
                """).isEmpty());
        HttpResponse<String> exported = post("/api/compliance/export", Map.of());
        assertThat(exported.statusCode()).as(exported.body()).isEqualTo(200);
        assertThat(exported.headers().firstValue("content-disposition").orElseThrow())
                .startsWith("attachment; filename=\"compliance-evidence-");
        bundle = exported.body();
    }

    @AfterAll
    static void stop() {
        console.close();
        stage.close();
    }

    private static HttpResponse<String> post(String path, Map<String, String> body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(console.url() + path))
                .timeout(Duration.ofSeconds(60))
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(Json.write(body)));
        if (!cookie.isEmpty()) {
            request.header("cookie", cookie).header("origin", console.url());
        }
        return ApiDescription.checked(CLIENT.send(request.build(), BodyHandlers.ofString()));
    }

    private static Fed.Ran check(String text) {
        try {
            Path file = Files.writeString(Files.createTempFile(folder, "bundle", ".json"), text);
            return Fed.run("", "compliance", "verify-bundle", file.toString(), "--public-key", key.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theBundleHoldsWithThePublicKeyAlone() {
        Fed.Ran ran = check(bundle);

        assertThat(ran.exit()).isZero();
        assertThat(ran.out())
                .contains(
                        "as the console exported it", "signature  holds", "hash       holds", "hmac       not checked");
        assertThat(Json.tree(bundle)
                        .path("verify_chain")
                        .path("chain_integrity_status")
                        .asText())
                .isEqualTo("verified");
        assertThat(Json.tree(bundle).path("event_count").asLong()).isPositive();
    }

    static Stream<String> parts() {
        return Stream.of(
                "\"bundle_version\":\"1.0\"",
                "\"generated_at\":\"2",
                "\"tenant_id\":null",
                "\"start\":\"2",
                "\"chain_integrity_status\":\"v",
                "\"missing\":[\"",
                "\"verified_count\":",
                "\"headline\":\"V",
                "\"active_fingerprint\":\"",
                "\"event_count\":",
                "\"bundle_hash\":\"",
                "\"algorithm\":\"H",
                "\"algorithm\":\"E",
                "\"console_signature\":{\"algorithm\":\"Ed25519\",\"key_fingerprint\":\"");
    }

    @ParameterizedTest
    @MethodSource("parts")
    void oneFlippedByteOfAPartIsSeen(String part) {
        int end = bundle.indexOf(part) + part.length();
        assertThat(end).as(part).isGreaterThan(part.length());

        for (int place : List.of(end - 1, end)) {
            String flipped =
                    bundle.substring(0, place) + (char) (bundle.charAt(place) ^ 1) + bundle.substring(place + 1);
            assertThat(check(flipped).exit())
                    .as(flipped.substring(place - 5, place + 5))
                    .isIn(1, 2);
        }
    }

    @Test
    void whatIsNoBundleOrHasNoKeyIsSaid() {
        Fed.Ran none = check("{}");
        Fed.Ran noFile = Fed.run(
                "", "compliance", "verify-bundle", folder.resolve("none").toString(), "--public-key", key.toString());
        Fed.Ran noKey = Fed.run("", "compliance", "verify-bundle", key.toString());

        assertThat(List.of(none.exit(), noFile.exit(), noKey.exit())).containsOnly(2);
        assertThat(none.err()).contains("is no bundle of evidence");
        assertThat(noFile.err()).contains("cannot be read");
        assertThat(noKey.err()).contains("--public-key FILE");
    }

    @Test
    void thePartOfTheLogIsVerifiedAndTheReportReadsWithoutWaiting() throws Exception {
        HttpResponse<String> verified = post("/api/compliance/verify-chain?from_seq=1", Map.of());
        HttpResponse<String> report = ApiDescription.checked(CLIENT.send(
                HttpRequest.newBuilder(URI.create(console.url() + "/api/compliance/report"))
                        .header("cookie", cookie)
                        .build(),
                BodyHandlers.ofString()));

        assertThat(verified.statusCode()).as(verified.body()).isEqualTo(200);
        assertThat(Json.tree(verified.body()).path("failed_count").asLong()).isZero();
        assertThat(Json.tree(verified.body()).path("verified_count").asLong()).isPositive();
        assertThat(report.statusCode()).isEqualTo(200);
    }
}
