package dev.governance.console.audit.watch;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts how often in a row a session could not be read, and logs why, once until it could. For one event loop. */
final class FailedLooks {
    private static final Logger LOG = LoggerFactory.getLogger(FailedLooks.class);

    /** Beyond it the oldest is forgotten, and may be logged again. */
    private static final int MOST = 1_000;

    /** Failures in a row that are no accident. */
    private static final int ENOUGH = 3;

    private final Map<UUID, Integer> times = new LinkedHashMap<>();

    void failed(UUID session, Throwable reason) {
        if (times.merge(session, 1, Integer::sum) > 1) {
            return;
        }
        if (times.size() > MOST) {
            times.remove(times.keySet().iterator().next());
        }
        LOG.atWarn()
                .addKeyValue("session", session)
                .setCause(reason)
                .log("a session of the audit log could not be read; it is tried again, after others");
    }

    /** Whether it failed so often that it has to be told. */
    boolean isHopeless(UUID session) {
        return times.getOrDefault(session, 0) >= ENOUGH;
    }

    void succeeded(UUID session) {
        times.remove(session);
    }
}
