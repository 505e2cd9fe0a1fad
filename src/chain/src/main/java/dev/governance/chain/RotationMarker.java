package dev.governance.chain;

import java.time.DateTimeException;
import java.util.Map;

/** A row that says that one key hands over to another. */
final class RotationMarker {
    private final ChainRow row;

    RotationMarker(ChainRow row) {
        this.row = row;
    }

    boolean names(String outgoing, String incoming) {
        return says("outgoing_fingerprint", outgoing) && says("incoming_fingerprint", incoming);
    }

    boolean namesIncoming(String incoming) {
        return says("incoming_fingerprint", incoming);
    }

    private boolean says(String member, String text) {
        try {
            return row.isRotation()
                    && CanonicalJson.parse(row.event().metadataJson()) instanceof Map<?, ?> metadata
                    && text.equals(metadata.get(member));
        } catch (IllegalArgumentException e) {
            return false; // what is no JSON says nothing
        }
    }

    /** Whether the outgoing key signed it. */
    boolean wasSignedBy(ChainKey outgoing) {
        return fits(outgoing, row.hmacValue());
    }

    /** Whether the incoming key signed it, too. */
    boolean isSignedBy(ChainKey incoming) {
        String next = row.hmacNext();
        return next != null && fits(incoming, next);
    }

    private boolean fits(ChainKey key, String mac) {
        try {
            return key.matches(row.event().canonicalBytes(), mac);
        } catch (IllegalArgumentException | DateTimeException e) {
            return false; // nothing that anybody signed
        }
    }
}
