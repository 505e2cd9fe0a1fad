package dev.governance.console.cost;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;

/** What a budget may cap, in the order in which every SDK checks it. */
enum CapKind {
    SESSION_USD("per_session_usd", "usd", true, 1_000_000),
    SESSION_TOKENS("per_session_tokens", "tokens", true, 1_000_000_000),
    DAY_USD("per_agent_usd_daily", "usd", false, 1_000_000),
    DAY_TOKENS("per_agent_tokens_daily", "tokens", false, 1_000_000_000),
    SESSION_SECONDS("per_session_seconds", "seconds", true, 86_400);

    private final String code;
    private final String unit;
    private final boolean ofSession;
    private final BigDecimal most;

    CapKind(String code, String unit, boolean ofSession, long most) {
        this.code = code;
        this.unit = unit;
        this.ofSession = ofSession;
        this.most = BigDecimal.valueOf(most);
    }

    String code() {
        return code;
    }

    String unit() {
        return unit;
    }

    boolean isOfSession() {
        return ofSession;
    }

    boolean isMoney() {
        return unit.equals("usd");
    }

    /** Whether a member of a policy is such a cap, as the SDKs read it. Digits are not counted before the size is known. */
    boolean takes(JsonNode member) {
        if (!member.isNumber()) {
            return false;
        }
        BigDecimal cap = member.decimalValue();
        return cap.signum() >= 0
                && cap.precision() - cap.scale() <= most.precision()
                && cap.compareTo(most) <= 0
                && (isMoney() || cap.stripTrailingZeros().scale() <= 0);
    }

    /** What {@link #takes} wants, in words. */
    String range() {
        return (isMoney() ? "number" : "whole number") + " from 0 to " + most.toPlainString();
    }
}
