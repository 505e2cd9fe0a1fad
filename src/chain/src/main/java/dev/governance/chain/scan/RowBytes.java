package dev.governance.chain.scan;

import static dev.governance.chain.scan.CopyRow.AGENT_ID;
import static dev.governance.chain.scan.CopyRow.CREATED_AT;
import static dev.governance.chain.scan.CopyRow.EVENT_ID;
import static dev.governance.chain.scan.CopyRow.INPUT_HASH;
import static dev.governance.chain.scan.CopyRow.KIND;
import static dev.governance.chain.scan.CopyRow.METADATA;
import static dev.governance.chain.scan.CopyRow.MODEL;
import static dev.governance.chain.scan.CopyRow.OUTPUT_HASH;
import static dev.governance.chain.scan.CopyRow.PARENT_EVENT_ID;
import static dev.governance.chain.scan.CopyRow.PREV_HASH;
import static dev.governance.chain.scan.CopyRow.SESSION_ID;

import java.nio.charset.StandardCharsets;

/** Writes what a row's MAC covers: the same bytes as {@link dev.governance.chain.ChainEvent#canonicalBytes()}. */
final class RowBytes {
    private static final byte[] AGENT = name("{", "agent_id");
    private static final byte[] CREATED = name(",", "created_at");
    private static final byte[] EVENT = name(",", "event_id");
    private static final byte[] INPUT = name(",", "input_hash");
    private static final byte[] KIND_NAME = name(",", "kind");
    private static final byte[] METADATA_NAME = name(",", "metadata");
    private static final byte[] MODEL_NAME = name(",", "model");
    private static final byte[] OUTPUT = name(",", "output_hash");
    private static final byte[] PARENT = name(",", "parent_event_id");
    private static final byte[] PREV = name(",", "prev_hash");
    private static final byte[] SESSION = name(",", "session_id");
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    private final CanonicalBytes out = new CanonicalBytes();
    private final MetadataBytes metadata = new MetadataBytes();
    private final TimeBytes times = new TimeBytes();

    private static byte[] name(String separator, String name) {
        return (separator + '"' + name + "\":").getBytes(StandardCharsets.US_ASCII);
    }

    byte[] array() {
        return out.array();
    }

    int size() {
        return out.size();
    }

    /**
     * Writes a row.
     *
     * @return whether the bytes are sure to be the ones; if not, they mean nothing
     */
    boolean write(CopyRow row) {
        out.clear();
        out.append(AGENT);
        if (!text(row, AGENT_ID)) {
            return false;
        }
        out.append(CREATED);
        if (!times.append(out, row.number(CREATED_AT))) {
            return false;
        }
        out.append(EVENT);
        out.uuid(row.data(), row.offset(EVENT_ID));
        return rest(row);
    }

    private boolean rest(CopyRow row) {
        return text(INPUT, row, INPUT_HASH)
                && text(KIND_NAME, row, KIND)
                && metadata(row)
                && text(MODEL_NAME, row, MODEL)
                && text(OUTPUT, row, OUTPUT_HASH)
                && uuid(PARENT, row, PARENT_EVENT_ID)
                && text(PREV, row, PREV_HASH)
                && uuid(SESSION, row, SESSION_ID)
                && ended();
    }

    private boolean text(byte[] name, CopyRow row, int column) {
        out.append(name);
        return text(row, column);
    }

    private boolean text(CopyRow row, int column) {
        if (row.isNull(column)) {
            out.append(NULL);
            return true;
        }
        return out.text(row.data(), row.offset(column), row.length(column));
    }

    private boolean uuid(byte[] name, CopyRow row, int column) {
        out.append(name);
        if (row.isNull(column)) {
            out.append(NULL);
        } else {
            out.uuid(row.data(), row.offset(column));
        }
        return true;
    }

    private boolean metadata(CopyRow row) {
        out.append(METADATA_NAME);
        return !row.isNull(METADATA) && metadata.append(out, row.data(), row.offset(METADATA), row.length(METADATA));
    }

    private boolean ended() {
        out.reserve(1);
        out.put('}');
        return true;
    }
}
