package dev.governance.console.wire;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One audit row as people see it: secrets redacted, everything else as stored.
 *
 * @param createdAt the writer's clock; {@code infinity} where the row says so
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
        ShownJson metadata,
        @Nullable String prevHash,
        String hmacValue,
        long chainSeq,

        @JsonSerialize(using = StoredTime.Writer.class) @JsonDeserialize(using = StoredTime.Reader.class)
        Instant createdAt,

        Outcome outcome,
        String summary) {}
