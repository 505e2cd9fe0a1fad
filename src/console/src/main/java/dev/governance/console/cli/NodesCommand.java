package dev.governance.console.cli;

import dev.governance.console.wire.Json;
import dev.governance.console.wire.NodeStatus;
import dev.governance.console.wire.OneLine;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The consoles on a database. */
@Command(
        name = "nodes",
        mixinStandardHelpOptions = true,
        description = "List the consoles on this database: what each does, and what waits there.")
final class NodesCommand implements Runnable {
    private static final int SHOWN = 255;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private ConsoleLogin login;

    @Option(names = "--json", description = "One line of JSON.")
    private boolean json;

    record Nodes(List<NodeStatus> nodes) {}

    @Override
    public void run() {
        try (ConsoleClient console = ConsoleClient.signIn(login.read(Variables.read()))) {
            Nodes nodes = console.ask("/api/nodes", Nodes.class);
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(Json.write(nodes));
            } else {
                nodes.nodes().forEach(node -> print(out, node));
            }
            out.flush();
        }
    }

    private static void print(PrintWriter out, NodeStatus node) {
        NodeStatus.Waiting waiting = node.waiting();
        out.printf(
                "%s  %s  version %s%s%s%n",
                node.nodeId(),
                OneLine.of(node.host(), SHOWN),
                OneLine.of(node.version(), SHOWN),
                node.clustered() ? ", in a cluster" : "",
                node.here() ? ", answers this" : "");
        out.println(
                "    " + (node.seen() ? "seen " : "NOT SEEN SINCE ") + node.seenAt() + ", started " + node.startedAt());
        out.println("    does "
                + node.roles().stream()
                        .map(role ->
                                OneLine.of(role.role(), SHOWN) + (role.instances() > 1 ? " ×" + role.instances() : ""))
                        .collect(Collectors.joining(", ")));
        out.printf(
                "    waiting: %d for a worker, %d for the database, %d on the bus%n",
                waiting.workers(), waiting.database(), waiting.bus());
    }
}
