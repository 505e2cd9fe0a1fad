package dev.governance.sdk;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One clause of a {@link Contract}.
 *
 * @param message what people are told when it does not hold, 1 to 1 024 characters
 * @param approvalKind for {@link Kind#HITL_APPROVED}, the only kind of approval that counts; null for any
 * @param test for {@link Kind#CUSTOM}, what decides
 */
public record Condition(
        Kind kind,
        String message,
        @Nullable String approvalKind,
        @Nullable Test test) {
    private static final int MESSAGE = 1_024;

    /** What is checked. */
    public enum Kind {
        HITL_APPROVED("hitl_approved", true, false),
        BUDGET_AVAILABLE("budget_available", true, false),
        SCOPE_ALLOWED("scope_allowed", true, false),
        AUDIT_LOGGED("audit_logged", false, true),
        CUSTOM("custom", true, true);

        private final String code;
        private final boolean before;
        private final boolean after;

        Kind(String code, boolean before, boolean after) {
            this.code = code;
            this.before = before;
            this.after = after;
        }

        /** As it stands in the audit log. */
        public String code() {
            return code;
        }

        boolean mayStandBefore() {
            return before;
        }

        boolean mayStandAfter() {
            return after;
        }
    }

    /** Decides a condition of one's own. What it throws counts as no. */
    public interface Test {
        boolean holds(String agentId, UUID sessionId, String tool);
    }

    public Condition {
        if (message.isBlank() || message.codePointCount(0, message.length()) > MESSAGE) {
            throw new IllegalArgumentException("a condition's message needs 1 to " + MESSAGE + " characters");
        }
        if ((kind == Kind.CUSTOM) != (test != null)) {
            throw new IllegalArgumentException("a custom condition, and only that, has a test");
        }
    }

    /** A person granted the agent an approval that has not expired, of whatever kind. */
    public static Condition approved(String message) {
        return new Condition(Kind.HITL_APPROVED, message, null, null);
    }

    /** A person granted the agent an approval of that kind that has not expired. */
    public static Condition approved(String approvalKind, String message) {
        return new Condition(Kind.HITL_APPROVED, message, approvalKind, null);
    }

    /** The agent has not passed a cap of its budget. */
    public static Condition budgetAvailable(String message) {
        return new Condition(Kind.BUDGET_AVAILABLE, message, null, null);
    }

    /** The agent's scope lists the tool. */
    public static Condition scopeAllowed(String message) {
        return new Condition(Kind.SCOPE_ALLOWED, message, null, null);
    }

    /** The session has an event whose metadata name the tool ({@code tool}); refusals do not count. */
    public static Condition auditLogged(String message) {
        return new Condition(Kind.AUDIT_LOGGED, message, null, null);
    }

    /** A condition of one's own. */
    public static Condition custom(String message, Test test) {
        return new Condition(Kind.CUSTOM, message, null, test);
    }
}
