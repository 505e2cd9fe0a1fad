package dev.governance.console.cli;

import dev.governance.console.server.config.StartProblem;
import dev.governance.console.wire.HaltPreview;
import dev.governance.console.wire.HaltResults;
import dev.governance.console.wire.HaltResults.Outcome;
import dev.governance.console.wire.Json;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Halts agents through a running console. */
@Command(
        name = "halt",
        mixinStandardHelpOptions = true,
        description = {
            "Halt an agent through a running console: every check of an SDK refuses it within 5 s, until it is resumed.",
            "It may be one that was never seen. --matching and --all halt many: they show whom, and ask for their number."
        },
        footer = {
            "",
            "Exits with 0 halted, which does not mean proven: what --wait prints says how far it is; 1 refused, as when it",
            "is halted already or they are not as many as expected, and nothing was changed; 2 wrong usage; 3 when it is not",
            "known whether it took effect; 4 when an agent goes on: one of many could not be halted or was not tried, or --wait",
            "saw new work after the halt, or that somebody lifted it."
        })
final class HaltCommand implements Callable<Integer> {
    private static final int LONGEST_WAIT = 600;
    private static final int NAMED = 20;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private AgentAct act;

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private HaltTarget target;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private HaltConsent consent;

    @Option(
            names = "--wait",
            arity = "0..1",
            fallbackValue = "15",
            paramLabel = "SECONDS",
            description = "Follow how far the halt is proven, until it is acknowledged or observed, 15 s at most unless"
                    + " said otherwise (1 to 600). Without an acknowledgement the console can tell after 12 s.")
    private @Nullable Integer wait;

    @Option(names = "--json", description = "Print the results as one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        consent.complaint(target.isMany(), Typed.terminal().isPresent()).ifPresent(this::wrong);
        if (wait != null && (wait < 1 || wait > LONGEST_WAIT)) {
            wrong("--wait is 1 to " + LONGEST_WAIT + " seconds");
        }
        return act.perform((console, by) -> halt(console));
    }

    private void wrong(String complaint) {
        throw new ParameterException(spec.commandLine(), complaint);
    }

    private int halt(ConsoleClient console) {
        String agent = target.agent();
        if (agent != null) {
            AgentAct.Done done = AgentAct.one(console, agent, "halt", Map.of("reason", act.reason()));
            HaltResults.Agent halted =
                    new HaltResults.Agent(done.agentId(), Outcome.HALTED, done.haltedAt(), null, null);
            return tell(console, HaltReport.of(halted), agent);
        }
        HaltPreview preview = look(console, target.pattern());
        show(preview);
        consent.refusal(preview).ifPresent(why -> {
            throw new StartProblem(why + "; nothing was changed");
        });
        HaltReport report = new HaltRounds(way(console), act.reason(), act::say)
                .halt(preview, consent.agreed(preview), consent.isOrMore());
        return tell(console, report, preview.pattern());
    }

    private static HaltRounds.Way way(ConsoleClient console) {
        return new HaltRounds.Way() {
            @Override
            public HaltPreview look(String pattern) {
                return HaltCommand.look(console, pattern);
            }

            @Override
            public HaltResults halt(Map<String, ?> body) {
                return console.actOnMany("/api/halts", body, HaltResults.class);
            }
        };
    }

    private static HaltPreview look(ConsoleClient console, String pattern) {
        return console.ask("/api/halts/preview?pattern=" + AgentAct.encoded(pattern), HaltPreview.class);
    }

    private void show(HaltPreview preview) {
        String pattern = AgentAct.shown(preview.pattern());
        act.say(pattern + " would halt " + named(preview.wouldHalt()));
        act.say(pattern + " is halted already: " + named(preview.alreadyHalted()));
    }

    private static String named(HaltPreview.Group group) {
        String first = group.agents().stream().limit(NAMED).map(AgentAct::shown).collect(Collectors.joining(", "));
        long more = group.count() - Math.min(NAMED, group.agents().size());
        return group.count()
                + (group.count() == 1 ? " agent" : " agents")
                + (first.isEmpty() ? "" : ": " + first)
                + (more > 0 ? " and " + more + " more" : "");
    }

    private int tell(ConsoleClient console, HaltReport halted, String pattern) {
        if (!json) {
            halted.agents().forEach(agent -> act.print(agent.act()));
        }
        if (halted.remaining() > 0) {
            act.say(halted.remaining() + " more were not tried and GO ON; run the command again");
        }
        HaltReport report = wait == null ? halted : followed(console, halted, pattern, Duration.ofSeconds(wait));
        if (json) {
            act.print(Json.write(report));
        }
        return report.exitCode(wait != null);
    }

    private HaltReport followed(ConsoleClient console, HaltReport halted, String pattern, Duration longest) {
        var agents = halted.halted().stream().map(HaltReport.Agent::agentId).collect(Collectors.toSet());
        HaltReport report = halted.proven(new HaltProofs(console, act::say).follow(pattern, agents, longest));
        if (!json) {
            report.halted().forEach(agent -> act.print(agent.proofLine()));
        }
        return report;
    }
}
