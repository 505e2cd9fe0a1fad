package dev.governance.console.audit.watch;

import java.util.Comparator;
import java.util.UUID;

/** The order of session ids in PostgreSQL, byte by byte; Java's own takes the first bit for a sign. */
final class SessionOrder implements Comparator<UUID> {
    static final SessionOrder INSTANCE = new SessionOrder();

    private SessionOrder() {}

    @Override
    public int compare(UUID one, UUID other) {
        int high = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits());
    }
}
