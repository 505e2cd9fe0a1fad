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
import dev.governance.console.contract.Permission;
import dev.governance.console.testing.Eventually;
import dev.governance.console.wire.Caller;
import dev.governance.console.wire.Role;
import io.vertx.core.Future;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConsoleChainTest {
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
    void comingInAndGoingOutAreRecordedInAChainThatHolds() throws SQLException {
        String username = console.aViewer();

        Auth.SignedIn signedIn = console.ask(Auth.SIGN_IN, aTry(username, PASSWORD, "203.0.113.9"));
        console.ask(Auth.SIGN_OUT, new Auth.SignOut(signedIn.session().caller()));
        console.ask(Auth.SIGN_OUT, new Auth.SignOut(signedIn.session().caller()));

        assertThat(console.told("console.sign_in"))
                .singleElement()
                .asString()
                .contains("\"user\": \"" + username + "\"", "\"address\": \"203.0.113.9\"");
        assertThat(console.told("console.sign_out")).hasSize(1);
        assertThat(console.verdict().status()).isEqualTo(SessionVerdict.Status.VERIFIED);
    }

    @Test
    void manySignInsAtOnceMakeOneChain() throws SQLException {
        String username = console.aViewer();
        List<Future<Auth.SignedIn>> signIns = new ArrayList<>();

        for (int i = 0; i < 6; i++) {
            signIns.add(console.asking(Auth.SIGN_IN, aTry(username, PASSWORD, anAddress())));
        }
        await(Future.join(signIns));

        assertThat(console.verdict().events()).isEqualTo(6);
        assertThat(console.verdict().status()).isEqualTo(SessionVerdict.Status.VERIFIED);
    }

    @Test
    void refusedStrangersAreOneRowPerAddressAndMinute() throws SQLException {
        String username = console.aViewer();
        for (int i = 0; i < 3; i++) {
            console.refused(Auth.SIGN_IN, aTry(username, "not the password", "203.0.113.9"));
        }
        Refusal tooMany = new Refusal(Fault.TOO_MANY, "too_many_tries", "wait");
        FailedSignIns failed = aNode();
        for (int i = 0; i < 1000; i++) {
            await(failed.noted(tooMany, "203.0.113.9").otherwiseEmpty());
        }

        await(failed.tell());
        assertThat(console.told(FailedSignIns.KIND))
                .as("the minute is not over")
                .isEmpty();
        aMinutePasses();
        await(Future.join(aNode().tell(), aNode().tell()));

        assertThat(console.told(FailedSignIns.KIND))
                .singleElement()
                .asString()
                .contains("\"address\": \"203.0.113.9\"", "\"wrong\": 3", "\"limited\": 1000");
        assertThat(console.verdict().status()).isEqualTo(SessionVerdict.Status.VERIFIED);
    }

    @Test
    void thousandsOfAddressesFillNoLog() throws SQLException {
        console.execute("insert into governance_console.failed_sign_ins"
                + " select '10.1.' || n / 256 || '.' || n % 256, date_trunc('minute', now()), n, 0"
                + " from generate_series(1, 2000) n");
        aMinutePasses();

        await(aNode().tell());

        assertThat(console.told(FailedSignIns.KIND)).hasSize(51);
        assertThat(console.told(FailedSignIns.KIND).get(0)).contains("\"wrong\": 2000");
        assertThat(console.told(FailedSignIns.KIND).get(50)).contains("\"addresses\": 1950");
        assertThat(console.texts("select 1 from governance_console.failed_sign_ins"))
                .isEmpty();
    }

    private FailedSignIns aNode() {
        return new FailedSignIns(console.database, console.ledger);
    }

    private void aMinutePasses() throws SQLException {
        console.execute("update governance_console.failed_sign_ins set minute = minute - interval '1 minute'");
    }

    @Test
    void whoKnowsThePasswordMayStepUp() throws SQLException {
        Caller caller = console.signIn(console.anAdmin()).session().caller();

        console.ask(Auth.STEP_UP, new Auth.StepUp(caller, PASSWORD, anAddress()));

        assertThat(console.told("console.step_up")).hasSize(1);
    }

    @Test
    void aWrongPasswordDoesNotStepUpAndIsRecorded() throws SQLException {
        Caller caller = console.signIn(console.anAdmin()).session().caller();

        Refusal refusal = console.refused(Auth.STEP_UP, new Auth.StepUp(caller, "not the password", anAddress()));

        assertThat(refusal.fault()).isEqualTo(Fault.FORBIDDEN);
        assertThat(refusal.code()).isEqualTo("wrong_password");
        assertThat(console.told("console.refused"))
                .singleElement()
                .asString()
                .contains("auth.step-up", "wrong_password", caller.username())
                .doesNotContain("not the password");
    }

    @Test
    void steppingUpCountsInTheSameLimit() throws SQLException {
        Caller caller = console.signIn(console.anAdmin()).session().caller();
        String address = anAddress();
        for (int i = 0; i < 5; i++) {
            console.refused(Auth.STEP_UP, new Auth.StepUp(caller, "not the password", address));
        }

        Refusal refusal = console.refused(Auth.STEP_UP, new Auth.StepUp(caller, PASSWORD, address));

        assertThat(refusal.fault()).isEqualTo(Fault.TOO_MANY);
        assertThat(console.refused(Auth.SIGN_IN, aTry(caller.username(), PASSWORD, address))
                        .fault())
                .isEqualTo(Fault.TOO_MANY);
    }

    @Test
    void guessingByChangingThePasswordIsSlowedLikeSigningIn() throws SQLException {
        Caller caller = console.signIn(console.aViewer()).session().caller();
        String address = anAddress();
        for (int i = 0; i < 5; i++) {
            Auth.ChangePassword guess =
                    new Auth.ChangePassword(caller, "guess number " + i, "polonium and radium", address, "Firefox");
            assertThat(console.refused(Auth.CHANGE_PASSWORD, guess).code()).isEqualTo("wrong_password");
        }

        Refusal sixth = console.refused(
                Auth.CHANGE_PASSWORD,
                new Auth.ChangePassword(caller, PASSWORD, "polonium and radium", address, "Firefox"));

        assertThat(sixth.code()).isEqualTo("too_many_tries");
        assertThat(sixth.retryAfterSeconds()).isPositive();
    }

    @Test
    void anotherUsersPasswordIsNoStepUp() throws SQLException {
        Caller impostor = new Caller(UUID.randomUUID(), console.anAdmin(), Role.ADMIN, UUID.randomUUID());

        Refusal refusal = console.refused(Auth.STEP_UP, new Auth.StepUp(impostor, PASSWORD, anAddress()));

        assertThat(refusal.fault()).isEqualTo(Fault.FORBIDDEN);
    }

    @Test
    void whatARoleDoesNotAllowIsRecordedOncePerMinute() throws SQLException {
        Caller viewer = console.signIn(console.aViewer()).session().caller();

        for (int i = 0; i < 20; i++) {
            console.bus.announce(Auth.REFUSED, new Auth.Refused(viewer, Permission.HALT, "role"));
        }

        Eventually.holds(
                "all are counted",
                () -> countOf("select refused from governance_console.refusals where act = 'role role'") == 20);
        assertThat(console.told("console.refused"))
                .singleElement()
                .asString()
                .contains("agents.halt", viewer.username());
    }

    private long countOf(String sql) {
        try {
            return console.texts(sql).stream().mapToLong(Long::parseLong).sum();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
