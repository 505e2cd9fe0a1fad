package dev.governance.chain;

import java.util.UUID;

/** The advisory lock that every writer of a session takes before it appends. */
public final class SessionLock {
    /** The lock's key: the first eight bytes of the session's id, big-endian and signed. */
    public static long key(UUID sessionId) {
        return sessionId.getMostSignificantBits();
    }

    private SessionLock() {}
}
