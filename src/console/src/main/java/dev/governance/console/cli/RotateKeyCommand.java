package dev.governance.console.cli;

import dev.governance.console.server.DatabaseSource;
import dev.governance.console.server.KeyDesk;
import dev.governance.console.server.NewSecret;
import dev.governance.console.wire.RotationReason;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lets another key sign the audit chain. */
@Command(
        name = "rotate",
        mixinStandardHelpOptions = true,
        description = {
            "Let another key sign the audit chain from now on. GOVERNANCE_AUDIT_SECRET holds the present one.",
            "While it works, writers wait a moment. Stop agents and consoles first, or restart them at once:",
            "rows that are signed with the old key afterwards count as tampered."
        },
        footer = {"", "Exits with 0 when the key was rotated, 1 when that was refused, 2 on wrong usage."})
final class RotateKeyCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Where where;

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Place place;

    @Option(names = "--operator", required = true, paramLabel = "NAME", description = "Who rotates.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String operator;

    @Option(names = "--reason", required = true, paramLabel = "scheduled|incident|policy", description = "Why.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private RotationReason reason;

    @Option(names = "--confirm", description = "Really rotate: it cannot be undone.")
    private boolean confirmed;

    /** Where the new key is; never the key itself, which process lists would show. */
    static final class Place {
        @Option(
                names = "--new-key-uri",
                required = true,
                paramLabel = "URI",
                description = "The new secret: env://NAME or file:///path.")
        private @Nullable String uri;

        @Option(
                names = "--new-key-file",
                required = true,
                paramLabel = "FILE",
                description = "The new secret in a file; a line break at its end is left out.")
        private @Nullable Path file;

        NewSecret read() {
            if (file != null) {
                return NewSecret.of(file);
            }
            return NewSecret.of(uri == null ? "" : uri, Variables.read());
        }
    }

    @Override
    public void run() {
        if (!confirmed) {
            throw new ParameterException(
                    spec.commandLine(), "a rotation cannot be undone; add --confirm to rotate. Nothing was changed");
        }
        NewSecret secret = place.read();
        try (DatabaseSource source = where.open();
                KeyDesk keys = KeyDesk.of(source, Variables.read())) {
            KeyDesk.Rotated rotated = keys.rotate(secret, operator, reason);
            PrintWriter out = spec.commandLine().getOut();
            out.println("rotated: key " + rotated.outgoing() + " signed up to sequence number " + rotated.markerSeq()
                    + ", key " + rotated.incoming() + " (version " + rotated.version() + ") signs after it");
            out.flush();
            PrintWriter err = spec.commandLine().getErr();
            secret.told().forEach(err::println);
            if (rotated.registered()) {
                err.println("the outgoing key was registered as the first one, from sequence number 0 on");
            }
            next(rotated, source.isEmbedded()).forEach(err::println);
            err.flush();
        }
    }

    private static List<String> next(KeyDesk.Rotated rotated, boolean embedded) {
        String secret = embedded
                ? "GOVERNANCE_AUDIT_SECRET, or the file audit-secret of the data folder, is"
                : "GOVERNANCE_AUDIT_SECRET is";
        return List.of(
                "next, for every agent and console:",
                "  1. stop it: what it still signs with the old key counts as tampered; consoles refuse to write",
                "  2. start it again where " + secret + " the new secret",
                "  3. so that older rows can be verified, keep the old secret in a file without a line break at its end"
                        + " and set GOVERNANCE_CHAIN_KEY_" + rotated.outgoing() + "=file:///path/of/that/file",
                "     (env://NAME does here, too, but the Python package reads what it holds as base64)");
    }
}
