package dev.governance.chain.scan;

import dev.governance.chain.AgentKeys;
import dev.governance.chain.RowSignature;
import dev.governance.chain.SignatureCheck;
import dev.governance.chain.SignatureVerdict;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Judges rows' Ed25519 signatures, which are mostly absent, or of one key. For one thread. */
final class SignatureScan {
    private static final byte[] SIGNED = RowSignature.SIGNED.getBytes(StandardCharsets.US_ASCII);

    private final AgentKeys agents;
    private final SignatureCheck check;

    /** The fingerprint that came last. */
    private byte[] last = {};

    private boolean lastIsKnown;

    SignatureScan(AgentKeys agents) {
        this.agents = agents;
        this.check = new SignatureCheck(agents);
    }

    SignatureVerdict of(CopyRow row) {
        boolean unsigned = row.isNull(CopyRow.SIGNATURE);
        if (unsigned && row.isNull(CopyRow.FINGERPRINT)) {
            return row.is(CopyRow.SIGNATURE_STATUS, SIGNED) ? SignatureVerdict.INVALID : SignatureVerdict.UNSIGNED;
        }
        if (unsigned || row.isNull(CopyRow.FINGERPRINT)) {
            return SignatureVerdict.INVALID;
        }
        return isKnown(row) ? check.check(row.exact()) : SignatureVerdict.UNKNOWN_KEY;
    }

    private boolean isKnown(CopyRow row) {
        if (!row.is(CopyRow.FINGERPRINT, last)) {
            int from = row.offset(CopyRow.FINGERPRINT);
            last = Arrays.copyOfRange(row.data(), from, from + row.length(CopyRow.FINGERPRINT));
            lastIsKnown = agents.knows(new String(last, StandardCharsets.UTF_8));
        }
        return lastIsKnown;
    }
}
