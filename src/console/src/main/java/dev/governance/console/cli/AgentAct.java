package dev.governance.console.cli;

import dev.governance.console.cli.ConsoleLogin.Login;
import dev.governance.console.wire.OneLine;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What halting and resuming an agent have in common on the command line. */
final class AgentAct {
    static final int DONE = 0;
    static final int NOT_KNOWN = 3;

    private static final int SHOWN = 300;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec command;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private ConsoleLogin login;

    @Parameters(index = "0", paramLabel = "AGENT", description = "The agent's id, exactly.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String agent;

    @Option(
            names = "--reason",
            required = true,
            paramLabel = "TEXT",
            description = "Why, 1 to 512 characters, for those who read the audit log.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String reason;

    /**
     * What the console answers.
     *
     * @param haltedAt only of a halt
     * @param resumedAt only of a resume
     */
    record Done(
            boolean ok,
            String agentId,
            String action,
            @Nullable Instant haltedAt,
            @Nullable Instant resumedAt) {}

    /**
     * Does it as the person who signs in.
     *
     * @param verb halt or resume
     * @param withPassword whether the password goes along once more
     */
    int perform(String verb, boolean withPassword) {
        Login by = login.read(System.getenv());
        Map<String, String> body = new HashMap<>(Map.of("reason", reason));
        if (withPassword) {
            body.put("password", by.password());
        }
        String path = "/api/agents/"
                + URLEncoder.encode(agent, StandardCharsets.UTF_8).replace("+", "%20");
        try (ConsoleClient console = ConsoleClient.signIn(by)) {
            tell(console.act(path + "/" + verb, body, Done.class));
            return DONE;
        } catch (ConsoleClient.Uncertain e) {
            PrintWriter err = command.commandLine().getErr();
            err.println("governance: IT IS NOT KNOWN whether this took effect: " + e.getMessage());
            err.println("governance: look at the agent in the console, or run the command again");
            err.flush();
            return NOT_KNOWN;
        }
    }

    private void tell(Done done) {
        PrintWriter out = command.commandLine().getOut();
        out.println(done.action() + " " + OneLine.of(done.agentId(), SHOWN) + " at "
                + (done.haltedAt() == null ? done.resumedAt() : done.haltedAt()));
        out.flush();
    }
}
