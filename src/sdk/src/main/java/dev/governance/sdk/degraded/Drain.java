package dev.governance.sdk.degraded;

import java.sql.SQLException;
import java.util.List;

/** Where held events go once the store answers. */
public interface Drain {
    /**
     * An event that the store will never take.
     *
     * @param why an SQLSTATE, or what is wrong with the line
     */
    record Refused(HeldEvent event, String why) {}

    /** A session cannot be stored now, as somebody keeps it locked, say; of others it says nothing. */
    final class SessionBlockedException extends SQLException {
        private static final long serialVersionUID = 1L;

        public SessionBlockedException(String why, Exception cause) {
            super(why, cause);
        }
    }

    /**
     * Stores what is not there yet of a session's events, in their order and in one transaction.
     *
     * @return those that are refused for what they are
     * @throws SessionBlockedException when it cannot be stored now, and others may be
     * @throws SQLException when the store does not answer, and nothing of it is known to be stored
     */
    List<Refused> store(List<HeldEvent> events) throws SQLException;

    /**
     * Asks whether the store answers at all.
     *
     * @throws SQLException when it does not
     */
    void probe() throws SQLException;
}
