package dev.governance.console.cli;

import dev.governance.console.server.Complaint;
import dev.governance.console.server.Version;
import java.io.PrintWriter;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line. Data go to stdout, talk to stderr; exits with 0 done, 1 refused or failed, 2 wrong usage. */
@Command(
        name = "governance",
        description = "The open, self-hosted control room for AI agents.",
        mixinStandardHelpOptions = true,
        versionProvider = Cli.Versions.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class, //
            ServeCommand.class,
            ConsoleCommand.class,
            ConfigCommand.class,
            TailCommand.class,
            BudgetCommand.class,
            NodesCommand.class,
            ReportCommand.class,
            HaltCommand.class,
            ResumeCommand.class,
            GatesCommand.class,
            TokensCommand.class,
            VerifyCommand.class,
            KeysCommand.class,
            MarksCommand.class,
            ComplianceCommand.class,
            MigrateCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            DatabaseUrlCommand.class,
            AutoComplete.GenerateCompletion.class
        })
public final class Cli implements Runnable {
    private static final int FAILED = 1;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** Runs a command and answers its exit code. */
    static int run(String... arguments) {
        return new CommandLine(new Cli())
                .setExecutionExceptionHandler((failure, command, parsed) -> complain(failure, command))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name a command");
    }

    private static int complain(Throwable failure, CommandLine command) {
        PrintWriter err = command.getErr();
        Complaint.of(failure)
                .ifPresentOrElse(
                        reason -> err.println(Ansi.AUTO.string("@|bold,red governance:|@ ") + reason),
                        () -> failure.printStackTrace(err));
        err.flush();
        return FAILED;
    }

    /** Says which build this is. */
    static final class Versions implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"governance " + Version.text(), "Java " + Runtime.version()};
        }
    }
}
