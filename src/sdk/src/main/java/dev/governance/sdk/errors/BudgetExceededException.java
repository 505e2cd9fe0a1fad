package dev.governance.sdk.errors;

import java.math.BigDecimal;

/** A cap of the agent's budget is passed. */
public final class BudgetExceededException extends BudgetException {
    private static final long serialVersionUID = 1L;

    private final String cap;
    private final BigDecimal used;
    private final BigDecimal limit;

    public BudgetExceededException(String agentId, String cap, BigDecimal used, BigDecimal limit) {
        super(
                agentId,
                "agent " + agentId + " is over " + cap + ": " + used.toPlainString() + " of " + limit.toPlainString(),
                null);
        this.cap = cap;
        this.used = used;
        this.limit = limit;
    }

    /** The cap's name as in the audit row, such as {@code per_agent_usd_daily}. */
    public String cap() {
        return cap;
    }

    /** Dollars, tokens (with those projected) or seconds, as the cap counts. */
    public BigDecimal used() {
        return used;
    }

    public BigDecimal limit() {
        return limit;
    }
}
