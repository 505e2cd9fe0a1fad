package dev.governance.console.cli;

import dev.governance.console.server.Complaint;
import dev.governance.console.server.DatabaseSource;
import dev.governance.console.server.LogProof;
import dev.governance.console.wire.ChainVerdict;
import dev.governance.console.wire.Json;
import dev.governance.console.wire.LogVerdict;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Verifies a session or the whole log with the arithmetic of the server, and without it. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Read every event of a session, or of the whole log, again and say whether anybody changed it.",
        footer = {
            "",
            "Exits with 0 verified; 1 tampered, truncated, or the console's marks rolled back or forged; 3 not to be",
            "verified: empty, marks missing or stale, or signed with a key that is not here (mount it as",
            "GOVERNANCE_CHAIN_KEY_<first 16 digits>); 2 when nothing could be said."
        })
final class VerifyCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Where where;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Configured configured;

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private What what;

    /** One session or everything. */
    static final class What {
        @Option(names = "--session", paramLabel = "UUID", description = "The session.")
        private @Nullable UUID session;

        @Option(names = "--all", description = "The whole log.")
        private boolean all;
    }

    @Option(
            names = "--connections",
            paramLabel = "1|2",
            defaultValue = "1",
            description = "Connections that read the whole log at once (default: ${DEFAULT-VALUE}).")
    private int connections;

    @Option(
            names = "--marks-key",
            paramLabel = "FILE",
            description = "The public key by which the console's own record is believed (default: the data folder's, or"
                    + " GOVERNANCE_MARKS_PUBLIC_KEY).")
    private @Nullable Path pin;

    @Option(names = "--json", description = "Print the verdict as one line of JSON, as the API answers it.")
    private boolean json;

    @Option(names = "--no-progress", description = "Draw no progress bar, not even on a terminal.")
    private boolean silent;

    @Override
    public Integer call() {
        if (connections < 1 || connections > 2) {
            throw new ParameterException(spec.commandLine(), "--connections is 1 or 2, not " + connections);
        }
        UUID session = what.session;
        if (session != null) {
            return oneSession(session);
        }
        if (!what.all) { // as in --all=false
            throw new ParameterException(spec.commandLine(), "say what to verify: --session UUID or --all");
        }
        return wholeLog();
    }

    private int oneSession(UUID session) {
        ChainVerdict verdict = said(proof -> proof.session(session));
        if (verdict == null) {
            return ExitCode.NOTHING_SAID;
        }
        print(json ? Json.write(verdict) : VerdictText.of(verdict));
        return ExitCode.of(verdict.verdict(), verdict.marks());
    }

    private int wholeLog() {
        LogVerdict verdict = said(proof -> proof.all(connections));
        if (verdict == null) {
            return ExitCode.NOTHING_SAID;
        }
        print(json ? Json.write(verdict) : LogVerdictText.of(verdict));
        return ExitCode.of(verdict.verdict(), verdict.marks());
    }

    private void print(String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(text);
        out.flush();
    }

    private <T> @Nullable T said(Function<LogProof, T> verification) {
        try (ProgressBar bar = ProgressBar.onStderr(!silent);
                DatabaseSource source = where.open();
                LogProof proof = LogProof.of(
                        source, Variables.read(), configured.redaction(), pin, configured.heads(), bar::show)) {
            return verification.apply(proof);
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
