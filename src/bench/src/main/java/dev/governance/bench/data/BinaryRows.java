package dev.governance.bench.data;

import dev.governance.chain.ChainEvent;
import dev.governance.chain.ChainRow;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows in PostgreSQL's binary form of COPY (PostgreSQL, COPY, Binary Format). */
final class BinaryRows {
    static final String COLUMNS = "chain_seq, event_id, session_id, agent_id, kind, model, input_hash, metadata_json,"
            + " prev_hash, hmac_value, created_at, signature_status";

    private static final int FIELDS = 12;
    private static final int JSONB_VERSION = 1;
    private static final long POSTGRES_EPOCH =
            Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();
    private static final byte[] SIGNATURE = "PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1);

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    /** What was written since the last call. */
    byte[] taken() {
        byte[] taken = bytes.toByteArray();
        bytes.reset();
        return taken;
    }

    int size() {
        return bytes.size();
    }

    void begin() {
        written(() -> {
            out.write(SIGNATURE);
            out.writeInt(0); // flags
            out.writeInt(0); // length of the extension
        });
    }

    void end() {
        written(() -> out.writeShort(-1));
    }

    void row(ChainRow row) {
        ChainEvent event = row.event();
        written(() -> {
            out.writeShort(FIELDS);
            out.writeInt(8);
            out.writeLong(row.chainSeq());
            id(event.eventId());
            id(event.sessionId());
            text(event.agentId());
            text(event.kind());
            text(event.model());
            text(event.inputHash());
            json(event.metadataJson());
            text(event.prevHash());
            text(row.hmacValue());
            time(event.createdAt());
            text("unsigned");
        });
    }

    private void id(UUID id) throws IOException {
        out.writeInt(16);
        out.writeLong(id.getMostSignificantBits());
        out.writeLong(id.getLeastSignificantBits());
    }

    private void text(@Nullable String text) throws IOException {
        if (text == null) {
            out.writeInt(-1);
            return;
        }
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
    }

    private void json(String json) throws IOException {
        byte[] utf8 = json.getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf8.length + 1);
        out.writeByte(JSONB_VERSION);
        out.write(utf8);
    }

    private void time(Instant time) throws IOException {
        out.writeInt(8);
        out.writeLong((time.getEpochSecond() - POSTGRES_EPOCH) * 1_000_000 + time.getNano() / 1_000);
    }

    /** Something that writes. */
    private interface Writing {
        void run() throws IOException;
    }

    private static void written(Writing writing) {
        try {
            writing.run();
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written to", e);
        }
    }
}
