package dev.governance.console.db;

import dev.governance.console.wire.AuditEvent;
import dev.governance.console.wire.EventSummary;
import dev.governance.console.wire.Outcome;
import dev.governance.console.wire.ShownJson;
import io.vertx.sqlclient.Row;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads rows of the audit log as people may see them: every event leaves the database through here, redacted. */
public final class AuditRows {
    /**
     * The columns that {@link #of} reads. The SDK stops at 64 KiB of metadata; what others wrote beyond twice that is
     * left out, so that a page of events has a size.
     */
    public static final String COLUMNS = """
            event_id, session_id, agent_id, parent_event_id, kind, model, input_hash, output_hash,
            %s as metadata,
            prev_hash, hmac_value, chain_seq, created_at""".formatted(PrintedJson.text("metadata_json", 131_072));

    /** Characters of metadata that are kept read, which may weigh fifty times as much as they do. */
    static final int KEPT = 512;

    private final RedactedJson json;
    private final Recent<Said> recent = new Recent<>(KEPT);

    /** What an event's metadata say. */
    private record Said(@Nullable String model, ShownJson metadata, String summary) {}

    /**
     * Prepares reading.
     *
     * @param redaction takes metadata as JSON text and gives it back without secrets
     */
    public AuditRows(UnaryOperator<String> redaction) {
        this.json = new RedactedJson(redaction);
    }

    public AuditEvent of(Row row) {
        String kind = row.getString("kind");
        String model = row.getString("model");
        Said said = said(model, json.shown(row.getString("metadata")));
        return new AuditEvent(
                row.getUUID("event_id"),
                row.getUUID("session_id"),
                row.getString("agent_id"),
                row.getUUID("parent_event_id"),
                kind,
                model,
                row.getString("input_hash"),
                row.getString("output_hash"),
                said.metadata(),
                row.getString("prev_hash"),
                row.getString("hmac_value"),
                row.getLong("chain_seq"),
                row.getOffsetDateTime("created_at").toInstant(),
                Outcome.of(kind),
                said.summary());
    }

    private Said said(@Nullable String model, String shown) {
        Said known = recent.get(shown);
        if (known != null && Objects.equals(known.model(), model)) {
            return known;
        }
        ShownJson metadata = RedactedJson.read(shown);
        Said said = new Said(model, metadata, EventSummary.of(model, metadata.tree()));
        recent.put(shown, said);
        return said;
    }
}
