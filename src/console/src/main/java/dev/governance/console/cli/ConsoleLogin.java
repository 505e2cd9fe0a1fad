package dev.governance.console.cli;

import java.io.Console;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say which running console a command talks to, and as whom. */
final class ConsoleLogin {
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

    @Option(names = "--password", hidden = true, arity = "0..1", fallbackValue = "")
    private @Nullable String onTheCommandLine;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec command;

    /** Who signs in where. */
    record Login(URI server, String username, String password) {
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
        String name = username == null ? environment.getOrDefault("GOVERNANCE_CONSOLE_USERNAME", "") : username;
        if (name.isBlank()) {
            throw wrong("say who signs in: --username NAME");
        }
        URI address;
        try {
            address = ServerAddress.of(server, environment);
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
        return new Login(address, name, password(name));
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
