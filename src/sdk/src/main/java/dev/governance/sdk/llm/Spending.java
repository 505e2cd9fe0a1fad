package dev.governance.sdk.llm;

import dev.governance.sdk.AuditEvent;
import dev.governance.sdk.Governance;
import dev.governance.sdk.PriceList;
import dev.governance.sdk.Reservation;
import dev.governance.sdk.Usage;
import dev.governance.sdk.errors.UnknownModelException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.UUID;

/** The budget's side of one call: held before, booked or given back after. */
final class Spending {
    /** Longer than a call may take by the clients' defaults (10 min); what is settled later is booked all the same. */
    private static final Duration EXPIRES = Duration.ofMinutes(20);

    private final PriceList prices;
    private final String model;
    private final Reservation reservation;

    private Spending(PriceList prices, String model, Reservation reservation) {
        this.prices = prices;
        this.model = model;
        this.reservation = reservation;
    }

    /**
     * Holds as much as the call is taken to use.
     *
     * @throws UnknownModelException when the model has no price, for what has no price has no limit
     * @throws dev.governance.sdk.errors.BudgetException when a cap would be passed, or that cannot be found out
     */
    static Spending hold(Governance governance, String agentId, UUID session, String model, TokenUsage projected) {
        PriceList prices = governance.cost().prices();
        BigDecimal usd;
        try {
            usd = prices.usd(model, projected.priced(), projected.output());
        } catch (UnknownModelException e) {
            governance
                    .audit()
                    .log(AuditEvent.of(agentId, "budget.check_failed")
                            .session(session)
                            .model(model)
                            .with("reason", "there is no price for the model")
                            .with("error_type", e.getClass().getSimpleName())
                            .with("fail_mode", "closed"));
            throw e;
        }
        Usage projection = new Usage(agentId, session, usd, projected.total(), model);
        return new Spending(prices, model, governance.cost().reserve(projection, EXPIRES));
    }

    BigDecimal usd(TokenUsage usage) {
        return prices.usd(model, usage.priced(), usage.output());
    }

    /** Books what was used; false when it was not stored. */
    boolean settle(TokenUsage usage) {
        Usage held = reservation.projection();
        return reservation.settle(new Usage(held.agentId(), held.sessionId(), usd(usage), usage.total(), model));
    }

    /** Nothing was used. */
    void release() {
        reservation.release();
    }
}
