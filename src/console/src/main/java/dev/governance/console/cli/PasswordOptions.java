package dev.governance.console.cli;

import dev.governance.console.server.ConsoleUsers;
import java.io.Console;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How a new password is given: asked for at the terminal, read from stdin, or made up. */
final class PasswordOptions {
    @Option(names = "--password-stdin", description = "Read the password from the first line of stdin.")
    private boolean stdin;

    @Option(names = "--generate", description = "Make up a password and print it once, alone on stdout.")
    private boolean generate;

    @Option(names = "--password", hidden = true, arity = "0..1", fallbackValue = "")
    private @Nullable String onTheCommandLine;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec command;

    /** The password; null when one is to be made up. */
    @Nullable
    String read() {
        if (onTheCommandLine != null) {
            throw wrong("a password on the command line can be read by everybody on this machine and stays in the"
                    + " shell's history. Leave --password out to be asked for it, or use --password-stdin or --generate."
                    + " If it was a real one, choose another");
        }
        if (stdin && generate) {
            throw wrong("--password-stdin and --generate exclude each other");
        }
        if (generate) {
            return null;
        }
        return stdin ? Typed.firstLine(System.in).orElseThrow(() -> wrong("there is no password on stdin")) : asked();
    }

    private String asked() {
        Console console = Typed.terminal()
                .orElseThrow(() ->
                        wrong("there is no terminal to ask for the password; use --password-stdin or --generate"));
        char[] first = console.readPassword("New password: ");
        char[] second = console.readPassword("Once more: ");
        if (first == null || second == null) {
            throw wrong("no password was given; use --password-stdin or --generate");
        }
        if (!Arrays.equals(first, second)) {
            throw wrong("the two passwords differ");
        }
        return new String(first);
    }

    private ParameterException wrong(String reason) {
        return new ParameterException(command.commandLine(), reason);
    }

    /** Prints a password that was made up: the only time it is shown. */
    static void show(ConsoleUsers.NewPassword changed) {
        if (changed.madeUp() != null) {
            System.err.println("the password, shown this once:");
            System.out.println(changed.madeUp());
        }
    }
}
