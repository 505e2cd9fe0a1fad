package dev.governance.console.posture;

import static dev.governance.console.wire.Lamp.Status.FAIL;
import static dev.governance.console.wire.Lamp.Status.PASS;
import static dev.governance.console.wire.Lamp.Status.UNKNOWN;
import static dev.governance.console.wire.Lamp.Status.WARN;

import dev.governance.console.contract.Audit;
import dev.governance.console.wire.AgentPresence;
import dev.governance.console.wire.Lamp;
import dev.governance.console.wire.OneLine;
import dev.governance.console.wire.Posture;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Judges an agent module by module; "today" is the current UTC day. */
final class ModuleRules {
    private final CostRule cost;

    /** Creates the rules with the share of the daily cap, in percent, from which spending warns. */
    ModuleRules(IntSupplier costWarningPercent) {
        this.cost = new CostRule(costWarningPercent);
    }

    /** The eight lamps by name, in the order in which they are shown. */
    Map<String, Lamp> judge(AgentFacts facts) {
        Map<String, Lamp> lamps = new LinkedHashMap<>();
        lamps.put("audit", audit(facts));
        lamps.put("scope", scope(facts));
        lamps.put("cost", cost.judge(facts));
        lamps.put("gates", gates(facts));
        lamps.put("loop", loop(facts));
        lamps.put("presence", presence(facts.presence()));
        lamps.put("contracts", contracts(facts));
        lamps.put("compliance", unknown("there is no evidence report yet"));
        return Collections.unmodifiableMap(lamps);
    }

    private static Lamp audit(AgentFacts facts) {
        return worst(facts.findings(), List.of("tampered", "truncated"))
                .map(finding -> chain(FAIL, finding))
                .or(() -> worst(facts.findings(), List.of("unverifiable")).map(finding -> chain(WARN, finding)))
                .orElseGet(() -> unharmed(facts.chain()));
    }

    /** What is not proven for the whole log is not vouched for in a part of it. */
    private static Lamp unharmed(Posture.Chain chain) {
        if (chain.withoutAgent() > 0) {
            return unknown("events are lost or changed of which no agent is known");
        }
        return switch (chain.marks().state()) {
            case BEGUN -> unknown("not verified yet");
            case STALE -> unknown("marks are behind: deletions of the newest events cannot be ruled out");
            case MISSING -> unknown("marks missing: deletions cannot be ruled out");
            case UNPINNED -> unknown("no public key for the marks: deletions cannot be ruled out");
            case ROLLED_BACK -> unknown("marks rolled back: deletions cannot be ruled out");
            case FORGED -> unknown("marks forged: deletions cannot be ruled out");
            case HOLDS -> {
                if (chain.sweep().finishedAt() == null) {
                    yield unknown("not verified yet");
                }
                yield chain.sweep().overdue()
                        ? unknown("not verified again for too long")
                        : pass("no damage in its sessions");
            }
        };
    }

    private static Optional<Audit.Finding> worst(List<Audit.Finding> findings, List<String> verdicts) {
        return findings.stream()
                .filter(finding -> verdicts.contains(finding.verdict()))
                .max(Comparator.comparing(Audit.Finding::checkedAt));
    }

    private static Lamp chain(Lamp.Status status, Audit.Finding finding) {
        return new Lamp(status, null, brief(finding), finding.checkedAt(), finding.eventId(), null);
    }

    /** The headline and the first sentence, which names what changed. */
    private static String brief(Audit.Finding finding) {
        String sentence = finding.sentence();
        int end = sentence.indexOf(". ");
        return OneLine.of(
                finding.headline() + ". " + (end < 0 ? sentence : sentence.substring(0, end + 1)), Lamps.TEXT);
    }

    private static Lamp scope(AgentFacts facts) {
        return facts.seen(Signal.SCOPE)
                .map(seen -> Lamps.seen(FAIL, facts, seen, "%s blocked " + seen.count() + "×"))
                .orElseGet(() -> facts.policies().contains("scope") ? pass(null) : pass("no scope policy registered"));
    }

    private static Lamp gates(AgentFacts facts) {
        Waiting waiting = facts.waiting();
        if (waiting == null) {
            return pass(null);
        }
        String text = waiting.count() == 1 ? "1 approval waiting" : waiting.count() + " approvals waiting";
        return new Lamp(WARN, Long.toString(waiting.count()), text, waiting.since(), null, null);
    }

    private static Lamp loop(AgentFacts facts) {
        return facts.seen(Signal.LOOP_STOPPED)
                .map(seen -> Lamps.seen(FAIL, facts, seen, "%s called in a loop and stopped"))
                .or(() -> facts.seen(Signal.LOOP_LOGGED)
                        .map(seen -> Lamps.seen(WARN, facts, seen, "%s called in a loop")))
                .orElseGet(() -> counted(facts.loop()));
    }

    /** Only limits that are stored are known: Python agents keep theirs to themselves. */
    private static Lamp counted(@Nullable LoopCount loop) {
        if (loop == null) {
            return pass("how near its limit a loop is is not known");
        }
        String value = loop.calls() + " of " + loop.limit().calls();
        String tool = loop.tool() == null ? "no tool" : Lamps.name(loop.tool());
        String reason = tool + " called, " + value + " times in " + loop.limit().seconds() + " s";
        return new Lamp(PASS, value, OneLine.of(reason, Lamps.TEXT), null, null, null);
    }

    private static Lamp presence(AgentPresence presence) {
        AgentPresence.Halt halt = presence.halt();
        if (halt != null) {
            return new Lamp(FAIL, "Halted", OneLine.of(halt.reason(), Lamps.TEXT), halt.haltedAt(), null, null);
        }
        return switch (presence.status()) {
            case "live" -> pass(null);
            case "idle" -> new Lamp(WARN, "Idle", "idle", presence.lastHeartbeat(), null, null);
            case "unresponsive" -> new Lamp(WARN, "Unresponsive", "no heartbeat", presence.lastHeartbeat(), null, null);
            default -> unknown("no heartbeat was ever seen");
        };
    }

    /** Contracts live in the agent's code; only what they refused is written down. */
    private static Lamp contracts(AgentFacts facts) {
        return facts.seen(Signal.CONTRACT_BEFORE)
                .map(seen -> Lamps.seen(FAIL, facts, seen, "check before %s failed"))
                .or(() -> facts.seen(Signal.CONTRACT_AFTER)
                        .map(seen -> Lamps.seen(WARN, facts, seen, "check after %s failed")))
                .orElseGet(() -> pass("no violation recorded today"));
    }

    private static Lamp pass(@Nullable String reason) {
        return new Lamp(PASS, null, reason, null, null, null);
    }

    private static Lamp unknown(String reason) {
        return new Lamp(UNKNOWN, null, reason, null, null, null);
    }
}
