package dev.governance.chain.scan;

import dev.governance.chain.ChainEvent;
import dev.governance.chain.ChainRow;
import dev.governance.chain.RowSignature;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One row as COPY sends it in its binary format (PostgreSQL, COPY, "Tuples"), read where it lies. */
final class CopyRow {
    static final int CHAIN_SEQ = 1;
    static final int EVENT_ID = 2;
    static final int SESSION_ID = 3;
    static final int AGENT_ID = 4;
    static final int PARENT_EVENT_ID = 5;
    static final int KIND = 6;
    static final int MODEL = 7;
    static final int INPUT_HASH = 8;
    static final int OUTPUT_HASH = 9;
    static final int METADATA = 10;
    static final int PREV_HASH = 11;
    static final int HMAC_VALUE = 12;
    static final int HMAC_NEXT = 13;
    static final int CREATED_AT = 14;
    static final int SIGNATURE = 15;
    static final int FINGERPRINT = 16;
    static final int SIGNATURE_STATUS = 17;

    /** What is selected for a scan, in this order: where the row stands in the table, then the row itself. */
    static final List<String> COLUMNS = List.of(
            "ctid",
            "chain_seq",
            "event_id",
            "session_id",
            "agent_id",
            "parent_event_id",
            "kind",
            "model",
            "input_hash",
            "output_hash",
            "metadata_json",
            "prev_hash",
            "hmac_value",
            "hmac_next",
            "created_at",
            "signature",
            "signing_key_fingerprint",
            "signature_status");

    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");
    private static final int END = -1;
    private static final int UUID_BYTES = 16;
    private static final byte JSONB_VERSION = 1;

    private final int[] offsets = new int[COLUMNS.size()];
    private final int[] lengths = new int[COLUMNS.size()];
    private byte[] data = {};
    private int at;

    /**
     * Reads a row that begins at {@code start}.
     *
     * @return false where the rows end
     * @throws IllegalArgumentException when it is none of these columns, whole
     */
    boolean read(byte[] source, int start) {
        data = source;
        at = start;
        room(Short.BYTES);
        int fields = (short) (data[at] << Byte.SIZE | (data[at + 1] & 0xFF));
        at += Short.BYTES;
        if (fields == END) {
            return false;
        }
        if (fields != offsets.length) {
            throw new IllegalArgumentException("a row of the log has " + offsets.length + " columns, not " + fields);
        }
        for (int i = 0; i < fields; i++) {
            room(Integer.BYTES);
            int length = Words.bigInt(data, at);
            at += Integer.BYTES;
            offsets[i] = at;
            lengths[i] = length;
            if (length > data.length - at) {
                throw new IllegalArgumentException("the row ends within " + COLUMNS.get(i));
            }
            at += Math.max(length, 0);
        }
        skipVersion();
        sized(CHAIN_SEQ, Long.BYTES);
        sized(EVENT_ID, UUID_BYTES);
        sized(SESSION_ID, UUID_BYTES);
        sized(CREATED_AT, Long.BYTES);
        if (!isNull(PARENT_EVENT_ID)) {
            sized(PARENT_EVENT_ID, UUID_BYTES);
        }
        return true;
    }

    /** JSONB comes as its text behind a byte that says so (PostgreSQL, jsonb_send). */
    private void skipVersion() {
        if (lengths[METADATA] > 0 && data[offsets[METADATA]] == JSONB_VERSION) {
            offsets[METADATA]++;
            lengths[METADATA]--;
        }
    }

    private void room(int bytes) {
        if (data.length - at < bytes) {
            throw new IllegalArgumentException("the row ends too early");
        }
    }

    private void sized(int column, int bytes) {
        if (lengths[column] != bytes) {
            throw new IllegalArgumentException(COLUMNS.get(column) + " has " + lengths[column] + " bytes");
        }
    }

    /** Where the next row begins. */
    int end() {
        return at;
    }

    byte[] data() {
        return data;
    }

    int offset(int column) {
        return offsets[column];
    }

    int length(int column) {
        return lengths[column];
    }

    boolean isNull(int column) {
        return lengths[column] < 0;
    }

    /** A bigint, a half of a UUID, or microseconds since 2000. */
    long number(int column) {
        return Words.big(data, offsets[column]);
    }

    /** The second half of a UUID. */
    long secondHalf(int column) {
        return Words.big(data, offsets[column] + Words.BYTES);
    }

    boolean is(int column, byte[] text) {
        return lengths[column] == text.length
                && Arrays.equals(data, offsets[column], offsets[column] + text.length, text, 0, text.length);
    }

    /** The row as the exact verifier takes it. */
    ChainRow exact() {
        return new ChainRow(number(CHAIN_SEQ), event(), required(HMAC_VALUE), text(HMAC_NEXT), signature());
    }

    private RowSignature signature() {
        byte[] bytes = isNull(SIGNATURE)
                ? null
                : Arrays.copyOfRange(data, offsets[SIGNATURE], offsets[SIGNATURE] + lengths[SIGNATURE]);
        return new RowSignature(
                bytes == null ? null : HexFormat.of().formatHex(bytes), text(FINGERPRINT), text(SIGNATURE_STATUS));
    }

    private ChainEvent event() {
        return new ChainEvent(
                uuid(EVENT_ID),
                uuid(SESSION_ID),
                required(AGENT_ID),
                isNull(PARENT_EVENT_ID) ? null : uuid(PARENT_EVENT_ID),
                required(KIND),
                text(MODEL),
                text(INPUT_HASH),
                text(OUTPUT_HASH),
                required(METADATA),
                text(PREV_HASH),
                EPOCH.plus(number(CREATED_AT), ChronoUnit.MICROS));
    }

    private UUID uuid(int column) {
        return new UUID(number(column), secondHalf(column));
    }

    private String required(int column) {
        String text = text(column);
        if (text == null) {
            throw new IllegalArgumentException(COLUMNS.get(column) + " is null");
        }
        return text;
    }

    @Nullable
    String text(int column) {
        return isNull(column) ? null : new String(data, offsets[column], lengths[column], StandardCharsets.UTF_8);
    }
}
