package dev.governance.console.cli;

import dev.governance.console.cli.ConsoleLogin.Login;
import dev.governance.console.wire.OneLine;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What halting and resuming agents have in common on the command line. */
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

    @Option(
            names = "--reason",
            required = true,
            paramLabel = "TEXT",
            description = "Why, 1 to 512 characters, for those who read the audit log.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String reason;

    /**
     * What the console answers of one agent.
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

    /** What is done by the person who signed in; answers the exit code. */
    interface Work {
        int with(ConsoleClient console, Login by);
    }

    String reason() {
        return reason;
    }

    /** Does it as the person who signs in. */
    int perform(Work work) {
        Login by = login.read(Variables.read());
        try (ConsoleClient console = ConsoleClient.signIn(by)) {
            return work.with(console, by);
        } catch (ConsoleClient.Uncertain e) {
            say("IT IS NOT KNOWN whether this took effect: " + e.getMessage());
            say("look at it in the console, or run the command again");
            return NOT_KNOWN;
        }
    }

    /** Halts or resumes one agent. */
    static Done one(ConsoleClient console, String agent, String verb, Map<String, ?> body) {
        return console.act("/api/agents/" + encoded(agent) + "/" + verb, body, Done.class);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** What agents are called may be hostile. */
    static String shown(String agent) {
        return OneLine.of(agent, SHOWN);
    }

    /** Prints a line of data. */
    void print(String line) {
        line(command.commandLine().getOut(), line);
    }

    /** Says a line to the person at the terminal. */
    void say(String line) {
        line(command.commandLine().getErr(), "governance: " + line);
    }

    private static void line(PrintWriter to, String line) {
        to.println(line);
        to.flush();
    }
}
