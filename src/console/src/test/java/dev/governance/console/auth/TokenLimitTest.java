package dev.governance.console.auth;

import static dev.governance.console.auth.AuthConsole.PASSWORD;
import static dev.governance.console.auth.AuthConsole.aTry;
import static dev.governance.console.auth.AuthConsole.anAddress;
import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Auth;
import dev.governance.console.contract.Tokens;
import dev.governance.console.wire.Caller;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tries with tokens that are none. */
class TokenLimitTest {
    private static AuthConsole console;

    @BeforeAll
    static void start() throws SQLException {
        console = new AuthConsole();
    }

    @AfterAll
    static void stop() throws SQLException {
        console.close();
    }

    private static Tokens.Presented presented(String token, String address) {
        return new Tokens.Presented(token, address, true);
    }

    private static Refusal wrong(String address) {
        return console.refused(Tokens.HOLDER, presented(TokenSecret.random(), address));
    }

    private static String aToken() throws SQLException {
        Caller owner = console.signIn(console.aViewer()).session().caller();
        return console.ask(Tokens.CREATE, new Tokens.Create("a script", List.of("read"), 1, owner, true))
                .secret();
    }

    @Test
    void afterFiveAnAddressWaitsHoweverTheyLook() {
        String address = anAddress();
        for (int i = 0; i < 4; i++) {
            assertThat(wrong(address).fault()).isEqualTo(Fault.UNAUTHENTICATED);
        }
        assertThat(console.refused(Tokens.HOLDER, presented("no token at all", address))
                        .fault())
                .isEqualTo(Fault.UNAUTHENTICATED);

        Refusal sixth = wrong(address);

        assertThat(sixth.fault()).isEqualTo(Fault.TOO_MANY);
        assertThat(sixth.retryAfterSeconds()).isBetween(1L, 60L);
        assertThat(wrong(anAddress()).fault()).isEqualTo(Fault.UNAUTHENTICATED);
    }

    @Test
    void nobodysMistakeStopsAnothersScriptOrKeepsPeopleOut() throws SQLException {
        String address = anAddress();
        String token = aToken();
        for (int i = 0; i < 7; i++) {
            wrong(address);
        }

        assertThat(console.ask(Tokens.HOLDER, presented(token, address))
                        .caller()
                        .token())
                .isNotNull();
        assertThat(console.ask(Auth.SIGN_IN, aTry(console.aViewer(), PASSWORD, address))
                        .token())
                .isNotEmpty();
    }

    @Test
    void whoGuessesPasswordsStopsNoScript() throws SQLException {
        String address = anAddress();
        String token = aToken();
        for (int i = 0; i < 6; i++) {
            console.refused(Auth.SIGN_IN, aTry("nobody", "wrong", address));
        }

        assertThat(console.ask(Tokens.HOLDER, presented(token, address))
                        .caller()
                        .token())
                .isNotNull();
        assertThat(wrong(address).fault()).isEqualTo(Fault.UNAUTHENTICATED);
    }

    @Test
    void useIsNoTry() throws SQLException {
        String address = anAddress();
        String token = aToken();

        for (int i = 0; i < 20; i++) {
            console.ask(Tokens.HOLDER, presented(token, address));
        }

        assertThat(wrong(address).fault()).isEqualTo(Fault.UNAUTHENTICATED);
    }

    @Test
    void aStreamThatAsksAgainIsNoTry() {
        String address = anAddress();
        for (int i = 0; i < 20; i++) {
            assertThat(console.refused(Tokens.HOLDER, new Tokens.Presented(TokenSecret.random(), address, false))
                            .fault())
                    .isEqualTo(Fault.UNAUTHENTICATED);
        }
    }

    @Test
    void triesAreToldOncePerAddressAndMinuteWithoutWhatWasTried() throws SQLException {
        String tried = TokenSecret.random();
        for (int i = 0; i < 3; i++) {
            console.refused(Tokens.HOLDER, presented(tried, "203.0.113.77"));
        }
        console.execute("update governance_console.failed_sign_ins set minute = minute - interval '1 minute'");

        AuthConsole.await(new FailedSignIns(console.database, console.ledger).tell());

        assertThat(console.told(FailedSignIns.KIND))
                .filteredOn(told -> told.contains("203.0.113.77"))
                .singleElement()
                .asString()
                .contains("\"address\": \"203.0.113.77\"", "\"wrong\": 3", "\"came_by\": \"API token\"")
                .doesNotContain(tried, SessionToken.hash(tried));
    }
}
