package dev.governance.console.cli;

import dev.governance.console.wire.AgentCaps;
import dev.governance.console.wire.Json;
import dev.governance.console.wire.OneLine;
import dev.governance.console.wire.SessionSpend;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What an agent may spend, and what it has. */
@Command(
        name = "budget",
        mixinStandardHelpOptions = true,
        description = "Show an agent's caps, how much of each is used and held, and its sessions that cost the most.")
final class BudgetCommand implements Runnable {
    private static final int MOST = 10;
    private static final int LONGEST = 500;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private ConsoleLogin login;

    @Option(
            names = {"--agent", "--agent-id"},
            required = true,
            paramLabel = "ID",
            description = "The agent.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String agent;

    @Option(names = "--json", description = "One line of JSON.")
    private boolean json;

    record Page(List<AgentCaps> agents) {}

    private record Budget(String agentId, List<AgentCaps> caps, List<SessionSpend> sessions) {}

    @Override
    public void run() {
        Budget budget = read();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.write(budget));
        } else {
            budget.caps().forEach(caps -> print(out, caps));
            if (budget.caps().isEmpty()) {
                out.println("no budget is stored for this agent");
            }
            out.println();
            budget.sessions()
                    .forEach(session -> out.printf(
                            "%s  %12s usd  %10d tokens  %s%n",
                            session.sessionId(), session.usdUsed(), session.tokensUsed(), session.lastUpdated()));
            if (budget.sessions().isEmpty()) {
                out.println("no session of it has cost anything");
            }
        }
        out.flush();
    }

    private Budget read() {
        String named = "agent_id=" + URLEncoder.encode(agent, StandardCharsets.UTF_8);
        try (ConsoleClient console = ConsoleClient.signIn(login.read(Variables.read()))) {
            return new Budget(
                    agent,
                    console.ask("/api/cost/caps?" + named, Page.class).agents(),
                    List.of(console.ask("/api/cost/sessions?limit=" + MOST + "&" + named, SessionSpend[].class)));
        }
    }

    private static void print(PrintWriter out, AgentCaps caps) {
        String problem = caps.problem();
        if (problem != null) {
            out.println("the stored budget cannot be read: " + OneLine.of(problem, LONGEST));
        }
        caps.caps()
                .forEach(cap -> out.printf(
                        "%-24s  %s of %s %s used (%s %%), %s held%n",
                        OneLine.of(cap.cap(), LONGEST),
                        cap.used(),
                        cap.limit(),
                        cap.unit(),
                        cap.percent(),
                        cap.reserved()));
    }
}
