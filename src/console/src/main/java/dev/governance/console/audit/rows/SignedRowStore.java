package dev.governance.console.audit.rows;

import dev.governance.chain.ChainEvent;
import dev.governance.chain.ChainRow;
import dev.governance.chain.RowSignature;
import dev.governance.console.db.PrintedJson;
import io.vertx.sqlclient.Row;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.UUID;

/** How a row of the log is read as it was signed: metadata as text, for a driver's JSON type would change numbers. */
public final class SignedRowStore {
    /**
     * What {@link #of} reads. No writer signs more than 64 KiB of metadata, which PostgreSQL prints as 4 MiB at the very
     * most; what is larger fails without being read. An Ed25519 signature has 64 bytes; of a longer one enough is read
     * to see that it is none.
     */
    public static final String COLUMNS = """
            event_id, session_id, agent_id, parent_event_id, kind, model, input_hash, output_hash,
            %s as metadata,
            prev_hash, hmac_value, hmac_next, chain_seq, created_at,
            encode(substring(signature from 1 for 65), 'hex') as signature,
            left(signing_key_fingerprint, 65) as signing_key_fingerprint,
            left(signature_status, 65) as signature_status""".formatted(PrintedJson.text("metadata_json", 4_194_304));

    private static final UUID NO_ID = new UUID(0, 0);

    /**
     * The row. Metadata that was left out reads as what no writer signs, and so does a row that lacks what every writer
     * writes: whoever may alter the table may allow that, and it must stop nobody from reading on.
     */
    public static ChainRow of(Row row) {
        String agent = row.getString("agent_id");
        String kind = row.getString("kind");
        OffsetDateTime createdAt = row.getOffsetDateTime("created_at");
        String metadata = agent == null || kind == null ? null : row.getString("metadata");
        ChainEvent event = new ChainEvent(
                Objects.requireNonNullElse(row.getUUID("event_id"), NO_ID),
                Objects.requireNonNullElse(row.getUUID("session_id"), NO_ID),
                Objects.requireNonNullElse(agent, ""),
                row.getUUID("parent_event_id"),
                Objects.requireNonNullElse(kind, ""),
                row.getString("model"),
                row.getString("input_hash"),
                row.getString("output_hash"),
                Objects.requireNonNullElse(metadata, ""),
                row.getString("prev_hash"),
                Objects.requireNonNullElse(createdAt, OffsetDateTime.MAX).toInstant());
        return new ChainRow(
                row.getLong("chain_seq"),
                event,
                Objects.requireNonNullElse(row.getString("hmac_value"), ""),
                row.getString("hmac_next"),
                new RowSignature(
                        row.getString("signature"),
                        row.getString("signing_key_fingerprint"),
                        row.getString("signature_status")));
    }

    private SignedRowStore() {}
}
