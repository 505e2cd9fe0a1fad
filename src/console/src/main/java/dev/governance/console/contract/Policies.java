package dev.governance.console.contract;

import dev.governance.console.bus.Ask;
import dev.governance.console.wire.Caller;
import dev.governance.console.wire.PolicyChange;
import dev.governance.console.wire.PolicyProposal;
import dev.governance.console.wire.PolicyRow;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What agents may do and spend, as it is stored for their SDKs, and who changed it. */
public final class Policies {
    /** A page by agent and type. */
    public static final Ask<All, Page> ALL = Ask.read("policies.all", All.class, Page.class);

    /** Those of one agent; none when nobody stored one. */
    public static final Ask<Of, OfAgent> OF_AGENT = Ask.read("policies.of-agent", Of.class, OfAgent.class);

    /**
     * Stores a policy instead of the one that was seen; refused as INVALID with the place of what does not fit, as CONFLICT,
     * code {@code unchanged}, when it says that already. Where it is another one than was seen, nothing is stored and the
     * answer is the one that stands there. Where it takes two admins, it is proposed; refused as CONFLICT, code
     * {@code proposal_waits}, while another one waits.
     */
    public static final Ask<Change, Changed> CHANGE = Ask.command("policies.change", Change.class, Changed.class);

    /**
     * Stores what another admin proposed, if the policy still is the one that they saw. Refused as CONFLICT, code
     * {@code second_approver_wanted}, to whoever proposed it; as FORBIDDEN, code {@code account_changed}, when either account
     * was made or changed since; as NOT_FOUND, code {@code no_proposal}, when it waits no more.
     */
    public static final Ask<Confirm, Changed> CONFIRM = Ask.command("policies.confirm", Confirm.class, Changed.class);

    /** Ends what waits: whoever proposed it withdraws it, anybody else rejects it. Refused as NOT_FOUND when it waits no more. */
    public static final Ask<End, Ended> END = Ask.command("policies.end", End.class, Ended.class);

    /** Every change that waits for a second admin, the one that expires first first. */
    public static final Ask<Waiting, Proposed> PROPOSED = Ask.read("policies.proposed", Waiting.class, Proposed.class);

    /** Newest first. */
    public static final Ask<Past, History> HISTORY = Ask.read("policies.history", Past.class, History.class);

    /** The types of policies that are edited here, by name. */
    public static final List<String> TYPES = List.of("budget", "loop", "routing", "scope");

    /** Policies of a page. */
    public static final int MOST = 1_000;

    /** Changes of a page. */
    public static final int MOST_CHANGES = 100;

    /**
     * Asks for a page.
     *
     * @param cursor where it begins, as the page before said; null for the first
     * @param limit 1 to {@link #MOST}
     */
    public record All(@Nullable String cursor, int limit) {}

    /**
     * A page.
     *
     * @param nextCursor where the next one begins; null at the end
     */
    public record Page(List<PolicyRow> policies, @Nullable String nextCursor) {
        public Page {
            policies = List.copyOf(policies);
        }
    }

    public record Of(String agentId) {}

    /**
     * Those of an agent.
     *
     * @param proposals that wait to be confirmed, by type
     */
    public record OfAgent(String agentId, List<PolicyRow> policies, List<PolicyProposal> proposals) {
        public OfAgent {
            policies = List.copyOf(policies);
            proposals = List.copyOf(proposals);
        }
    }

    /**
     * A policy to be stored.
     *
     * @param policy all of it as JSON, null where it sets nothing
     * @param version of the one that was seen; null when there was none
     * @param reason why, 1 to 512 characters
     * @param key the same for every try; null when the caller sent none
     */
    public record Change(
            String agentId,
            String policyType,
            String policy,
            @Nullable String version,
            String reason,
            Caller by,
            @Nullable UUID key) {}

    /**
     * What became of it.
     *
     * @param policy as it stands now; null when it was deleted meanwhile, and when the change was proposed
     * @param eventId the audit event; null when nothing was stored, as the policy was another one by then
     * @param proposal what waits for another admin; null when the change did not have to
     */
    public record Changed(
            @Nullable PolicyRow policy,
            @Nullable UUID eventId,
            @Nullable PolicyProposal proposal) {
        /** Whether the policy says now what it should. */
        public boolean done() {
            return eventId != null && proposal == null;
        }
    }

    /**
     * Confirms a proposal.
     *
     * @param key the same for every try; null when the caller sent none
     */
    public record Confirm(
            String agentId,
            String policyType,
            UUID proposalId,
            Caller by,
            @Nullable UUID key) {}

    /**
     * Ends a proposal.
     *
     * @param proposalId the one that was looked at; null for whichever waits
     * @param key the same for every try; null when the caller sent none
     */
    public record End(
            String agentId,
            String policyType,
            @Nullable UUID proposalId,
            Caller by,
            @Nullable UUID key) {}

    /**
     * A proposal that was ended.
     *
     * @param withdrawn whether whoever made it did; otherwise it was rejected
     * @param eventId the audit event
     */
    public record Ended(UUID proposalId, boolean withdrawn, UUID eventId) {}

    public record Waiting() {}

    /**
     * What waits.
     *
     * @param secondApprover types of policies that take two admins
     * @param proposals at most {@link #MOST}
     */
    public record Proposed(List<String> secondApprover, List<PolicyProposal> proposals) {
        public Proposed {
            secondApprover = List.copyOf(secondApprover);
            proposals = List.copyOf(proposals);
        }
    }

    /**
     * Asks what a policy was.
     *
     * @param before an earlier page's {@link History#nextCursor()}; null for the newest
     * @param limit 1 to {@link #MOST_CHANGES}
     */
    public record Past(
            String agentId, String policyType, @Nullable Long before, int limit) {}

    /**
     * A page of changes.
     *
     * @param nextCursor where the next one begins; null at the end
     */
    public record History(
            List<PolicyChange> changes, @Nullable Long nextCursor) {
        public History {
            changes = List.copyOf(changes);
        }
    }

    private Policies() {}
}
