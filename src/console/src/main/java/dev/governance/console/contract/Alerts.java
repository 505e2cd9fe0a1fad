package dev.governance.console.contract;

import dev.governance.console.bus.Ask;
import dev.governance.console.wire.AlertDelivery;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The way of alerts out of the console. */
public final class Alerts {
    /** What was or is to be delivered, the newest first; refused as INVALID for a strange cursor. */
    public static final Ask<OfDeliveries, Deliveries> DELIVERIES =
            Ask.read("alerts.deliveries", OfDeliveries.class, Deliveries.class);

    /**
     * Asks for a page.
     *
     * @param cursor where it begins, as the page before said; null for the first
     * @param limit deliveries of a page, 1 to 500
     */
    public record OfDeliveries(@Nullable String cursor, int limit) {}

    /**
     * A page.
     *
     * @param nextCursor where the next one begins; null at the end
     */
    public record Deliveries(
            List<AlertDelivery> deliveries, @Nullable String nextCursor) {
        public Deliveries {
            deliveries = List.copyOf(deliveries);
        }
    }

    private Alerts() {}
}
