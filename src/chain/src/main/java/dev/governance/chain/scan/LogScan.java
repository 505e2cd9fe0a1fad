package dev.governance.chain.scan;

import dev.governance.chain.ChainRow;
import dev.governance.chain.KeyRing;
import dev.governance.chain.Marked;
import dev.governance.chain.SignatureVerdict;
import java.nio.charset.StandardCharsets;

/**
 * Reads the log, or a part of it, as COPY sends it in its binary format, and tells which sessions plainly hold: every
 * MAC fits and every row links to the one before it. All others are suspect, and {@link
 * dev.governance.chain.SessionVerifier} says what they have. For one thread; several scans may share their files.
 *
 * <p>Rows may come in any order. In that of chain_seq, or of the table itself, a session has few segments.
 */
public final class LogScan {
    /** What to select, in this order. */
    public static final String COLUMNS = String.join(", ", CopyRow.COLUMNS);

    /** Sessions open at once: 2 MB, which a processor keeps close. */
    private static final int SLOTS = 8 * 1024;

    private static final byte[] ROTATION = ChainRow.ROTATION.getBytes(StandardCharsets.US_ASCII);

    private final Marked marked;
    private final SegmentFiles files;
    private final SegmentTable segments;
    private final RowProof proof;
    private final SignatureScan signatures;
    private final MacDigest digest = new MacDigest();
    private final CopyRow row = new CopyRow();
    private final ScannedRow scanned = new ScannedRow();
    private final ScanCounts counts = new ScanCounts();
    private long rows;

    /**
     * Begins.
     *
     * @param marked the part of the log that the expected marks have seen
     */
    public LogScan(KeyRing keys, Marked marked, SegmentFiles files) {
        this(keys, marked, files, SLOTS);
    }

    LogScan(KeyRing keys, Marked marked, SegmentFiles files, int slots) {
        this.marked = marked;
        this.files = files;
        this.segments = new SegmentTable(files, slots);
        this.proof = new RowProof(keys);
        this.signatures = new SignatureScan(keys.agents());
    }

    /**
     * Takes what one message of COPY brings: whole rows, and before or after them its header and its end.
     *
     * @throws IllegalArgumentException when it is anything else than {@link #COLUMNS} of the log
     */
    public void take(byte[] copyData) {
        int at = CopyHeader.length(copyData);
        while (at < copyData.length && row.read(copyData, at)) {
            at = row.end();
            add();
        }
    }

    private void add() {
        rows++;
        scanned.odd = !mac(CopyRow.HMAC_VALUE, scanned.place, Segment.MAC);
        RowProof.Result result = proof.of(row, scanned.place, Segment.MAC);
        SignatureVerdict signature = signatures.of(row);
        counts.signature(signature);
        scanned.session[0] = row.number(CopyRow.SESSION_ID);
        scanned.session[1] = row.secondHalf(CopyRow.SESSION_ID);
        scanned.place[0] = row.number(CopyRow.CHAIN_SEQ);
        scanned.place[Segment.ID] = row.number(CopyRow.EVENT_ID);
        scanned.place[Segment.ID + 1] = row.secondHalf(CopyRow.EVENT_ID);
        scanned.linked = !row.isNull(CopyRow.PREV_HASH);
        boolean oddLink = scanned.linked && !mac(CopyRow.PREV_HASH, scanned.prev, 0);
        scanned.unproven = result == RowProof.Result.UNPROVEN || signature == SignatureVerdict.REVOKED;
        scanned.suspect = result == RowProof.Result.DIFFERS
                || signature == SignatureVerdict.INVALID
                || scanned.odd
                || oddLink
                || row.is(CopyRow.KIND, ROTATION); // it links to the last row of the whole log
        mark();
        segments.add(scanned);
    }

    private boolean mac(int column, long[] into, int to) {
        return digest.write(row.data(), row.offset(column), Math.max(0, row.length(column)), into, to);
    }

    private void mark() {
        scanned.marked = marked.contains(scanned.seq());
        if (scanned.marked) {
            digest.row(
                    scanned.seq(),
                    row.data(),
                    row.offset(CopyRow.HMAC_VALUE),
                    Math.max(0, row.length(CopyRow.HMAC_VALUE)),
                    scanned.digest);
        }
    }

    /** How many rows it took. */
    public long rows() {
        return rows;
    }

    /** Hands over what it knows; it takes no more rows. */
    public void finish() {
        segments.spill();
        counts.unresolved(proof.unresolved());
        files.finished(counts);
    }
}
