package dev.governance.console.cli;

import dev.governance.console.server.Complaint;
import dev.governance.console.server.DatabaseSource;
import dev.governance.console.server.SessionProof;
import dev.governance.console.wire.ChainVerdict;
import dev.governance.console.wire.Json;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Verifies a session with the arithmetic of the server, and without it. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Read every event of a session again and say whether anybody changed it.",
        footer = {
            "",
            "Exits with 0 when the session is verified; 1 when it is tampered, truncated, empty, or signed with a key",
            "that is not here (mount it as GOVERNANCE_CHAIN_KEY_<first 16 digits>); 2 when nothing could be said."
        })
final class VerifyCommand implements Callable<Integer> {
    private static final int NOT_VERIFIED = 1;
    private static final int NOTHING_SAID = 2;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Where where;

    @Option(names = "--session", required = true, paramLabel = "UUID", description = "The session.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private UUID session;

    @Option(names = "--json", description = "Print the verdict as one line of JSON, as the API answers it.")
    private boolean json;

    @Override
    public Integer call() {
        ChainVerdict verdict = verdict();
        if (verdict == null) {
            return NOTHING_SAID;
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? Json.write(verdict) : VerdictText.of(verdict));
        out.flush();
        return verdict.verified() ? 0 : NOT_VERIFIED;
    }

    private @Nullable ChainVerdict verdict() {
        try (DatabaseSource source = where.open()) {
            return SessionProof.of(source, System.getenv(), session);
        } catch (RuntimeException e) {
            Optional<String> reason = Complaint.of(e);
            if (reason.isEmpty()) {
                throw e;
            }
            spec.commandLine().getErr().println("governance: " + reason.get());
            return null;
        }
    }
}
