package dev.governance.console.cli;

import dev.governance.console.server.ConfigCheck;
import dev.governance.console.server.config.StartProblem;
import dev.governance.console.wire.Json;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells before a start what would stop it. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Check the configuration and the secrets without starting anything or asking the database; exits"
                + " with 1 when a start would be refused.")
final class CheckConfigCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private StartOptions options;

    @Option(names = "--json", description = "One line of JSON.")
    private boolean json;

    /** What cannot be read is a problem as well, and the first one: nothing behind it can be looked at. */
    private ConfigCheck check() {
        try {
            return ConfigCheck.of(options.configuration().config(), options.data(), Variables.read());
        } catch (StartProblem e) {
            return new ConfigCheck(List.of(String.valueOf(e.getMessage())), List.of());
        }
    }

    private record Found(boolean ok, List<String> problems, List<String> warnings) {}

    @Override
    public Integer call() {
        ConfigCheck check = check();
        Found found = new Found(check.problems().isEmpty(), check.problems(), check.warnings());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.write(found));
        } else {
            check.problems().forEach(problem -> out.println("problem: " + problem));
            check.warnings().forEach(warning -> out.println("warning: " + warning));
            out.println(found.ok() ? "a start would take this configuration" : "a start would be refused");
        }
        out.flush();
        return found.ok() ? 0 : 1;
    }
}
