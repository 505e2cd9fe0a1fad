package dev.governance.console.posture;

import dev.governance.console.wire.Lamp;
import dev.governance.console.wire.OneLine;
import dev.governance.console.wire.Posture;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Says in a headline and a sentence how the fleet is; the worst rule wins. */
final class VerdictRules {
    /** Agents named before the rest is only counted. */
    private static final int NAMED = 3;

    private static final int NAME = 40;

    /**
     * Judges.
     *
     * @param agents all cards, the worst first
     * @param beyond agents known but not judged
     */
    static Posture.Verdict judge(List<Posture.Agent> agents, long beyond, Posture.Chain chain) {
        List<Posture.Agent> urgent =
                agents.stream().filter(VerdictRules::isUrgent).toList();
        if (!urgent.isEmpty()) {
            return new Posture.Verdict(
                    "fail",
                    "Action needed on " + urgent.size() + " of " + agents.size() + " agents",
                    sentence(urgentSentence(agents, urgent), brokenElsewhere(agents, chain), beyond(beyond)));
        }
        if (ChainRules.isDamaged(chain)) {
            return new Posture.Verdict(
                    "fail", "Action needed on the audit log", sentence(broken(chain), beyond(beyond)));
        }
        if (agents.isEmpty()) {
            return new Posture.Verdict(
                    "unknown",
                    "Waiting for the first agent",
                    "No agent has written an event, sent a heartbeat or registered a policy yet.");
        }
        return calm(agents, beyond);
    }

    private static Posture.Verdict calm(List<Posture.Agent> agents, long beyond) {
        List<Posture.Agent> warned =
                agents.stream().filter(agent -> agent.status().equals("warn")).toList();
        if (!warned.isEmpty()) {
            String headline = warned.size() == 1 ? "1 agent has warnings" : warned.size() + " agents have warnings";
            String named = warned.stream()
                    .limit(NAMED)
                    .map(agent -> name(agent) + ": " + modules(agent, Lamp.Status.WARN) + ".")
                    .collect(Collectors.joining(" "));
            return new Posture.Verdict(
                    "warn",
                    headline,
                    sentence(named, more(warned.size(), "more with warnings"), rest(agents), beyond(beyond)));
        }
        if (beyond > 0) {
            return new Posture.Verdict(
                    "unknown", "Posture unknown", sentence(count(agents.size()) + " within policy.", beyond(beyond)));
        }
        String headline =
                agents.size() == 1 ? "1 agent is within policy" : "All " + agents.size() + " agents are within policy";
        return new Posture.Verdict("pass", headline, sentence("No module fails or warns.", unknown(agents)));
    }

    private static boolean isUrgent(Posture.Agent agent) {
        return agent.status().equals("fail") || agent.status().equals("halted");
    }

    private static String urgentSentence(List<Posture.Agent> agents, List<Posture.Agent> urgent) {
        String named = urgent.stream().limit(NAMED).map(VerdictRules::trouble).collect(Collectors.joining(" "));
        return sentence(named, more(urgent.size(), "more need action"), rest(agents));
    }

    private static String trouble(Posture.Agent agent) {
        return agent.status().equals("halted")
                ? name(agent) + " is halted."
                : name(agent) + " is failing " + modules(agent, Lamp.Status.FAIL) + ".";
    }

    private static String more(int all, String what) {
        return all > NAMED ? (all - NAMED) + " " + what + "." : "";
    }

    /** The agents that nobody must act on. */
    private static String rest(List<Posture.Agent> agents) {
        long warned =
                agents.stream().filter(agent -> agent.status().equals("warn")).count();
        long healthy =
                agents.stream().filter(agent -> agent.status().equals("pass")).count();
        boolean urgent = agents.stream().anyMatch(VerdictRules::isUrgent);
        List<String> parts = new ArrayList<>();
        if (urgent && warned > 0) {
            parts.add(warned == 1 ? "1 agent has warnings" : warned + " agents have warnings");
        }
        if (healthy > 0) {
            String noun =
                    parts.isEmpty() ? (healthy == 1 ? " agent is" : " agents are") : (healthy == 1 ? " is" : " are");
            parts.add(healthy + noun + " healthy");
        }
        return parts.isEmpty() ? "" : String.join(", ", parts) + ".";
    }

    private static String modules(Posture.Agent agent, Lamp.Status status) {
        List<String> names = agent.modules().entrySet().stream()
                .filter(module -> module.getValue().status() == status)
                .map(module -> title(module.getKey()))
                .toList();
        int last = names.size() - 1;
        return last <= 0
                ? String.join("", names)
                : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }

    /** "Within policy" must not hide what nobody looked at. */
    private static String unknown(List<Posture.Agent> agents) {
        Map<String, Long> modules = new LinkedHashMap<>();
        agents.forEach(agent -> agent.modules().forEach((module, lamp) -> {
            if (lamp.status() == Lamp.Status.UNKNOWN) {
                modules.merge(title(module), 1L, Long::sum);
            }
        }));
        String listed = modules.entrySet().stream()
                .map(module -> module.getValue() == agents.size()
                        ? module.getKey()
                        : module.getKey() + " on " + module.getValue() + " of " + agents.size())
                .collect(Collectors.joining(", "));
        return listed.isEmpty() ? "" : "Not known yet: " + listed + ".";
    }

    /** A broken session of the console's own is on no card, so it is said here. */
    private static String brokenElsewhere(List<Posture.Agent> agents, Posture.Chain chain) {
        boolean shown = agents.stream().anyMatch(VerdictRules::failsAudit);
        return ChainRules.isDamaged(chain) && !shown ? broken(chain) : "";
    }

    private static boolean failsAudit(Posture.Agent agent) {
        Lamp audit = agent.modules().get("audit");
        return audit != null && audit.status() == Lamp.Status.FAIL;
    }

    private static String broken(Posture.Chain chain) {
        if (!chain.status().equals("tampered")) {
            return chain.marks().sentence();
        }
        return "The audit log was changed: "
                + chain.failing().stream()
                        .filter(failing -> !failing.verdict().equals("unverifiable"))
                        .findFirst()
                        .map(VerdictRules::failing)
                        .orElse("a session does not verify.");
    }

    private static String failing(Posture.Failing failing) {
        return failing.headline() + " in session " + failing.sessionId() + ". " + failing.sentence()
                + (failing.agents().isEmpty() ? " Which agent wrote in it is not known." : "");
    }

    private static String beyond(long agents) {
        return agents == 0 ? "" : count(agents) + " not judged: there are more than this console follows.";
    }

    private static String count(long agents) {
        return agents == 1 ? "1 agent is" : agents + " agents are";
    }

    private static String name(Posture.Agent agent) {
        return OneLine.of(agent.agentId(), NAME);
    }

    private static String title(String module) {
        return module.substring(0, 1).toUpperCase(Locale.ROOT) + module.substring(1);
    }

    private static String sentence(String... parts) {
        return List.of(parts).stream().filter(part -> !part.isEmpty()).collect(Collectors.joining(" "));
    }

    private VerdictRules() {}
}
