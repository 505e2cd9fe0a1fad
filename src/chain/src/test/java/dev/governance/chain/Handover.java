package dev.governance.chain;

import java.time.Instant;
import java.util.UUID;

/** A key rotation marker as {@code keys rotate} writes it. */
public final class Handover {
    /** Signed by both keys. */
    public static ChainRow marker(long chainSeq, ChainKey outgoing, ChainKey incoming) {
        return marker(new UUID(0, 1), chainSeq, null, outgoing, incoming);
    }

    /** In a session of choice, linked to what is below it. */
    static ChainRow marker(UUID session, long chainSeq, String prevHash, ChainKey outgoing, ChainKey incoming) {
        ChainEvent event = event(session, chainSeq, prevHash, outgoing.fingerprint(), incoming.fingerprint());
        return new ChainRow(
                chainSeq, event, outgoing.mac(event.canonicalBytes()), incoming.mac(event.canonicalBytes()));
    }

    private static ChainEvent event(UUID session, long chainSeq, String prevHash, String outgoing, String incoming) {
        String metadata = "{\"incoming_fingerprint\":\"" + incoming + "\",\"operator_id\":\"cli\","
                + "\"outgoing_fingerprint\":\"" + outgoing
                + "\",\"outgoing_key_version\":1,\"rotation_reason\":\"scheduled\"}";
        return new ChainEvent(
                new UUID(4, chainSeq),
                session,
                "governance.system",
                null,
                ChainRow.ROTATION,
                null,
                null,
                null,
                metadata,
                prevHash,
                Instant.EPOCH);
    }

    private Handover() {}
}
