package dev.governance.console.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How an agent is, judged by the database's clock.
 *
 * @param status live, idle, unresponsive or never_seen
 */
public record AgentPresence(
        String agentId,
        String status,
        @Nullable Instant lastHeartbeat,
        @Nullable Instant startedAt,
        @Nullable String operatorId,
        JsonNode metadata,
        @Nullable Halt halt) {

    /**
     * Who stopped the agent, when and why, and whether it obeys as far as this console saw itself.
     *
     * @param observation {@code still_active} when the agent began new work after the halt had to be known to it,
     *     {@code no_activity_since} when nothing of that kind was seen, null while neither can be said
     * @param lastActivityAt when the console last saw new work after the halt, by the database's clock
     * @param proof how far the halt is proven: {@code issued}, {@code acknowledged}, {@code no_activity_since}, or
     *     {@code still_active}, which outranks every acknowledgement
     * @param acknowledgement null while there is none; agents of the Python SDK give none
     * @param firstRefusal the first call that was refused; null while none is known
     */
    public record Halt(
            String haltedBy,
            @Nullable Instant haltedAt,
            String reason,
            @Nullable String observation,
            @Nullable Instant lastActivityAt,
            String proof,
            @Nullable Acknowledgement acknowledgement,
            @Nullable FirstRefusal firstRefusal) {}

    /**
     * A process that runs the agent says that it saw the halt. It is the agent's claim, as is all that agents write.
     *
     * @param seenAt when this console saw it in the log, by the database's clock
     * @param delayMs from the halt to when it was in force there, as the process measured it; null when it could not
     * @param processes how many say so, at most 1,000
     * @param eventId the first such event
     */
    public record Acknowledgement(Instant seenAt, @Nullable Long delayMs, int processes, UUID eventId) {}

    /**
     * The first call that a process says it refused because of the halt.
     *
     * @param seenAt when this console saw it in the log, by the database's clock
     * @param delayMs from the halt to the refusal, as the process measured it; null when it could not
     * @param path scope, cost, gates, loop, a wrapped client such as openai, or what the agent calls it
     */
    public record FirstRefusal(Instant seenAt, @Nullable Long delayMs, String path, UUID eventId) {}
}
