package dev.governance.console.cli;

import dev.governance.console.server.DatabaseSource;
import dev.governance.console.server.KeyDesk;
import dev.governance.console.wire.Json;
import dev.governance.console.wire.KeyTimeline;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows which keys signed when. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "List keys by their fingerprints: of the chain, of agents, of the marks; newest first.")
final class ListKeysCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Where where;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Configured configured;

    @Option(names = "--json", description = "Print one line of JSON, as the API answers it.")
    private boolean json;

    @Override
    public void run() {
        try (DatabaseSource source = where.open();
                KeyDesk keys = KeyDesk.of(source, Variables.read(), configured.redaction())) {
            KeyTimeline timeline = keys.list();
            PrintWriter out = spec.commandLine().getOut();
            out.println(json ? Json.write(timeline) : KeyText.of(timeline));
            out.flush();
        }
    }
}
