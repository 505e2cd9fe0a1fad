package dev.governance.console.wire;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One audit row in full: what a list shows of it, and how it hangs together with others.
 *
 * @param chain its place in its session
 * @param corrections what operators said about it later; null when that could not be read
 */
public record EventDetail(
        UUID eventId,
        UUID sessionId,
        String agentId,
        @Nullable UUID parentEventId,
        String kind,
        @Nullable String model,
        @Nullable String inputHash,
        @Nullable String outputHash,
        ShownJson metadata,
        @Nullable String prevHash,
        String hmacValue,
        long chainSeq,

        @JsonSerialize(using = StoredTime.Writer.class) @JsonDeserialize(using = StoredTime.Reader.class)
        Instant createdAt,

        Outcome outcome,
        String summary,
        Chain chain,
        @Nullable List<Correction> corrections) {
    public EventDetail {
        corrections = corrections == null ? null : List.copyOf(corrections);
    }

    /** An event and its links. */
    public static EventDetail of(AuditEvent event, Chain chain) {
        return new EventDetail(
                event.eventId(),
                event.sessionId(),
                event.agentId(),
                event.parentEventId(),
                event.kind(),
                event.model(),
                event.inputHash(),
                event.outputHash(),
                event.metadata(),
                event.prevHash(),
                event.hmacValue(),
                event.chainSeq(),
                event.createdAt(),
                event.outcome(),
                event.summary(),
                chain,
                null);
    }

    /** The same with what operators said. */
    public EventDetail corrected(List<Correction> said) {
        return new EventDetail(
                eventId,
                sessionId,
                agentId,
                parentEventId,
                kind,
                model,
                inputHash,
                outputHash,
                metadata,
                prevHash,
                hmacValue,
                chainSeq,
                createdAt,
                outcome,
                summary,
                chain,
                said);
    }

    /**
     * Where an event stands.
     *
     * @param position counted from 1 within the session; null beyond 10,000, where counting takes too long
     * @param signatureStatus as its writer put it; checking the event says what it is worth
     * @param children events that name it as their parent, the oldest first; at most 100
     */
    public record Chain(
            @Nullable Link previous,
            @Nullable Link next,
            @Nullable Long position,
            String signatureStatus,
            @Nullable String signingKeyFingerprint,
            List<UUID> children,
            boolean moreChildren) {
        public Chain {
            children = List.copyOf(children);
        }
    }

    /** An event beside it in its session. */
    public record Link(UUID eventId, long chainSeq, String hmacValue) {}
}
