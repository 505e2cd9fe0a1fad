package dev.governance.console.presence;

import dev.governance.chain.SessionIds;
import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.FleetHalts;
import dev.governance.console.contract.Presence;
import dev.governance.console.presence.FleetStore.Meant;
import dev.governance.console.wire.HaltPreview;
import dev.governance.console.wire.HaltResults;
import dev.governance.console.wire.HaltResults.Outcome;
import dev.governance.console.wire.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Whether many agents may be halted at once, and how what became of one of them is told. */
final class FleetHaltRules {
    /** Refusals of the database's side after which nothing may be said about the commit. */
    private static final Set<String> MAYBE_DONE = Set.of("database_unavailable", "bug");

    static HaltPreview preview(String pattern, Meant meant) {
        return new HaltPreview(
                pattern,
                new HaltPreview.Group(meant.free(), first(meant.freeAgents())),
                new HaltPreview.Group(meant.halted(), first(meant.haltedAgents())),
                set(meant.freeAgents()),
                FleetHalts.MOST);
    }

    private static List<String> first(List<String> agents) {
        return agents.subList(0, Math.min(agents.size(), HaltPreview.Group.LISTED));
    }

    /** Refuses a number that cannot be meant. */
    static void bounded(int expected) {
        if (expected < 1) {
            throw new Refusal(
                    Fault.INVALID, "invalid_expected", "expected is how many agents are to be halted, at least 1");
        }
        if (expected > FleetHalts.MOST) {
            throw new Refusal(
                    Fault.INVALID,
                    "too_many_agents",
                    "one request halts " + FleetHalts.MOST + " agents at most; use narrower patterns, one after the"
                            + " other. Nothing was changed");
        }
    }

    /** Nobody halts other agents than they saw. */
    static List<String> agreed(FleetHalts.Halt asked, Meant meant) {
        if (meant.free() != asked.expected()) {
            throw new Refusal(
                    Fault.CONFLICT,
                    "count_changed",
                    "the pattern means " + meant.free() + " that " + (meant.free() == 1 ? "is" : "are")
                            + " not halted now, not " + asked.expected()
                            + "; nothing was changed. Look whom it would halt, and try again");
        }
        if (asked.set() != null && !asked.set().equals(set(meant.freeAgents()))) {
            throw new Refusal(
                    Fault.CONFLICT,
                    "set_changed",
                    "the pattern means " + meant.free() + " as before, but not the same agents; nothing was changed."
                            + " Look whom it would halt, and try again");
        }
        return meant.freeAgents();
    }

    /** What stands for these agents and no others; as JSON, in which no id can look like two. */
    private static String set(List<String> agents) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(Json.write(agents).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The key of one agent's halt among those of a request, the same for every try. */
    static UUID key(UUID request, String agentId) {
        return SessionIds.md5("fleet-halt:" + request + ":" + agentId);
    }

    static HaltResults.Agent halted(Presence.Halted halted) {
        return new HaltResults.Agent(halted.agentId(), Outcome.HALTED, halted.haltedAt(), null, null);
    }

    static HaltResults.Agent told(String agentId, Throwable failure) {
        if (!(failure instanceof Refusal refusal)) {
            return new HaltResults.Agent(
                    agentId, Outcome.UNKNOWN, null, "bug", "the console failed; its log says why. Look at the agent");
        }
        return new HaltResults.Agent(agentId, outcome(refusal.code()), null, refusal.code(), refusal.reason());
    }

    private static Outcome outcome(String code) {
        if (code.equals("already_halted")) {
            return Outcome.ALREADY_HALTED;
        }
        return MAYBE_DONE.contains(code) ? Outcome.UNKNOWN : Outcome.FAILED;
    }

    /** Whether another try makes sense: somebody held a lock, or the database did not say what became of it. */
    static boolean isWorthAnotherTry(HaltResults.Agent agent) {
        return agent.outcome() == Outcome.UNKNOWN || "locked".equals(agent.code());
    }

    static HaltResults.Agent outOfTime(String agentId) {
        return new HaltResults.Agent(
                agentId,
                Outcome.FAILED,
                null,
                "out_of_time",
                "no time was left to try it; nothing was changed. Halt what is left");
    }

    private FleetHaltRules() {}
}
