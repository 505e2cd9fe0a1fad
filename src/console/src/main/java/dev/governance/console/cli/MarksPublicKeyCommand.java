package dev.governance.console.cli;

import dev.governance.console.server.DatabaseSource;
import dev.governance.console.server.config.StartProblem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Tells the key by which others can tell true records. */
@Command(
        name = "public-key",
        mixinStandardHelpOptions = true,
        description = "Print the public key of the record in PEM, to be given to whoever verifies elsewhere as"
                + " GOVERNANCE_MARKS_PUBLIC_KEY.")
final class MarksPublicKeyCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private MarksPlace place;

    @Override
    public void run() {
        try (DatabaseSource source = place.open()) {
            String pem = place.upkeep(source)
                    .publicKey()
                    .orElseThrow(() ->
                            new StartProblem("there is no key of the marks yet; governance marks adopt makes it"));
            spec.commandLine().getOut().print(pem);
            spec.commandLine().getOut().flush();
        }
    }
}
