package dev.governance.console.approvals;

import static dev.governance.console.bus.Fault.CONFLICT;
import static dev.governance.console.bus.Fault.FORBIDDEN;
import static dev.governance.console.bus.Fault.NOT_FOUND;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Permission;
import dev.governance.console.contract.Permissions;
import dev.governance.console.ledger.Words;
import dev.governance.console.wire.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Every ground for not letting somebody decide, in its documented order. */
final class ApprovalRules {
    /** An agent behind which more people stood while one request waits has that request decided by nobody. */
    static final int MOST_OPERATORS = 100;

    /** How long a claim counts. */
    static final Duration CLAIM = Duration.ofMinutes(5);

    private static final int RATIONALE_LENGTH = 2_000;
    private static final int OVERRIDE_LENGTH = 512;

    /** Who may not decide at all learns nothing about the request either. */
    static void mayDecideAnything(Caller by) {
        if (!mayDecide(by)) {
            throw new Refusal(FORBIDDEN, "role", "deciding approvals needs the role admin");
        }
    }

    /** What is stored as the rationale: a denial without one leaves the agent's developer guessing. */
    static @Nullable String rationale(boolean granted, @Nullable String rationale) {
        return granted && (rationale == null || rationale.isBlank())
                ? null
                : Words.reason(rationale, "rationale", RATIONALE_LENGTH);
    }

    /** Why it is decided or claimed over another's claim, null when it is not. */
    static @Nullable String override(@Nullable String override) {
        return override == null ? null : Words.reason(override, "override", OVERRIDE_LENGTH);
    }

    /** Every ground but the token, once it is known that the request waits. */
    static void mayDecide(Gate gate, Caller by, @Nullable String override) {
        if (!gate.open()) {
            throw expired(gate);
        }
        mayActFor(gate, by);
        mayActBeside(gate, by, override);
    }

    /** Nobody acts on what their own agent asks, nor where it is not known whose agent it is. */
    static void mayActFor(Gate gate, Caller by) {
        String blocked = blocked(gate.operatorId(), gate.operators(), by);
        if (blocked != null) {
            throw new Refusal(FORBIDDEN, blocked, explained(blocked));
        }
    }

    /** A claim keeps the others away, admins too, unless they say why not. */
    static void mayActBeside(Gate gate, Caller by, @Nullable String override) {
        if (isClaimedByAnother(gate, by) && override == null) {
            throw new Refusal(
                    FORBIDDEN,
                    "claimed",
                    claimant(gate) + " claimed this " + ago(Objects.requireNonNull(gate.reviewingSince()), gate.now())
                            + " and is looking at it; wait, or say in \"override\" why you act all the same");
        }
    }

    /**
     * Why {@code by} may not decide what an agent asks; null when they may.
     *
     * @param operatorId for whom the agent says now that it acts
     * @param operators who stood behind it since the request, as it or an admin said; of very many, some
     */
    static @Nullable String blocked(@Nullable String operatorId, List<String> operators, Caller by) {
        if (operatorId == null || Words.key(operatorId).isEmpty() || operators.size() > MOST_OPERATORS) {
            return "operator_unknown";
        }
        if (isKnownAs(operatorId, by) || operators.stream().anyMatch(operator -> isKnownAs(operator, by))) {
            return "self_approval";
        }
        return mayDecide(by) ? null : "role";
    }

    static boolean isKnownAs(String operator, Caller by) {
        String name = Words.key(operator);
        return name.equals(by.userId().toString()) || name.equals(Words.key(by.username()));
    }

    static boolean mayDecide(Caller by) {
        return Permissions.of(by).contains(Permission.DECIDE_APPROVALS);
    }

    static boolean isClaimedByAnother(Gate gate, Caller by) {
        return gate.claimIsFresh() && !by.userId().equals(gate.reviewerId());
    }

    /** A fresh claim, whosever it is: there is nothing to claim. */
    static Refusal alreadyClaimed(Gate gate, Caller by) {
        String who = by.userId().equals(gate.reviewerId()) ? "you" : claimant(gate);
        return new Refusal(
                CONFLICT,
                "claimed",
                who + " claimed this " + ago(Objects.requireNonNull(gate.reviewingSince()), gate.now()));
    }

    static Refusal notClaimed() {
        return new Refusal(CONFLICT, "not_claimed", "nobody claims this request");
    }

    static Refusal changed() {
        return new Refusal(CONFLICT, "changed", "this request changed meanwhile; look again");
    }

    private static String claimant(Gate gate) {
        return gate.reviewer() == null ? "another reviewer" : gate.reviewer();
    }

    private static String explained(String blocked) {
        return switch (blocked) {
            case "self_approval" ->
                "you operate this agent or own it, or did since it asked; somebody else has to decide";
            case "operator_unknown" ->
                "the agent's heartbeat names no operator_id, or named too many since the request, so nobody can tell"
                        + " whether you would approve yourself";
            default -> "deciding approvals needs the role admin";
        };
    }

    static Refusal expired(Gate gate) {
        return new Refusal(CONFLICT, "expired", "this request expired " + ago(gate.expiresAt(), gate.now()));
    }

    static Refusal unknown() {
        return new Refusal(NOT_FOUND, "unknown", "there is no such request");
    }

    /** Somebody decided before; {@code by} is null when nobody says who. */
    static Refusal alreadyDecided(Fault fault, Gate gate, @Nullable String by) {
        String who = by == null ? "somebody" : by;
        String when = ago(Objects.requireNonNull(gate.resolvedAt()), gate.now());
        return new Refusal(fault, "already_decided", who + " " + gate.resolution() + " this " + when);
    }

    private static String ago(Instant moment, Instant now) {
        Duration past = Duration.between(moment, now);
        if (past.toSeconds() < 1) {
            return "just now";
        }
        if (past.toMinutes() < 1) {
            return past.toSeconds() + " s ago";
        }
        if (past.toHours() < 1) {
            return past.toMinutes() + " min ago";
        }
        return past.toDays() < 1 ? past.toHours() + " h ago" : past.toDays() + " d ago";
    }

    private ApprovalRules() {}
}
