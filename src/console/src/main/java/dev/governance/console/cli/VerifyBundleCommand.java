package dev.governance.console.cli;

import dev.governance.chain.EvidenceSeal;
import dev.governance.chain.EvidenceSeal.Part;
import dev.governance.console.server.Complaint;
import dev.governance.console.server.EvidenceCheck;
import dev.governance.console.wire.Json;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells a bundle of evidence from one that somebody changed. */
@Command(
        name = "verify-bundle",
        mixinStandardHelpOptions = true,
        description =
                "Check that a bundle of evidence is as a console exported it, with its public key alone: neither a"
                        + " console nor a database is asked.",
        footer = {
            "",
            "Exits with 0 unchanged; 1 changed, or signed by another console; 2 when nothing could be said. Where",
            "GOVERNANCE_AUDIT_SECRET is set, the HMAC of the Python console is checked, too."
        })
final class VerifyBundleCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The bundle, as it was downloaded.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path bundle;

    @Option(
            names = "--public-key",
            paramLabel = "FILE",
            description = "The console's public key in PEM, as governance marks public-key prints it (default:"
                    + " GOVERNANCE_MARKS_PUBLIC_KEY).")
    private @Nullable Path key;

    @Option(names = "--json", description = "One line of JSON.")
    private boolean json;

    private record Told(boolean holds, boolean exact, String signature, String signer, String hash, String hmac) {}

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try {
            EvidenceSeal.Shown shown = EvidenceCheck.of(bundle, key, Variables.read());
            if (json) {
                out.println(Json.write(new Told(
                        shown.holds(),
                        shown.exact(),
                        code(shown.console()),
                        shown.signer(),
                        code(shown.hash()),
                        code(shown.secret()))));
                out.flush();
                return shown.holds() ? ExitCode.VERIFIED : ExitCode.DAMAGED;
            }
            out.println(
                    shown.holds() ? "The bundle is as the console exported it." : "The bundle is NOT to be believed.");
            out.println(fact(
                    "content", shown.exact() ? "byte for byte as it was sealed" : "not the bytes that were sealed"));
            out.println(fact("signature", word(shown.console()) + ", of key " + shown.signer()));
            out.println(fact("hash", word(shown.hash())));
            out.println(fact("hmac", word(shown.secret())));
            out.flush();
            return shown.holds() ? ExitCode.VERIFIED : ExitCode.DAMAGED;
        } catch (RuntimeException e) {
            Optional<String> reason = Complaint.of(e);
            if (reason.isEmpty()) {
                throw e;
            }
            spec.commandLine().getErr().println("governance: " + reason.get());
            return ExitCode.NOTHING_SAID;
        }
    }

    private static String fact(String name, String value) {
        return String.format(Locale.ROOT, "  %-10s %s", name, value);
    }

    private static String code(Part part) {
        return part.name().toLowerCase(Locale.ROOT);
    }

    private static String word(Part part) {
        return switch (part) {
            case HOLDS -> "holds";
            case BROKEN -> "does NOT hold";
            case UNCHECKED -> "not checked: that takes the audit secret with which it was made";
        };
    }
}
