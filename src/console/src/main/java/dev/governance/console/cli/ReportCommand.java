package dev.governance.console.cli;

import dev.governance.console.wire.EvidenceReport;
import dev.governance.console.wire.Json;
import dev.governance.console.wire.OneLine;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a window of the log shows, counted, with what is missing. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description =
                "Report what a window of the audit log shows for Article 12 of Regulation (EU) 2024/1689, and what is"
                        + " missing; the last seven days when no window is named. It verifies nothing itself: see `verify`.")
final class ReportCommand implements Runnable {
    private static final int LONGEST = 1_000;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private ConsoleLogin login;

    @Option(names = "--from", paramLabel = "TIME", description = "Where the window begins, as 2026-11-01T00:00:00Z.")
    private @Nullable Instant from;

    @Option(names = "--to", paramLabel = "TIME", description = "Where it ends.")
    private @Nullable Instant to;

    @Option(names = "--json", description = "One line of JSON, as the API answers it.")
    private boolean json;

    @Override
    public void run() {
        EvidenceReport report;
        try (ConsoleClient console = ConsoleClient.signIn(login.read(Variables.read()))) {
            report = console.ask("/api/compliance/report" + window(), EvidenceReport.class);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.write(report));
        } else {
            print(out, report);
        }
        out.flush();
    }

    private String window() {
        StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
        if (from != null) {
            query.add("window_start=" + URLEncoder.encode(from.toString(), StandardCharsets.UTF_8));
        }
        if (to != null) {
            query.add("window_end=" + URLEncoder.encode(to.toString(), StandardCharsets.UTF_8));
        }
        return query.toString();
    }

    private static void print(PrintWriter out, EvidenceReport report) {
        out.println(report.window().start() + " to " + report.window().end());
        out.println("chain: " + report.chainIntegrityStatus() + ", " + line(report.chainStatement()));
        out.println(report.totalEventsAudited() + " events of " + report.totalAgents() + " agents");
        report.sections().forEach(section -> {
            out.println();
            out.println(line(section.article() + "  " + section.title()) + ": " + section.state());
            out.println("  " + line(section.counted()));
            section.missing().forEach(missing -> out.println("  missing: " + line(missing)));
        });
    }

    private static String line(String text) {
        return OneLine.of(text, LONGEST);
    }
}
