package dev.governance.chain;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Counts what the signatures of a session are worth, and says what is wrong with one. */
final class SignatureFindings {
    /** Unknown keys that are named; rows of further ones are only counted. */
    private static final int UNKNOWN_LIMIT = 20;

    private static final Pattern NAME = Pattern.compile("[0-9a-f]{8,64}");
    private static final int PREFIX = 16;

    private final AgentKeys agents;
    private final SignatureCheck check;
    private final Set<String> unknown = new HashSet<>();
    private Signatures counts = Signatures.NONE;

    SignatureFindings(AgentKeys agents) {
        this.agents = agents;
        this.check = new SignatureCheck(agents);
    }

    /**
     * Checks the next row.
     *
     * @param contentHolds whether its MAC fits; a changed row's signature fails for the same cause, which is said once
     */
    @Nullable
    Finding next(ChainRow row, long position, boolean contentHolds) {
        SignatureVerdict verdict = check.check(row);
        counts = counts.plus(verdict);
        return switch (verdict) {
            case SIGNED, UNSIGNED -> null;
            case INVALID -> contentHolds ? invalid(row, position) : null;
            case REVOKED -> revoked(row, position);
            case UNKNOWN_KEY -> unknown(row, position);
        };
    }

    private static Finding invalid(ChainRow row, long position) {
        RowSignature signature = row.signature();
        String detail = signature.hex() == null || signature.fingerprint() == null
                ? "A part of the event's Ed25519 signature was taken away."
                : "The event's Ed25519 signature does not fit what it says.";
        return at(Finding.Kind.SIGNATURE_INVALID, row, position, detail);
    }

    private Finding revoked(ChainRow row, long position) {
        long since = agents.revokedAt(fingerprint(row)).orElseThrow();
        return at(
                Finding.Kind.SIGNATURE_REVOKED,
                row,
                position,
                "Signed with Ed25519 key " + name(row) + ", which was revoked from sequence number " + since + " on.");
    }

    private @Nullable Finding unknown(ChainRow row, long position) {
        if (unknown.size() >= UNKNOWN_LIMIT || !unknown.add(fingerprint(row))) {
            return null;
        }
        return at(
                Finding.Kind.SIGNATURE_UNKNOWN_KEY,
                row,
                position,
                "Signed with Ed25519 key " + name(row)
                        + ", which was not imported here, so its signatures were not checked.");
    }

    private static String fingerprint(ChainRow row) {
        String fingerprint = row.signature().fingerprint();
        return fingerprint == null ? "" : fingerprint;
    }

    /** Whoever can write a row can write anything there. */
    private static String name(ChainRow row) {
        String fingerprint = fingerprint(row);
        return NAME.matcher(fingerprint).matches()
                ? fingerprint.substring(0, Math.min(PREFIX, fingerprint.length()))
                : "of an unreadable name";
    }

    private static Finding at(Finding.Kind kind, ChainRow row, long position, String detail) {
        return new Finding(kind, position, row.chainSeq(), row.event().eventId(), detail);
    }

    Signatures counts() {
        return counts;
    }
}
