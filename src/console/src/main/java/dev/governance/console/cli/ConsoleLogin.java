package dev.governance.console.cli;

import java.io.Console;
import java.net.URI;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say which running console a command talks to, and as whom. */
final class ConsoleLogin {
    private static final Pattern TOKEN = Pattern.compile("gvc_[A-Za-z0-9_-]{1,256}");

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "The running console; else GOVERNANCE_CONSOLE_URL, else http://127.0.0.1:8766, or what"
                    + " GOVERNANCE_CONSOLE_HOST and GOVERNANCE_CONSOLE_PORT say.")
    private @Nullable String server;

    @Option(
            names = "--username",
            paramLabel = "NAME",
            description = "Who signs in, an admin; else GOVERNANCE_CONSOLE_USERNAME.")
    private @Nullable String username;

    @Option(
            names = "--password-stdin",
            description = "Read the password from the first line of stdin; without it, it is asked for.")
    private boolean stdin;

    @Option(
            names = "--token-stdin",
            description = "Come by an API token, the first line of stdin, instead of by name and password; else"
                    + " GOVERNANCE_API_TOKEN, unless --username or --password-stdin says that somebody signs in.")
    private boolean tokenStdin;

    @Option(
            names = {"--token", "--api-token"},
            hidden = true,
            arity = "0..1",
            fallbackValue = "")
    private @Nullable String tokenOnTheCommandLine;

    @Option(names = "--password", hidden = true, arity = "0..1", fallbackValue = "")
    private @Nullable String onTheCommandLine;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec command;

    /**
     * Who signs in where.
     *
     * @param token by which somebody comes instead of by name and password, which are empty then; null without one
     */
    record Login(
            URI server,
            String username,
            String password,
            @Nullable String token) {
        @Override
        public String toString() {
            return "Login[hidden]";
        }
    }

    Login read(Map<String, String> environment) {
        if (onTheCommandLine != null) {
            throw wrong("a password on the command line can be read by everybody on this machine and stays in the"
                    + " shell's history. Leave --password out to be asked for it, or use --password-stdin."
                    + " If it was a real one, choose another");
        }
        if (tokenOnTheCommandLine != null) {
            throw wrong("a token on the command line can be read by everybody on this machine and stays in the shell's"
                    + " history. Use --token-stdin or GOVERNANCE_API_TOKEN. If it was a real one, revoke it");
        }
        String token = token(environment);
        if (token != null) {
            return new Login(address(environment), "", "", token);
        }
        String name = username == null ? environment.getOrDefault("GOVERNANCE_CONSOLE_USERNAME", "") : username;
        if (name.isBlank()) {
            throw wrong("say who signs in: --username NAME, or come by an API token: --token-stdin");
        }
        return new Login(address(environment), name, password(name), null);
    }

    private @Nullable String token(Map<String, String> environment) {
        String token = environment.getOrDefault("GOVERNANCE_API_TOKEN", "");
        if (tokenStdin) {
            if (username != null || stdin) {
                throw wrong("--token-stdin stands for --username and --password-stdin");
            }
            token = Typed.firstLine(System.in).orElseThrow(() -> wrong("there is no token on stdin"));
        } else if (username != null || stdin || token.isEmpty()) {
            return null;
        }
        if (!TOKEN.matcher(token).matches()) {
            throw wrong("that is no API token; one begins with gvc_");
        }
        return token;
    }

    private URI address(Map<String, String> environment) {
        try {
            return ServerAddress.of(server, environment);
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private String password(String name) {
        if (stdin) {
            return Typed.firstLine(System.in).orElseThrow(() -> wrong("there is no password on stdin"));
        }
        Console terminal = Typed.terminal()
                .orElseThrow(() -> wrong("there is no terminal to ask for the password; use --password-stdin"));
        char[] typed = terminal.readPassword("Password of %s: ", name);
        if (typed == null || typed.length == 0) {
            throw wrong("no password was given");
        }
        return new String(typed);
    }

    private ParameterException wrong(String reason) {
        return new ParameterException(command.commandLine(), reason);
    }
}
