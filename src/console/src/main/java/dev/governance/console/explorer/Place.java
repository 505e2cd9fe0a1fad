package dev.governance.console.explorer;

import dev.governance.console.wire.AuditEvent;
import dev.governance.console.wire.StoredTime;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

/** Where an event stands in any of the orders. */
record Place(Instant createdAt, long chainSeq, UUID eventId) {
    static Place of(AuditEvent event) {
        return new Place(event.createdAt(), event.chainSeq(), event.eventId());
    }

    /** The moment as the database's driver takes it, infinity included. */
    OffsetDateTime moment() {
        if (StoredTime.isAfterAll(createdAt)) {
            return LocalDateTime.MAX.atOffset(ZoneOffset.UTC);
        }
        if (StoredTime.isBeforeAll(createdAt)) {
            return LocalDateTime.MIN.atOffset(ZoneOffset.UTC);
        }
        return createdAt.atOffset(ZoneOffset.UTC);
    }
}
