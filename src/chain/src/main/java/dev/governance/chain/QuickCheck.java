package dev.governance.chain;

import org.jspecify.annotations.Nullable;

/** Tells whether a row plainly holds after the one before it. Whatever does not needs its whole session to be read. */
public final class QuickCheck {
    private final RowCheck check;
    private final SignatureCheck signatures;

    public QuickCheck(KeyRing keys) {
        this.check = new RowCheck(keys);
        this.signatures = new SignatureCheck(keys.agents());
    }

    /**
     * Whether the row's MAC and its signature fit and it names the MAC before it. False is no accusation: key rotation markers and what
     * was written while the store was down link otherwise.
     *
     * @param before the MAC of the session's row before it; null when this is its first
     */
    public boolean holds(ChainRow row, @Nullable String before) {
        String link = row.event().prevHash();
        boolean follows = before == null ? link == null : before.equals(link);
        return follows && !row.isRotation() && isIntact(row) && isNotMissigned(row);
    }

    private boolean isIntact(ChainRow row) {
        return switch (check.check(row).result()) {
            case INTACT, INTACT_AFTER_ROUND_TRIP -> true;
            case MODIFIED, MARKER_FORGED, KEY_RETIRED, KEY_UNAVAILABLE, KEY_UNKNOWN, KEY_UNPROVEN -> false;
        };
    }

    private boolean isNotMissigned(ChainRow row) {
        return switch (signatures.check(row)) {
            case SIGNED, UNSIGNED, UNKNOWN_KEY -> true;
            case REVOKED, INVALID -> false;
        };
    }
}
