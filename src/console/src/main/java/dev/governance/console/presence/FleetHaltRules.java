package dev.governance.console.presence;

import dev.governance.chain.SessionIds;
import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.FleetHalts;
import dev.governance.console.contract.Presence;
import dev.governance.console.presence.FleetHalting.Chosen;
import dev.governance.console.presence.FleetStore.Meant;
import dev.governance.console.wire.HaltPreview;
import dev.governance.console.wire.HaltResults;
import dev.governance.console.wire.HaltResults.Outcome;
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
                meant.set(),
                FleetHalts.MOST);
    }

    private static List<String> first(List<String> agents) {
        return agents.subList(0, Math.min(agents.size(), HaltPreview.Group.LISTED));
    }

    /** Refuses what cannot be meant. */
    static void checked(FleetHalts.Halt asked) {
        if (asked.expected() < 1) {
            throw Refusal.unfit("expected", "expected is how many agents are to be halted, at least 1");
        }
        if (asked.atLeast() && asked.set() != null) {
            throw new Refusal(
                    Fault.INVALID,
                    "invalid_set",
                    "set stands for some agents and no others, at_least lets others in; leave out one of them");
        }
    }

    /** Nobody halts other agents than they saw, unless they said that others are fine, too. */
    static Chosen agreed(FleetHalts.Halt asked, Meant meant) {
        long free = meant.free();
        if (free < asked.expected() || (free > asked.expected() && !asked.atLeast())) {
            throw new Refusal(
                    Fault.CONFLICT,
                    "count_changed",
                    "the pattern means " + free + " that " + (free == 1 ? "is" : "are") + " not halted now, not "
                            + asked.expected() + (asked.atLeast() ? " or more" : "")
                            + "; nothing was changed. Look whom it would halt, and try again");
        }
        if (asked.set() != null && !asked.set().equals(meant.set())) {
            throw new Refusal(
                    Fault.CONFLICT,
                    "set_changed",
                    "the pattern means " + meant.free() + " as before, but not the same agents; nothing was changed."
                            + " Look whom it would halt, and try again");
        }
        return new Chosen(meant.freeAgents(), free - meant.freeAgents().size());
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

    /** Whether another try makes sense: somebody was in the way, or the database did not say what became of it. */
    static boolean isWorthAnotherTry(HaltResults.Agent agent) {
        return agent.outcome() == Outcome.UNKNOWN || "locked".equals(agent.code()) || "collided".equals(agent.code());
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
