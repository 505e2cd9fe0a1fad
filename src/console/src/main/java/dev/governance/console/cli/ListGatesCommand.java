package dev.governance.console.cli;

import dev.governance.console.wire.Approval;
import dev.governance.console.wire.Json;
import dev.governance.console.wire.OneLine;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows what waits for a person. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "List what waits for a decision, the soonest to expire first; the last column says what keeps you"
                + " from deciding it.")
final class ListGatesCommand implements Runnable {
    private static final String LINE = "%-36s  %-20s  %-24s  %-32s  %s%n";
    private static final int SHOWN = 256;
    private static final int MOST = 1_000;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private ConsoleLogin login;

    @Option(
            names = "--limit",
            defaultValue = "100",
            paramLabel = "N",
            description = "How many at most, 1 to 1000; 100 when left out.")
    private int limit;

    @Option(names = "--json", description = "One line of JSON, as the API tells it.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    /** A page as the console answers it. */
    record Page(
            List<Approval> items, boolean hasMore, @Nullable String nextCursor) {}

    @Override
    public void run() {
        if (limit < 1 || limit > MOST) {
            throw new ParameterException(spec.commandLine(), "--limit is a number from 1 to " + MOST);
        }
        try (ConsoleClient console = ConsoleClient.signIn(login.read(Variables.read()))) {
            show(console.ask("/api/v2/gates/pending?order=soonest&limit=" + limit, Page.class));
        }
    }

    private void show(Page page) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.write(page));
            out.flush();
            return;
        }
        out.printf(LINE, "REQUEST", "EXPIRES", "KIND", "AGENT", "");
        page.items()
                .forEach(approval -> out.printf(
                        LINE,
                        approval.requestId(),
                        approval.expiresAt(),
                        OneLine.of(approval.kind(), SHOWN),
                        OneLine.of(approval.agentId(), SHOWN),
                        hindrance(approval)));
        out.flush();
        if (page.hasMore()) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("governance: there are more; ask for them with --limit");
            err.flush();
        }
    }

    private static String hindrance(Approval approval) {
        if (approval.blocked() != null) {
            return OneLine.of(approval.blocked(), SHOWN);
        }
        return Stream.of(claim(approval), eyes(approval.fourEyes()))
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining("; "));
    }

    private static String claim(Approval approval) {
        return approval.reviewerId() == null
                ? ""
                : "claimed by " + OneLine.of(approval.reviewer() == null ? "somebody" : approval.reviewer(), SHOWN);
    }

    private static String eyes(Approval.@Nullable FourEyes eyes) {
        if (eyes == null) {
            return "";
        }
        return eyes.first() == null
                ? "takes two admins"
                : "granted first by " + OneLine.of(eyes.first(), SHOWN) + ", takes another admin";
    }
}
