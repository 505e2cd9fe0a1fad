package dev.governance.console.wire;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Sessions in which an agent wrote lately.
 *
 * @param sessions the latest first
 * @param looked how many of the agent's newest events were looked at: only these are counted
 * @param complete whether those are all, and no session was left out
 */
public record AgentSessions(String agentId, List<Session> sessions, int looked, boolean complete) {
    public AgentSessions {
        sessions = List.copyOf(sessions);
    }

    /**
     * What one agent wrote in one session.
     *
     * @param events of this agent, as all that follows but the proof
     * @param blocked events that record a refusal
     * @param errors events that record an error
     * @param firstAt when it wrote the first of them, by its clock
     * @param proof what the console knows of the session as a whole
     */
    public record Session(
            UUID sessionId,
            long events,
            long blocked,
            long errors,
            Instant firstAt,
            Instant lastAt,
            long lastSeq,
            UUID lastEventId,
            String lastKind,
            Proof proof) {}

    /**
     * What reading the whole log again and again showed of a session.
     *
     * @param state verified, tampered, truncated, unverifiable, or unknown when nobody read it since its newest event, or
     *     losses cannot be ruled out
     * @param headline the verdict in a few words; null when it is verified or unknown
     * @param sentence what is wrong; null when nothing is known to be
     * @param checkedAt when that was found; of a verified one, when the whole log had last been read: what came later was
     *     checked as it came; null when it is unknown
     */
    public record Proof(
            String state,
            @Nullable String headline,
            @Nullable String sentence,
            @Nullable Instant checkedAt) {
        public static final Proof UNKNOWN = new Proof("unknown", null, null, null);
    }
}
