package dev.governance.chain.scan;

import dev.governance.chain.ChainEvent;
import dev.governance.chain.ChainRow;
import dev.governance.chain.Mark;
import dev.governance.chain.RowSignature;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/** Rows as PostgreSQL's COPY sends them in its binary format. */
public final class CopyData {
    static final byte[] HEADER = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };
    static final byte[] TRAILER = {-1, -1};
    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

    public static byte[] of(ChainRow row) {
        return fields(columns(row));
    }

    static byte[][] columns(ChainRow row) {
        ChainEvent event = row.event();
        RowSignature signature = row.signature();
        return new byte[][] {
            new byte[6],
            number(row.chainSeq()),
            uuid(event.eventId()),
            uuid(event.sessionId()),
            text(event.agentId()),
            uuid(event.parentEventId()),
            text(event.kind()),
            text(event.model()),
            text(event.inputHash()),
            text(event.outputHash()),
            text("\u0001" + event.metadataJson()),
            text(event.prevHash()),
            text(row.hmacValue()),
            text(row.hmacNext()),
            number(micros(event.createdAt())),
            signature.hex() == null ? null : HexFormat.of().parseHex(signature.hex()),
            text(signature.fingerprint()),
            text(signature.status())
        };
    }

    static byte[] of(UUID session, Mark mark) {
        return fields(
                uuid(session),
                number(mark.events()),
                number(mark.lastSeq()),
                uuid(mark.lastId()),
                HexFormat.of().parseHex(mark.digest()),
                text(mark.lastMac()));
    }

    static byte[] fields(byte[]... fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeShort(fields.length);
            for (byte[] field : fields) {
                out.writeInt(field == null ? -1 : field.length);
                out.write(field == null ? new byte[0] : field);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static byte[] joined(List<byte[]> parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        parts.forEach(all::writeBytes);
        return all.toByteArray();
    }

    private static long micros(Instant time) {
        return (time.getEpochSecond() - EPOCH.getEpochSecond()) * 1_000_000 + time.getNano() / 1_000;
    }

    private static byte[] number(long value) {
        return ByteBuffer.allocate(8).putLong(value).array();
    }

    private static byte[] uuid(UUID id) {
        return id == null
                ? null
                : ByteBuffer.allocate(16)
                        .putLong(id.getMostSignificantBits())
                        .putLong(id.getLeastSignificantBits())
                        .array();
    }

    private static byte[] text(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    private CopyData() {}
}
