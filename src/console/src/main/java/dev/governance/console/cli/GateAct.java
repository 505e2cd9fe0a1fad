package dev.governance.console.cli;

import dev.governance.console.wire.OneLine;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What granting and denying have in common on the command line. */
final class GateAct {
    private static final int DONE = 0;
    private static final int NOT_KNOWN = 3;
    private static final int HALF_DONE = 4;
    private static final int SHOWN = 40;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec command;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private ConsoleLogin login;

    @Parameters(index = "0", paramLabel = "REQUEST", description = "The request's id.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private UUID request;

    @Option(
            names = "--override",
            paramLabel = "TEXT",
            description = "Why you decide although somebody else claims it, 1 to 512 characters.")
    private @Nullable String override;

    /** What the console answers. */
    record Decided(
            boolean ok,
            UUID requestId,
            String state,
            @Nullable String resolution,
            @Nullable Instant resolvedAt) {}

    /**
     * Decides as the person who signs in.
     *
     * @param verb grant or deny
     * @return the exit code
     */
    int perform(String verb, @Nullable String rationale) {
        Map<String, String> body = new HashMap<>();
        if (rationale != null) {
            body.put("rationale", rationale);
        }
        if (override != null) {
            body.put("override", override);
        }
        try (ConsoleClient console = ConsoleClient.signIn(login.read(Variables.read()))) {
            return tell(console.act("/api/gates/" + request + "/" + verb, body, Decided.class));
        } catch (ConsoleClient.Uncertain e) {
            PrintWriter err = command.commandLine().getErr();
            err.println("governance: IT IS NOT KNOWN whether this took effect: " + e.getMessage());
            err.println("governance: look at the request in the console, or run the command again");
            err.flush();
            return NOT_KNOWN;
        }
    }

    private int tell(Decided decided) {
        PrintWriter out = command.commandLine().getOut();
        if (decided.resolution() == null) {
            out.println("granted first " + decided.requestId() + "; another admin has to grant it, too");
            out.flush();
            return HALF_DONE;
        }
        out.println(
                OneLine.of(decided.resolution(), SHOWN) + " " + decided.requestId() + " at " + decided.resolvedAt());
        out.flush();
        return DONE;
    }
}
