package dev.governance.console.presence;

import dev.governance.console.db.RedactedJson;
import dev.governance.console.wire.AgentPresence.Acknowledgement;
import dev.governance.console.wire.AgentPresence.FirstRefusal;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Reads what is proven of a halt from columns named like those of {@code governance_console.halts}. */
final class ProofRow {
    static @Nullable Acknowledgement acknowledgement(Row row) {
        Instant seenAt = instant(row.getOffsetDateTime("acknowledged_at"));
        return seenAt == null
                ? null
                : new Acknowledgement(
                        seenAt,
                        row.getLong("acknowledged_delay_ms"),
                        row.getInteger("acknowledged_by"),
                        row.getUUID("acknowledged_event"));
    }

    static @Nullable FirstRefusal firstRefusal(Row row, RedactedJson json) {
        Instant seenAt = instant(row.getOffsetDateTime("refused_at"));
        return seenAt == null
                ? null
                : new FirstRefusal(
                        seenAt,
                        row.getLong("refused_delay_ms"),
                        json.text(row.getString("refused_path")),
                        row.getUUID("refused_event"));
    }

    static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private ProofRow() {}
}
