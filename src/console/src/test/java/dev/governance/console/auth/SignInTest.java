package dev.governance.console.auth;

import static dev.governance.console.auth.AuthConsole.PASSWORD;
import static dev.governance.console.auth.AuthConsole.aTry;
import static dev.governance.console.auth.AuthConsole.anAddress;
import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Auth;
import dev.governance.console.contract.Users;
import dev.governance.console.testing.Eventually;
import dev.governance.console.wire.Role;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

class SignInTest {
    private static AuthConsole console;

    @BeforeAll
    static void start() throws SQLException {
        console = new AuthConsole();
    }

    @AfterAll
    static void stop() throws SQLException {
        console.close();
    }

    @Test
    void whoKnowsThePasswordIsLetIn() throws SQLException {
        String username = console.anAdmin();

        Auth.SignedIn signedIn = console.signIn(username.toUpperCase(Locale.ROOT));

        assertThat(signedIn.session().caller().username()).isEqualTo(username);
        assertThat(signedIn.session().caller().role()).isEqualTo(Role.ADMIN);
        assertThat(signedIn.session().expiresAt())
                .isBetween(
                        Instant.now().plus(Duration.ofMinutes(475)),
                        Instant.now().plus(Duration.ofMinutes(485)));
        assertThat(console.session(signedIn)).isEqualTo(signedIn.session());
    }

    @Test
    void twoSignInsHaveDifferentTokens() throws SQLException {
        String username = console.aViewer();

        assertThat(console.signIn(username).token())
                .hasSize(43)
                .isNotEqualTo(console.signIn(username).token());
    }

    @Test
    void wrongPasswordUnknownNameAndDisabledUserHearTheSame() throws SQLException {
        String username = console.aViewer();
        String disabled = console.aViewer();
        console.ask(Users.DISABLE, new Users.Disable(disabled, "command line"));

        Refusal wrong = console.refused(Auth.SIGN_IN, aTry(username, "not the password", anAddress()));
        Refusal unknown = console.refused(Auth.SIGN_IN, aTry("nobody", PASSWORD, anAddress()));
        Refusal shut = console.refused(Auth.SIGN_IN, aTry(disabled, PASSWORD, anAddress()));

        assertThat(wrong.fault()).isEqualTo(Fault.UNAUTHENTICATED);
        assertThat(wrong.reason()).isEqualTo("username or password is wrong");
        assertThat(unknown).usingRecursiveComparison().isEqualTo(wrong);
        assertThat(shut).usingRecursiveComparison().isEqualTo(wrong);
    }

    /** Else the time of a refusal would tell who has an account; so none comes while nobody can hash. */
    @Test
    void eachOfThemIsRefusedOnlyAfterAHash() throws SQLException {
        String username = console.aViewer();
        String disabled = console.aViewer();
        console.execute("update governance_console_users set disabled = true where username = ?", disabled);
        String unknown = "unknown-" + UUID.randomUUID();
        CountDownLatch free = new CountDownLatch(1);
        WorkerExecutor pool = console.vertx.createSharedWorkerExecutor("password-hashing"); // there is one of that name
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            pool.executeBlocking(() -> free.await(1, TimeUnit.MINUTES), false);
        }

        List<Future<Auth.SignedIn>> tries = Stream.of(username, disabled, unknown)
                .map(name -> console.asking(Auth.SIGN_IN, aTry(name, "not the password", anAddress())))
                .toList();
        Eventually.holds("all are counted", () -> isCounted(username, disabled, unknown));
        console.refused(Auth.SESSION, new Auth.Token(SessionToken.random(), true)); // to the database and back

        assertThat(tries).noneMatch(Future::isComplete);
        free.countDown();
        AuthConsole.await(Future.join(tries).otherwiseEmpty());
        assertThat(tries)
                .extracting(each -> ((Refusal) each.cause()).code())
                .containsExactly("wrong_credentials", "wrong_credentials", "wrong_credentials");
    }

    private static boolean isCounted(String... usernames) {
        try {
            return console.texts(
                                    "select username from governance_console.sign_in_accounts where username = any(?)",
                                    (Object) usernames)
                            .size()
                    == usernames.length;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static String[] hostileNames() {
        return new String[] {
            "",
            " ",
            "x".repeat(4096),
            "nul\u0000l",
            "🦉",
            "\ud83e",
            "' or '1'='1",
            "\"; drop table governance_console_users; --",
            "$1",
            "İ".repeat(128)
        };
    }

    @ParameterizedTest
    @MethodSource("hostileNames")
    void hostileNamesAreJustWrong(String name) {
        Refusal refusal = console.refused(Auth.SIGN_IN, aTry(name, name, anAddress()));

        assertThat(refusal.code()).isEqualTo("wrong_credentials");
    }

    @Test
    void aHostileUserAgentIsCutAndKept() throws SQLException {
        String username = console.aViewer();

        console.ask(Auth.SIGN_IN, new Auth.SignIn(username, PASSWORD, anAddress(), "a\u0000b\n🦉".repeat(1000)));

        assertThat(console.texts(
                        "select user_agent from governance_console.sessions join governance_console_users using (user_id)"
                                + " where username = ?",
                        username))
                .singleElement()
                .asString()
                .startsWith("a b 🦉a b 🦉")
                .hasSizeLessThanOrEqualTo(256);
    }

    @Test
    void onlyTheHashOfATokenIsStored() throws SQLException {
        Auth.SignedIn signedIn = console.signIn(console.aViewer());

        assertThat(console.texts("select s::text from governance_console.sessions s"))
                .isNotEmpty()
                .noneMatch(row -> row.contains(signedIn.token()));
        assertThat(console.texts("select metadata_json::text from governance_audit_events"))
                .noneMatch(row -> row.contains(signedIn.token()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "0000000000000000000000000000000000000000000", "\u0000"})
    void anInventedTokenOpensNothing(String token) {
        assertThat(console.refused(Auth.SESSION, new Auth.Token(token, true)).fault())
                .isEqualTo(Fault.UNAUTHENTICATED);
    }

    @Test
    void theHashInTheTableIsNoToken() throws SQLException {
        console.signIn(console.aViewer());
        String hash = console.texts("select token_hash from governance_console.sessions limit 1")
                .get(0);

        assertThat(console.refused(Auth.SESSION, new Auth.Token(hash, true)).fault())
                .isEqualTo(Fault.UNAUTHENTICATED);
    }

    @Test
    void aSessionEndsAtItsTime() throws SQLException {
        Auth.SignedIn signedIn = console.signIn(console.aViewer());

        change(signedIn, "expires_at = now()");

        assertThat(console.noSession(signedIn).code()).isEqualTo("not_signed_in");
    }

    @Test
    void aSessionThatIsNotUsedForAnHourEnds() throws SQLException {
        Auth.SignedIn signedIn = console.signIn(console.aViewer());

        change(signedIn, "last_seen_at = now() - interval '60 minutes'");

        assertThat(console.noSession(signedIn).fault()).isEqualTo(Fault.UNAUTHENTICATED);
    }

    @Test
    void usingASessionKeepsItAlive() throws SQLException {
        Auth.SignedIn signedIn = console.signIn(console.aViewer());
        change(signedIn, "last_seen_at = now() - interval '59 minutes'");

        console.session(signedIn);

        Eventually.holds("its use is noted", () -> isSeenWithinAMinute(signedIn));
    }

    private static boolean isSeenWithinAMinute(Auth.SignedIn signedIn) {
        try {
            return console.texts(
                            "select last_seen_at > now() - interval '1 minute' from governance_console.sessions"
                                    + " where session_id = ?",
                            id(signedIn))
                    .equals(List.of("t"));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void signingOutEndsTheSessionAndRings() throws SQLException {
        Auth.SignedIn signedIn = console.signIn(console.aViewer());

        assertRings(() ->
                console.ask(Auth.SIGN_OUT, new Auth.SignOut(signedIn.session().caller())));

        assertThat(console.noSession(signedIn).fault()).isEqualTo(Fault.UNAUTHENTICATED);
    }

    @Test
    void disablingAUserEndsTheSessionAtOnceAndRings() throws SQLException {
        String username = console.aViewer();
        Auth.SignedIn signedIn = console.signIn(username);

        assertRings(() -> console.ask(Users.DISABLE, new Users.Disable(username, "command line")));

        assertThat(console.noSession(signedIn).fault()).isEqualTo(Fault.UNAUTHENTICATED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"disabled = true", "role = 'admin'", "password_hash = password_hash || 'x'"})
    void aUserChangedByWhomeverIsSignedOut(String change) throws SQLException {
        String username = console.aViewer();
        Auth.SignedIn signedIn = console.signIn(username);

        assertRings(() ->
                console.execute("update governance_console_users set " + change + " where username = ?", username));

        assertThat(console.noSession(signedIn).fault()).isEqualTo(Fault.UNAUTHENTICATED);
    }

    @Test
    void aUserDeletedByWhomeverIsSignedOut() throws SQLException {
        String username = console.aViewer();
        Auth.SignedIn signedIn = console.signIn(username);

        assertRings(() -> console.execute("delete from governance_console_users where username = ?", username));

        assertThat(console.noSession(signedIn).fault()).isEqualTo(Fault.UNAUTHENTICATED);
    }

    @Test
    void aUserWhoReadsOnStaysSignedInWhenOthersChange() throws SQLException {
        Auth.SignedIn signedIn = console.signIn(console.aViewer());
        String other = console.aViewer();

        console.execute("update governance_console_users set disabled = true where username = ?", other);

        assertThat(console.session(signedIn)).isEqualTo(signedIn.session());
    }

    private interface Deed {
        void run() throws SQLException;
    }

    private static void assertRings(Deed deed) throws SQLException {
        try (Connection listening = console.url.connect();
                Statement statement = listening.createStatement()) {
            statement.execute("listen governance_doorbell");
            deed.run();
            boolean rung = false;
            for (int i = 0; i < 20 && !rung; i++) {
                var heard = listening.unwrap(PGConnection.class).getNotifications(500);
                for (int j = 0; heard != null && j < heard.length; j++) {
                    rung |= heard[j].getParameter().equals("sessions");
                }
            }
            assertThat(rung).as("the bell for sessions rang").isTrue();
        }
    }

    private static void change(Auth.SignedIn signedIn, String change) throws SQLException {
        console.execute("update governance_console.sessions set " + change + " where session_id = ?", id(signedIn));
    }

    private static UUID id(Auth.SignedIn signedIn) {
        return signedIn.session().caller().sessionId();
    }
}
