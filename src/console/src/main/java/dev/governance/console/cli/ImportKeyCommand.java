package dev.governance.console.cli;

import dev.governance.console.server.DatabaseSource;
import dev.governance.console.server.KeyDesk;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Registers an agent's public key. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Register an agent's Ed25519 public key, so that its row signatures are checked; the Python SDK registers none.",
            "All agents of one Python process sign with one key, under the name governance.default."
        })
final class ImportKeyCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Where where;

    @Option(names = "--agent", required = true, paramLabel = "ID", description = "Whose key it is.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String agent;

    @Option(names = "--public-key", required = true, paramLabel = "FILE", description = "The public key in PEM.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path file;

    @Option(
            names = "--activated-seq",
            paramLabel = "N",
            description = "The first sequence number that it signed (default: 0).")
    private @Nullable Long activatedSeq;

    @Override
    public void run() {
        try (DatabaseSource source = where.open();
                KeyDesk keys = KeyDesk.of(source, Variables.read())) {
            String fingerprint = keys.importKey(agent, file, activatedSeq);
            PrintWriter out = spec.commandLine().getOut();
            out.println(fingerprint);
            out.flush();
            spec.commandLine().getErr().println("imported the key of " + agent);
        }
    }
}
