package dev.governance.console.auth;

import static dev.governance.console.auth.AuthConsole.anAddress;
import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.bus.Fault;
import dev.governance.console.contract.Tokens;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The token of the configuration, which somebody chose, and guessing it. */
class LegacyTokenTest {
    private static AuthConsole console;

    @BeforeAll
    static void start() throws SQLException {
        console = new AuthConsole();
    }

    @AfterAll
    static void stop() throws SQLException {
        console.close();
    }

    private static Fault guess(String address) {
        return console.refused(Tokens.HOLDER, new Tokens.Presented("a guess", address, true))
                .fault();
    }

    private static void guessUntilTheyWait(List<String> addresses) {
        for (String address : addresses) {
            assertThat(guess(address)).isEqualTo(Fault.UNAUTHENTICATED);
        }
        assertThat(guess(addresses.get(0))).isEqualTo(Fault.TOO_MANY);
    }

    private static Tokens.Presented right(String address) {
        return new Tokens.Presented(AuthConsole.LEGACY, address, true);
    }

    @Test
    void whoGuessedTooOftenIsNotToldWhichGuessIsRight() {
        String address = anAddress();
        guessUntilTheyWait(List.of(address, address, address, address, address));

        assertThat(console.refused(Tokens.HOLDER, right(address)).fault()).isEqualTo(Fault.TOO_MANY);
        assertThat(console.ask(Tokens.HOLDER, right(anAddress())).caller().username())
                .isEqualTo("legacy-token");
    }

    @Test
    void aStreamThatWasLetInGoesOnWhoeverGuesses() {
        String address = anAddress();
        guessUntilTheyWait(List.of(address, address, address, address, address));

        Tokens.Presented again = new Tokens.Presented(AuthConsole.LEGACY, "", false);

        assertThat(console.ask(Tokens.HOLDER, again).caller().username()).isEqualTo("legacy-token");
    }

    @Test
    void allAddressesOfAnIpv6NetworkAreOne() {
        guessUntilTheyWait(List.of(
                "2001:db8:7:1::1",
                "2001:db8:7:1::2",
                "2001:db8:7:1:ffff::3",
                "2001:db8:7:1:0:1::",
                "2001:0db8:0007:0001::5"));

        assertThat(console.refused(Tokens.HOLDER, right("2001:db8:7:1:aaaa:bbbb:cccc:dddd"))
                        .fault())
                .isEqualTo(Fault.TOO_MANY);
        assertThat(guess("2001:db8:7:2::1")).isEqualTo(Fault.UNAUTHENTICATED);
    }

    @Test
    void anAddressThatIsMappedIntoIpv6IsTheIpv4One() {
        String address = anAddress();
        String mapped = "::ffff:" + address;

        guessUntilTheyWait(List.of(mapped, address, mapped, address, mapped));

        assertThat(guess(address)).isEqualTo(Fault.TOO_MANY);
    }
}
