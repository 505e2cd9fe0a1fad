package dev.governance.console.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One audit row as people see it: secrets redacted, everything else as stored.
 *
 * @param outcome what the kind says about enforcement
 * @param summary the metadata in one line, for lists
 */
public record AuditEvent(
        UUID eventId,
        UUID sessionId,
        String agentId,
        @Nullable UUID parentEventId,
        String kind,
        @Nullable String model,
        @Nullable String inputHash,
        @Nullable String outputHash,
        JsonNode metadata,
        @Nullable String prevHash,
        String hmacValue,
        long chainSeq,
        Instant createdAt,
        Outcome outcome,
        String summary) {}
