package dev.governance.console.contract;

import dev.governance.console.bus.Ask;
import dev.governance.console.wire.Caller;
import dev.governance.console.wire.HaltPreview;
import dev.governance.console.wire.HaltResults;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stopping all agents that a pattern means, after a look at whom that would be. */
public final class FleetHalts {
    /** Agents that one request halts, those that gave a sign of life last; the others are for a further one. */
    public static final int MOST = 1_000;

    /** How long an asker waits for {@link #HALT}; the agents for which no time was left are told by then. */
    public static final Duration PATIENCE = Duration.ofSeconds(25);

    /** Looks whom a pattern would halt; changes nothing. */
    public static final Ask<Look, HaltPreview> PREVIEW = Ask.read("fleet.preview-halt", Look.class, HaltPreview.class);

    /**
     * Halts each agent that a pattern means, in a transaction of its own. Refused as CONFLICT, before anything is
     * changed, when they are more or fewer than expected, or others; INVALID with both a set and {@code atLeast}.
     */
    public static final Ask<Halt, HaltResults> HALT = Ask.command("fleet.halt", Halt.class, HaltResults.class);

    /**
     * A look.
     *
     * @param pattern an agent's id in which {@code *} stands for any characters, also none, and everything else for
     *     itself, in the case it has; 1 to 256 characters
     */
    public record Look(String pattern) {}

    /**
     * A halt of many.
     *
     * @param pattern as of a look
     * @param reason why, 1 to 512 characters
     * @param expected how many the look said, at least 1
     * @param atLeast whether more are fine, so that nobody who makes agents holds off the halt
     * @param set which ones the look said; null for whoever only knows how many
     * @param key the same for every try of one halt; null when the caller sent none
     */
    public record Halt(
            String pattern,
            Caller by,
            String reason,
            int expected,
            boolean atLeast,
            @Nullable String set,
            @Nullable UUID key) {}

    private FleetHalts() {}
}
