package dev.governance.chain;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One thing that verifying a session brought to light.
 *
 * @param position counted from 1 within the session
 * @param eventId the event it was seen at; null for the session as a whole
 * @param detail a sentence for people
 */
public record Finding(
        Kind kind, long position, long chainSeq, @Nullable UUID eventId, String detail) {

    /** The same at the same place, in other words. */
    public Finding saying(String words) {
        return new Finding(kind, position, chainSeq, eventId, words);
    }

    /** The same at another place, in other words. */
    public Finding at(long otherPosition, long otherSeq, UUID otherEvent, String words) {
        return new Finding(kind, otherPosition, otherSeq, otherEvent, words);
    }

    /** What was found. The code leaves the program; only some mean tampering. */
    public enum Kind {
        ROW_MODIFIED("row_modified", true),
        HEAD_MISSING("head_missing", true),
        GAP("gap", true),
        FORK("fork", true),
        MARKER_FORGED("marker_forged", true),
        KEY_RETIRED("key_retired", true),
        SIGNATURE_INVALID("signature_invalid", true),
        REWRITTEN("rewritten", true),
        RENUMBERED("renumbered", true),
        BACKDATED("backdated", true),
        REMOVED("removed", true),
        KEY_UNAVAILABLE("key_unavailable", false),
        KEY_UNPROVEN("key_unproven", false),
        MARKER_LINK_UNPROVEN("marker_link_unproven", false),
        UNREADABLE("unreadable", false),
        SIGNATURE_REVOKED("signature_revoked", false),
        SIGNATURE_UNKNOWN_KEY("signature_unknown_key", false),
        DEGRADED_SEGMENT("degraded_segment", false),
        NUMERIC_ROUNDTRIP("numeric_roundtrip", false);

        private final String code;
        private final boolean tampering;

        Kind(String code, boolean tampering) {
            this.code = code;
            this.tampering = tampering;
        }

        public String code() {
            return code;
        }

        public boolean isTampering() {
            return tampering;
        }

        /** Whether it leaves its event unproven, though nothing speaks of tampering. */
        public boolean isUnproven() {
            return switch (this) {
                case KEY_UNAVAILABLE, KEY_UNPROVEN, MARKER_LINK_UNPROVEN, UNREADABLE, SIGNATURE_REVOKED -> true;
                case ROW_MODIFIED,
                        HEAD_MISSING,
                        GAP,
                        FORK,
                        MARKER_FORGED,
                        KEY_RETIRED,
                        SIGNATURE_INVALID,
                        REWRITTEN,
                        RENUMBERED,
                        BACKDATED,
                        REMOVED,
                        SIGNATURE_UNKNOWN_KEY,
                        DEGRADED_SEGMENT,
                        NUMERIC_ROUNDTRIP -> false;
            };
        }
    }
}
