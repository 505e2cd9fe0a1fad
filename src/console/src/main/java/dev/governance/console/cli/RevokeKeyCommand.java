package dev.governance.console.cli;

import dev.governance.console.server.DatabaseSource;
import dev.governance.console.server.KeyDesk;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lets an agent's key count no more. */
@Command(
        name = "revoke",
        mixinStandardHelpOptions = true,
        description = "Let an agent's Ed25519 key count no more from now on; what it signed before stays as it is.")
final class RevokeKeyCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Where where;

    @Option(
            names = "--fingerprint",
            required = true,
            paramLabel = "HEX",
            description = "32 hexadecimal digits, as keys list shows them; the key need not have been imported.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String fingerprint;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, up to 512 characters.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String reason;

    @Option(names = "--operator", required = true, paramLabel = "NAME", description = "Who revokes.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String operator;

    @Override
    public void run() {
        try (DatabaseSource source = where.open();
                KeyDesk keys = KeyDesk.of(source, Variables.read())) {
            long seq = keys.revoke(fingerprint, reason, operator);
            PrintWriter out = spec.commandLine().getOut();
            out.println("revoked " + fingerprint + " from sequence number " + seq + " on");
            out.flush();
        }
    }
}
