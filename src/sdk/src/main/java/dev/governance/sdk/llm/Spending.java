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
import java.util.concurrent.atomic.AtomicLong;

/** The budget's side of one call: held before, booked or given back after. */
final class Spending {
    private static final int TRIES = 8; // to extend a hold, before it expires

    private final PriceList prices;
    private final String model;
    private final Reservation reservation;
    private final Duration expires;
    private final AtomicLong extendAt;

    private Spending(PriceList prices, String model, Reservation reservation, Duration expires) {
        this.prices = prices;
        this.model = model;
        this.reservation = reservation;
        this.expires = expires;
        this.extendAt = new AtomicLong(System.nanoTime() + half());
    }

    private long half() {
        return expires.toNanos() / 2;
    }

    /**
     * Holds as much as the call is taken to use.
     *
     * @param expires how long, unless it is {@link #keep kept} meanwhile
     * @throws UnknownModelException when the model has no price, for what has no price has no limit
     * @throws dev.governance.sdk.errors.BudgetException when a cap would be passed, or that cannot be found out
     */
    static Spending hold(
            Governance governance, String agentId, UUID session, String model, TokenUsage projected, Duration expires) {
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
        return new Spending(prices, model, governance.cost().reserve(projection, expires), expires);
    }

    /** The call is under way: once half of its time has passed, it is given the whole again. */
    void keep() {
        long now = System.nanoTime();
        long due = extendAt.get();
        if (now - due >= 0 && extendAt.compareAndSet(due, now + half())) {
            if (!reservation.extend(expires)) {
                extendAt.set(now + half() / TRIES);
            }
        }
    }

    BigDecimal usd(TokenUsage usage) {
        return prices.usd(model, usage.priced(), usage.output());
    }

    /** Books what was used; false when it is not stored yet. */
    boolean settle(TokenUsage usage) {
        Usage held = reservation.projection();
        return reservation.settleEventually(
                new Usage(held.agentId(), held.sessionId(), usd(usage), usage.total(), model));
    }

    /** Nothing was used. */
    void release() {
        reservation.release();
    }
}
