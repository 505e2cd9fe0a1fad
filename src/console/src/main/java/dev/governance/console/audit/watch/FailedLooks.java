package dev.governance.console.audit.watch;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs why a session could not be read, once until it could. For one event loop. */
final class FailedLooks {
    private static final Logger LOG = LoggerFactory.getLogger(FailedLooks.class);

    /** Beyond it the oldest is forgotten, and may be logged again. */
    private static final int MOST = 1_000;

    private final Set<UUID> told = new LinkedHashSet<>();

    void failed(UUID session, Throwable reason) {
        if (!told.add(session)) {
            return;
        }
        if (told.size() > MOST) {
            told.remove(told.iterator().next());
        }
        LOG.atWarn()
                .addKeyValue("session", session)
                .setCause(reason)
                .log("a session of the audit log could not be read; it is tried again, after others");
    }

    void succeeded(UUID session) {
        told.remove(session);
    }
}
