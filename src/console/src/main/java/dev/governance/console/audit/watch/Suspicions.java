package dev.governance.console.audit.watch;

import dev.governance.chain.SessionVerdict;
import dev.governance.console.db.Database;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands on what a verification showed that somebody asked for: the watch looks itself, and keeps what it finds. */
public final class Suspicions {
    private static final Logger LOG = LoggerFactory.getLogger(Suspicions.class);

    private final Database database;
    private final LookStore store = new LookStore();

    public Suspicions(Database database) {
        this.database = database;
    }

    /** Of a session that was read whole; one that holds is looked at only if it was known not to. */
    public void saw(SessionVerdict verdict) {
        kept(verdict);
    }

    /** The same; ends once it is kept, or logged that it could not be. */
    public Future<Void> kept(SessionVerdict verdict) {
        UUID sessionId = verdict.sessionId();
        Future<?> kept = switch (verdict.status()) {
            case TAMPERED, TRUNCATED, UNVERIFIABLE -> store.add(database.queries(), List.of(sessionId));
            case VERIFIED, EMPTY -> store.addIfDamaged(database.queries(), sessionId);
        };
        return kept.<Void>mapEmpty().recover(failure -> {
            LOG.atWarn()
                    .addKeyValue("session", sessionId)
                    .setCause(failure)
                    .log("what a verification showed could not be kept");
            return Future.succeededFuture();
        });
    }
}
