package dev.governance.console.contract;

import dev.governance.console.bus.Ask;
import dev.governance.console.bus.Topic;

/** Somebody wrote something: a hint to read rows. It also rings by timer, so a lost hint costs latency, never data. */
public final class Doorbell {
    /** Answers when the database does. */
    public static final Ask<Ping, Pong> PING = Ask.here("doorbell.ping", Ping.class, Pong.class);

    /** Rings once and measures until this node hears it, at most once a second; refused as UNAVAILABLE when it does not. */
    public static final Ask<Measure, Lag> LAG = Ask.here("doorbell.lag", Measure.class, Lag.class);

    public static final Topic<Rung> APPENDED = Topic.of("doorbell.audit", Rung.class);
    public static final Topic<Rung> PRESENCE = Topic.of("doorbell.presence", Rung.class);
    public static final Topic<Rung> COST = Topic.of("doorbell.cost", Rung.class);
    public static final Topic<Rung> ALERTS = Topic.of("doorbell.alerts", Rung.class);
    public static final Topic<Rung> GATES = Topic.of("doorbell.gates", Rung.class);
    public static final Topic<Rung> HALT = Topic.of("doorbell.halt", Rung.class);
    public static final Topic<Rung> SESSIONS = Topic.of("doorbell.sessions", Rung.class);
    public static final Topic<Rung> JOBS = Topic.of("doorbell.jobs", Rung.class);

    /** Something is suspected, found or mended in the audit chain, or a round over it has ended. */
    public static final Topic<Rung> CHAIN = Topic.of("doorbell.chain", Rung.class);

    public record Ping() {}

    public record Pong() {}

    public record Measure() {}

    /**
     * How long a ring took.
     *
     * @param ms from before it was sent, its commit included
     */
    public record Lag(double ms) {}

    /**
     * A ring.
     *
     * @param heard true when the database rang, false when only the timer did
     */
    public record Rung(boolean heard) {}

    private Doorbell() {}
}
