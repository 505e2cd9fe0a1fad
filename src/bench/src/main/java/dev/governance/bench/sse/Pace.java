package dev.governance.bench.sse;

import java.util.Locale;

/** How much is offered to all clients together; with fewer of them each gets more. */
enum Pace {
    /** What both servers carry with ease: 1,000 clients with 20 events a second. */
    STEADY(20_000),

    /** More than one write for each event and client allows: 1,000 clients with 400 a second. */
    FLOOD(400_000);

    private final double deliveriesPerSecond;

    Pace(double deliveriesPerSecond) {
        this.deliveriesPerSecond = deliveriesPerSecond;
    }

    double perSecond(int clients) {
        return deliveriesPerSecond / clients;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
