package dev.governance.console.contract;

import dev.governance.console.bus.Ask;
import dev.governance.console.wire.Approval;
import dev.governance.console.wire.ApprovalContext;
import dev.governance.console.wire.ApprovalState;
import dev.governance.console.wire.Caller;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What agents may do only when a person says so. */
public final class Approvals {
    /** Requests that wait, page by page; INVALID {@code invalid_cursor}. */
    public static final Ask<Pending, Page> PENDING = Ask.read("approvals.pending", Pending.class, Page.class);

    /** How many wait, and for how long. */
    public static final Ask<HowMany, Waiting> WAITING = Ask.read("approvals.waiting", HowMany.class, Waiting.class);

    /** What to know before deciding; NOT_FOUND {@code unknown}. */
    public static final Ask<Context, ApprovalContext> CONTEXT =
            Ask.read("approvals.context", Context.class, ApprovalContext.class);

    /** What became of a request, for whoever came too late to act on it; NOT_FOUND {@code unknown}. */
    public static final Ask<Context, ApprovalState> STATE =
            Ask.read("approvals.state", Context.class, ApprovalState.class);

    /** Requests that were decided or expired, the latest first. */
    public static final Ask<Recent, Listed> RECENT = Ask.read("approvals.recent", Recent.class, Listed.class);

    /**
     * Decides once. Refused in this order: FORBIDDEN {@code role}, UNPROCESSABLE {@code invalid_rationale} or
     * {@code invalid_override}, NOT_FOUND {@code unknown} or {@code already_decided}, CONFLICT {@code expired}, FORBIDDEN
     * {@code operator_unknown} or {@code self_approval}, FORBIDDEN {@code claimed} by another, INVALID
     * {@code token_invalid}, CONFLICT {@code already_decided} or {@code changed} when somebody was faster. What takes two
     * admins is granted by the second, and refused to the first as CONFLICT {@code second_approver_wanted} from then on.
     */
    public static final Ask<Decide, Decided> DECIDE = Ask.command("approvals.decide", Decide.class, Decided.class);

    /**
     * Says that somebody looks at a request; over after 300 s. Refused in this order: FORBIDDEN {@code role}, UNPROCESSABLE
     * {@code invalid_override}, NOT_FOUND {@code unknown}, CONFLICT {@code already_decided} or {@code expired}, FORBIDDEN
     * {@code operator_unknown} or {@code self_approval}, CONFLICT {@code claimed}, whoever did, or {@code changed}.
     */
    public static final Ask<Claim, Claimed> CLAIM = Ask.command("approvals.claim", Claim.class, Claimed.class);

    /**
     * Ends a claim before its time. Refused in this order: FORBIDDEN {@code role}, UNPROCESSABLE {@code invalid_override},
     * NOT_FOUND {@code unknown}, CONFLICT {@code already_decided}, {@code expired} or {@code not_claimed}, FORBIDDEN
     * {@code claimed} by another, CONFLICT {@code changed}.
     */
    public static final Ask<Release, Released> RELEASE =
            Ask.command("approvals.release", Release.class, Released.class);

    /**
     * Hands a request on, which ends a claim. Refused in this order: FORBIDDEN {@code role}, UNPROCESSABLE
     * {@code invalid_escalate_to} or {@code invalid_override}, NOT_FOUND {@code unknown}, CONFLICT {@code already_decided}
     * or {@code expired}, FORBIDDEN {@code claimed} by another, CONFLICT {@code changed}.
     */
    public static final Ask<Escalate, Escalated> ESCALATE =
            Ask.command("approvals.escalate", Escalate.class, Escalated.class);

    /**
     * Takes back the first of two grants. Refused in this order: FORBIDDEN {@code role}, NOT_FOUND {@code unknown}, CONFLICT
     * {@code already_decided}, {@code expired}, {@code not_granted} by the caller, or {@code changed}.
     */
    public static final Ask<Withdraw, Withdrawn> WITHDRAW =
            Ask.command("approvals.withdraw", Withdraw.class, Withdrawn.class);

    /**
     * Grants requests whose payload says that their risk is LOW, each for itself. Refused as a whole: FORBIDDEN
     * {@code role}, UNPROCESSABLE {@code invalid_request_ids}.
     */
    public static final Ask<GrantAll, GrantedAll> GRANT_ALL =
            Ask.command("approvals.grant-all", GrantAll.class, GrantedAll.class);

    public record HowMany() {}

    /**
     * How many wait.
     *
     * @param oldestSeconds how long the oldest has waited, by the database's clock; null when none waits
     */
    public record Waiting(long count, @Nullable Double oldestSeconds) {}

    /**
     * A page of what waits.
     *
     * @param limit 1 to 1000
     * @param soonest whether the soonest to expire comes first; else the newest
     * @param cursor the page before's; null for the first
     */
    public record Pending(
            Caller by, int limit, boolean soonest, @Nullable String cursor) {}

    /**
     * What waits.
     *
     * @param nextCursor where the next page begins; null on the last
     */
    public record Page(List<Approval> approvals, @Nullable String nextCursor) {
        public Page {
            approvals = List.copyOf(approvals);
        }
    }

    /** One request. */
    public record Context(UUID requestId, Caller by) {}

    public record Recent(Caller by, int limit) {}

    public record Listed(List<Approval> approvals) {
        public Listed {
            approvals = List.copyOf(approvals);
        }
    }

    /**
     * A decision.
     *
     * @param rationale why; required to deny, 1 to 2000 characters
     * @param override why another's claim does not count, 1 to 512 characters; null to respect it
     * @param key the same for every try of one decision; null when the caller sent none
     */
    public record Decide(
            UUID requestId,
            Caller by,
            boolean granted,
            @Nullable String rationale,
            @Nullable String override,
            @Nullable UUID key) {}

    /**
     * What became of a decision.
     *
     * @param resolution granted or denied; null when this was the first of two grants
     * @param resolvedAt null when this was the first of two grants
     */
    public record Decided(
            UUID requestId,
            @Nullable String resolution,
            @Nullable Instant resolvedAt) {}

    /**
     * The end of a first grant.
     *
     * @param key the same for every try; null when the caller sent none
     */
    public record Withdraw(
            UUID requestId, Caller by, @Nullable UUID key) {}

    public record Withdrawn(UUID requestId) {}

    /**
     * A claim.
     *
     * @param override why another's claim does not count, 1 to 512 characters; null to respect it
     * @param key the same for every try of one claim; null when the caller sent none
     */
    public record Claim(
            UUID requestId,
            Caller by,
            @Nullable String override,
            @Nullable UUID key) {}

    public record Claimed(UUID requestId, UUID reviewerId, String reviewer, Instant reviewingSince) {}

    /**
     * The end of a claim.
     *
     * @param override why somebody else's claim is ended, 1 to 512 characters; null for one's own
     * @param key the same for every try; null when the caller sent none
     */
    public record Release(
            UUID requestId,
            Caller by,
            @Nullable String override,
            @Nullable UUID key) {}

    public record Released(UUID requestId) {}

    /**
     * An escalation.
     *
     * @param to whom it is handed on to, a person or a group in anybody's words, 1 to 256 characters
     * @param override why another's claim is ended, 1 to 512 characters; null to respect it
     * @param key the same for every try; null when the caller sent none
     */
    public record Escalate(
            UUID requestId,
            Caller by,
            String to,
            @Nullable String override,
            @Nullable UUID key) {}

    public record Escalated(UUID requestId, String escalatedTo, Instant escalatedAt) {}

    /**
     * A batch of grants.
     *
     * @param requestIds 1 to 50
     * @param key the same for every try; null when the caller sent none
     */
    public record GrantAll(
            List<UUID> requestIds, Caller by, @Nullable UUID key) {
        public GrantAll {
            requestIds = List.copyOf(requestIds);
        }
    }

    /** What became of each request of a batch. */
    public record GrantedAll(List<UUID> approved, List<Failed> failed) {
        public GrantedAll {
            approved = List.copyOf(approved);
            failed = List.copyOf(failed);
        }
    }

    /**
     * A request that was not granted.
     *
     * @param reason {@code not_found}, {@code already_resolved}, {@code self_approval_blocked},
     *     {@code claimed_by_other_reviewer}, {@code risk_<X>_not_eligible_for_batch},
     *     {@code second_approver_wanted}, {@code not_tried} when the others took
     *     too long, {@code internal_error}, or the code of another refusal
     */
    public record Failed(UUID requestId, String reason) {}

    private Approvals() {}
}
