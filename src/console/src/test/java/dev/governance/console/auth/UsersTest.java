package dev.governance.console.auth;

import static dev.governance.console.auth.AuthConsole.PASSWORD;
import static dev.governance.console.auth.AuthConsole.aTry;
import static dev.governance.console.auth.AuthConsole.anAddress;
import static dev.governance.console.auth.AuthConsole.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.chain.SessionVerdict;
import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Auth;
import dev.governance.console.contract.Users;
import dev.governance.console.wire.ConsoleUser;
import dev.governance.console.wire.Role;
import io.vertx.core.Future;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsersTest {
    private AuthConsole console;

    @BeforeEach
    void start() throws SQLException {
        console = new AuthConsole();
    }

    @AfterEach
    void stop() throws SQLException {
        console.close();
    }

    @Test
    void whoIsAddedMaySignIn() throws SQLException {
        Users.Added added = console.add("Marie.Curie@example.org", Role.VIEWER, "polonium and radium");

        assertThat(added.madeUp()).isNull();
        assertThat(console.ask(Auth.SIGN_IN, aTry("marie.curie@example.org", "polonium and radium", anAddress()))
                        .session()
                        .caller()
                        .userId())
                .isEqualTo(added.user().userId());
        assertThat(console.told("console.user_added"))
                .singleElement()
                .asString()
                .contains("marie.curie@example.org", "\"by\": \"command line\"", "\"role\": \"viewer\"");
        assertThat(console.verdict().status()).isEqualTo(SessionVerdict.Status.VERIFIED);
    }

    @Test
    void aPasswordThatNobodyChoseIsMadeUpAndToldOnce() {
        Users.Added added = console.add("marie", Role.ADMIN, null);

        assertThat(added.toString()).doesNotContain(Objects.requireNonNull(added.madeUp()));
        assertThat(console.ask(Auth.SIGN_IN, aTry("marie", added.madeUp(), anAddress()))
                        .session()
                        .caller()
                        .role())
                .isEqualTo(Role.ADMIN);
    }

    @Test
    void aNameIsTakenOnceByWhoeverIsFirst() throws SQLException {
        List<Future<Users.Added>> adds = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            adds.add(console.asking(Users.ADD, new Users.Add("marie", Role.VIEWER, null, "command line")));
        }
        await(Future.join(adds).otherwiseEmpty());

        assertThat(adds).filteredOn(Future::succeeded).hasSize(1);
        assertThat(adds)
                .filteredOn(Future::failed)
                .extracting(each -> ((Refusal) each.cause()).code())
                .containsOnly("username_taken");
        assertThat(console.told("console.user_added")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "ünal", "x\u0000", "a'b", "🦉"})
    void whatIsNoNameIsRefused(String name) {
        assertThat(console.refused(Users.ADD, new Users.Add(name, Role.VIEWER, null, "command line"))
                        .code())
                .isEqualTo("invalid_username");
    }

    @Test
    void aWeakPasswordIsRefused() {
        Users.Add weak = new Users.Add("marie", Role.VIEWER, "password1234", "command line");

        assertThat(console.refused(Users.ADD, weak).code()).isEqualTo("weak_password");
    }

    @Test
    void ofManyWhoAskForTheFirstAdminOneGetsIt() {
        List<Future<Users.First>> asks = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            asks.add(console.asking(Users.ADD_FIRST, new Users.AddFirst("admin-" + i, "demo")));
        }
        await(Future.join(asks));

        assertThat(asks).filteredOn(each -> each.result().added() != null).hasSize(1);
        assertThat(users()).singleElement().extracting(ConsoleUser::role).isEqualTo(Role.ADMIN);
    }

    @Test
    void whereThereAreUsersThereIsNoFirstOne() throws SQLException {
        console.aViewer();

        assertThat(console.ask(Users.ADD_FIRST, new Users.AddFirst("admin", "demo"))
                        .added())
                .isNull();
    }

    @Test
    void ofTwoLastAdminsDisabledAtOnceOneStays() throws SQLException {
        List<String> admins = List.of(console.anAdmin(), console.anAdmin(), console.anAdmin());
        List<Future<Users.Disabled>> acts = admins.stream()
                .map(name -> console.asking(Users.DISABLE, new Users.Disable(name, "command line")))
                .toList();
        await(Future.join(acts).otherwiseEmpty());

        assertThat(acts).filteredOn(Future::succeeded).hasSize(2);
        assertThat(acts)
                .filteredOn(Future::failed)
                .extracting(each -> ((Refusal) each.cause()).code())
                .containsExactly("last_admin");
        assertThat(users()).filteredOn(user -> !user.disabled()).hasSize(1);
        assertThat(console.told("console.user_disabled")).hasSize(2);
    }

    @Test
    void aViewerMayBeDisabledBesideTheOnlyAdmin() throws SQLException {
        console.anAdmin();
        String viewer = console.aViewer();

        assertThat(console.ask(Users.DISABLE, new Users.Disable(viewer, "command line"))
                        .user()
                        .disabled())
                .isTrue();
        assertThat(console.refused(Users.DISABLE, new Users.Disable(viewer, "command line"))
                        .code())
                .isEqualTo("already_disabled");
    }

    @Test
    void aResetEndsSessionsAndTheOldPassword() throws SQLException {
        String username = console.anAdmin();
        Auth.SignedIn before = console.signIn(username);

        Users.Added reset = console.ask(Users.RESET, new Users.Reset(username, null, "command line"));

        assertThat(console.noSession(before).fault()).isEqualTo(Fault.UNAUTHENTICATED);
        assertThat(console.refused(Auth.SIGN_IN, aTry(username, PASSWORD, anAddress()))
                        .fault())
                .isEqualTo(Fault.UNAUTHENTICATED);
        assertThat(console.ask(Auth.SIGN_IN, aTry(username, reset.madeUp(), anAddress()))
                        .token())
                .isNotEmpty();
        assertThat(console.told("console.password_reset")).hasSize(1);
    }

    @Test
    void nobodyCanBeChangedWhoIsNotThere() {
        assertThat(console.refused(Users.RESET, new Users.Reset("nobody", null, "command line"))
                        .fault())
                .isEqualTo(Fault.NOT_FOUND);
        assertThat(console.refused(Users.DISABLE, new Users.Disable("no\u0000body", "command line"))
                        .fault())
                .isEqualTo(Fault.NOT_FOUND);
    }

    private List<ConsoleUser> users() {
        return console.ask(Users.ALL, new Users.All()).users();
    }
}
