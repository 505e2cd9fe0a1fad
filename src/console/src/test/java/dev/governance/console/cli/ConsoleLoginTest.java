package dev.governance.console.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

/** Who a command talks to a console as, when more than one thing says so. */
class ConsoleLoginTest {
    private static final String TOKEN = "gvc_of-the-pipeline";

    /** Some command that talks to a console. */
    @Command(name = "some")
    static final class SomeCommand {
        @Mixin
        private final ConsoleLogin login = new ConsoleLogin();
    }

    private static ConsoleLogin.Login read(String typed, Map<String, String> environment, String... arguments) {
        InputStream in = System.in;
        System.setIn(new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)));
        try {
            SomeCommand command = new SomeCommand();
            new CommandLine(command).parseArgs(arguments);
            return command.login.read(environment);
        } finally {
            System.setIn(in);
        }
    }

    private static Map<String, String> withToken(String... more) {
        Map<String, String> environment = new HashMap<>(Map.of("GOVERNANCE_API_TOKEN", TOKEN));
        for (int i = 0; i < more.length; i += 2) {
            environment.put(more[i], more[i + 1]);
        }
        return environment;
    }

    @Test
    void theTokenOfTheEnvironmentIsTakenWhereNothingElseIsSaid() {
        ConsoleLogin.Login login = read("", withToken("GOVERNANCE_CONSOLE_USERNAME", "marie"));

        assertThat(login.token()).isEqualTo(TOKEN);
        assertThat(login.username()).isEmpty();
    }

    @Test
    void aPasswordThatIsGivenIsUsedWhateverTokenIsExported() {
        ConsoleLogin.Login login =
                read("polonium and radium\n", withToken("GOVERNANCE_CONSOLE_USERNAME", "marie"), "--password-stdin");

        assertThat(login.token()).isNull();
        assertThat(login.username()).isEqualTo("marie");
        assertThat(login.password()).isEqualTo("polonium and radium");
    }

    @Test
    void aPasswordOfNobodyIsAskedWhoseItIsAndNotLeftUnused() {
        assertThatThrownBy(() -> read("polonium and radium\n", withToken(), "--password-stdin"))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("--username");
    }

    @Test
    void aNameOrATokenOnStdinWinsOverTheEnvironment() {
        assertThat(read("secret words\n", withToken(), "--username", "marie", "--password-stdin")
                        .username())
                .isEqualTo("marie");
        assertThat(read("gvc_typed\n", withToken(), "--token-stdin").token()).isEqualTo("gvc_typed");
    }

    @Test
    void neitherPasswordNorTokenCrossesANetworkInTheClear() {
        assertThatThrownBy(() -> read("", withToken(), "--server", "http://console.example"))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("password or token would cross the network in the clear to console.example")
                .message()
                .doesNotContain(TOKEN);
    }
}
