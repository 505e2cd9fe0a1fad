package dev.governance.console.cli;

import dev.governance.console.server.DatabaseSource;
import dev.governance.console.wire.Json;
import dev.governance.console.wire.MarksVerdict;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says whether the record is there and true. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Say whether the console's own record is there, signed and the newest that this node knows.",
        footer = {
            "",
            "Exits with 0 when it holds, 1 when it was forged or rolled back, 3 when it is missing, unpinned, stale or has",
            "just begun."
        })
final class MarksStatusCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private MarksPlace place;

    @Option(names = "--json", description = "Print one line of JSON, as the API answers it.")
    private boolean json;

    @Override
    public Integer call() {
        try (DatabaseSource source = place.open()) {
            MarksVerdict marks = place.upkeep(source).status();
            PrintWriter out = spec.commandLine().getOut();
            out.println(json ? Json.write(marks) : text(marks));
            out.flush();
            return ExitCode.of(marks);
        }
    }

    private static String text(MarksVerdict marks) {
        String state = "marks " + marks.state().code().replace('_', ' ') + ": " + marks.sentence();
        return marks.number() == null
                ? state
                : state + " Head " + marks.number() + " of " + marks.at() + ", up to sequence number " + marks.upTo()
                        + ".";
    }
}
