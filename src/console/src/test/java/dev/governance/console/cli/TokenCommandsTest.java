package dev.governance.console.cli;

import static dev.governance.console.cli.ServedConsole.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code tokens} against a running console. */
class TokenCommandsTest {
    private static ServedConsole console;

    @BeforeAll
    static void start() {
        console = ServedConsole.start();
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    @BeforeEach
    void forget() {
        console.stage().execute("delete from governance_console.api_tokens");
    }

    private static Fed.Ran run(String username, String... arguments) {
        List<String> all = new ArrayList<>(List.of("tokens"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--server", console.url(), "--username", username, "--password-stdin"));
        console.forgetTries();
        return Fed.run(PASSWORD + "\n", all.toArray(String[]::new));
    }

    private static Fed.Ran create(String username, String... more) {
        List<String> all = new ArrayList<>(List.of("create", "--name", "nightly report", "--days", "30"));
        all.addAll(List.of(more));
        return run(username, all.toArray(String[]::new));
    }

    private static int statusOf(String secret) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(console.url() + "/api/auth/me"))
                .header("authorization", "Bearer " + secret)
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode();
    }

    @Test
    void aSecretIsAloneOnStdoutAndOpensTheConsoleUntilItIsRevoked() throws Exception {
        Fed.Ran made = create("pierre", "--scope", "verify", "--scope", "read");

        String secret = made.out().strip();
        assertThat(made.exit()).isZero();
        assertThat(made.out()).matches("gvc_[A-Za-z0-9_-]{43}\n");
        assertThat(made.err())
                .matches("(?s)made token [0-9a-f-]{36}, nightly report: read, verify, until 20.*shown this once\n")
                .doesNotContain(secret);
        assertThat(statusOf(secret)).isEqualTo(200);
        String id = made.err().substring("made token ".length(), "made token ".length() + 36);
        assertThat(run("pierre", "list").out())
                .containsPattern(id + " pierre +holds +20.* read,verify +nightly report")
                .doesNotContain(secret);

        Fed.Ran revoked = run("pierre", "revoke", id);

        assertThat(revoked.out()).isEqualTo("revoked " + id + "\n");
        assertThat(statusOf(secret)).isEqualTo(401);
        assertThat(run("pierre", "list").out()).containsPattern(id + " pierre +revoked");
        assertThat(run("pierre", "revoke", id).err()).contains("there is no such token, or it is over already");
    }

    @Test
    void whatTheConsoleRefusesIsToldAndNothingMade() {
        Fed.Ran refused = create("pierre", "--scope", "agents.halt");

        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err()).contains("a token may not do more than you", "read, verify");
        assertThat(run("pierre", "list").out().lines()).hasSize(1);
    }

    @Test
    void anAdminSeesAndEndsEverybodys() {
        create("pierre", "--scope", "read");
        Object id = console.stage()
                .one("select token_id from governance_console.api_tokens")
                .get("token_id");

        assertThat(run("marie", "list").out()).doesNotContain("pierre");
        assertThat(run("marie", "list", "--all").out()).contains(id + " pierre");
        assertThat(run("pierre", "list", "--all").err()).contains("other people's tokens need the role admin");
        assertThat(run("marie", "revoke", id.toString()).exit()).isZero();
    }

    @Test
    void moreThanAPageIsListedWhole() {
        console.stage()
                .execute(
                        "insert into governance_console.api_tokens (token_id, token_hash, user_id, name, scopes, expires_at)"
                                + " select gen_random_uuid(), encode(sha256(n::text::bytea), 'hex'), user_id, 'one of many',"
                                + " '{read}', now() + interval '1 day' from governance_console_users, generate_series(1, 501) n"
                                + " where username = 'pierre'");

        assertThat(run("pierre", "list").out().lines()).hasSize(502);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--scope", "--name", "--days"})
    void whatIsNeededIsAskedFor(String without) {
        List<String> all = new ArrayList<>(List.of("tokens", "create"));
        List.of("--scope=read", "--name=x", "--days=1").stream()
                .filter(option -> !option.startsWith(without))
                .forEach(all::add);

        Fed.Ran refused = Fed.run("", all.toArray(String[]::new));

        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).contains(without);
    }

    @Test
    void aSecretIsNoIdAndIsNotSentAnywhere() {
        Fed.Ran refused = run("pierre", "revoke", "gvc_" + "x".repeat(43));

        assertThat(refused.exit()).isEqualTo(2);
        assertThat(run("pierre", "revoke", UUID.randomUUID().toString()).exit()).isEqualTo(1);
    }
}
