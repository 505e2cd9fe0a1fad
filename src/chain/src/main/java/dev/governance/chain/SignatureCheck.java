package dev.governance.chain;

import java.time.DateTimeException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Checks the Ed25519 signature of a row by itself, in the order of the Python SDK. */
public final class SignatureCheck {
    private final AgentKeys agents;

    public SignatureCheck(AgentKeys agents) {
        this.agents = agents;
    }

    /** What the row's signature is worth. */
    public SignatureVerdict check(ChainRow row) {
        RowSignature signature = row.signature();
        String hex = signature.hex();
        String fingerprint = signature.fingerprint();
        if (hex == null && fingerprint == null) {
            // No writer says signed without signing: the signature was taken away.
            return RowSignature.SIGNED.equals(signature.status())
                    ? SignatureVerdict.INVALID
                    : SignatureVerdict.UNSIGNED;
        }
        if (hex == null || fingerprint == null) {
            return SignatureVerdict.INVALID;
        }
        OptionalLong revokedAt = agents.revokedAt(fingerprint);
        if (revokedAt.isPresent() && revokedAt.getAsLong() <= row.chainSeq()) {
            return SignatureVerdict.REVOKED;
        }
        Optional<AgentPublicKey> key = agents.key(fingerprint);
        if (key.isEmpty()) {
            return SignatureVerdict.UNKNOWN_KEY;
        }
        return fits(row, key.get(), hex) ? SignatureVerdict.SIGNED : SignatureVerdict.INVALID;
    }

    private static boolean fits(ChainRow row, AgentPublicKey key, String hex) {
        ChainEvent event = row.event();
        try {
            byte[] signature = HexFormat.of().parseHex(hex);
            return key.fits(event.signedBytes(row.hmacValue()), signature)
                    || roundTrips(event)
                            .anyMatch(reading -> key.fits(event.signed(reading, row.hmacValue()), signature));
        } catch (IllegalArgumentException | DateTimeException e) {
            return false; // nobody signs metadata that is not JSON, nor infinity as its time
        }
    }

    private static Stream<String> roundTrips(ChainEvent event) {
        return NumericRoundTrip.readings(event.metadataJson());
    }
}
