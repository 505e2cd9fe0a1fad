package dev.governance.console.cli;

import dev.governance.console.server.config.ConfigReport;
import dev.governance.console.wire.Json;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows every key, what it is set to and by whom. */
@Command(
        name = "print",
        mixinStandardHelpOptions = true,
        description =
                "Show every key of the configuration, its value and where that comes from; of secrets only whether"
                        + " they are set.")
final class PrintConfigCommand implements Runnable {
    private static final String LINE = "%-34s %-26s %s%n";

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private StartOptions options;

    @Option(names = "--json", description = "One line of JSON.")
    private boolean json;

    @Override
    public void run() {
        ConfigReport report = ConfigReport.of(options.configuration(), System.getenv());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.write(report));
        } else {
            report.keys().forEach((name, key) -> out.printf(LINE, name, key.shown(), key.source()));
            out.println();
            report.secrets().forEach((name, source) -> out.printf(LINE, name, "", source));
        }
        out.flush();
    }
}
