package dev.governance.sdk;

import dev.governance.chain.ChainEvent;
import dev.governance.chain.Timestamps;
import dev.governance.sdk.degraded.HeldCounts;
import dev.governance.sdk.degraded.Holding;
import dev.governance.sdk.degraded.Reason;
import dev.governance.sdk.errors.BrokenChainException;
import dev.governance.sdk.errors.KeyRotatedException;
import dev.governance.sdk.errors.StoreException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what agents do, in one signed chain per session that Java and Python agents share. Safe from any thread.
 */
public final class Audit {
    private final Store store;
    private final AuditStore rows;
    private final Holding holding;
    private final Clock clock;

    Audit(Store store, AuditStore rows, Holding holding, Clock clock) {
        this.store = store;
        this.rows = rows;
        this.holding = holding;
        this.clock = clock;
    }

    /**
     * Appends an event and returns when it is committed, or when it is held on this machine's disk because the store
     * cannot take it now; it is then stored as soon as that can, in its session's order. Lost is only what the database
     * refuses for what it is (SQLSTATE 22, 23), and what cannot even be held. It never throws for what the
     * database does: an agent must not fail because its log does. A statement takes at most the query timeout (5 s by
     * default); waiting for a connection takes as long as the DataSource allows. While events of the session are held
     * it takes as long as a flush to the disk.
     *
     * <p>Metadata beyond its limits is left out rather than the event: nobody hides a call by handing over too much.
     */
    public AuditResult log(AuditEvent event) {
        UUID eventId = UUID.randomUUID();
        UUID sessionId = session(event);
        try {
            Draft draft = draft(eventId, sessionId, event);
            if (holding.isNeeded(sessionId) && holding.holdBehindOthers(draft.event())) {
                return held(draft, holding.reason());
            }
            return stored(draft);
        } catch (SQLException | IOException | RuntimeException e) { // a pool, a driver, a toString() may throw anything
            String reason = Reason.of(e);
            holding.lost(event.agentId(), event.kind(), reason);
            return new AuditResult(eventId, sessionId, false, false, reason);
        }
    }

    private AuditResult stored(Draft draft) throws SQLException, IOException {
        try {
            ChainEvent event = store.transaction(connection -> rows.append(connection, draft.event()));
            return new AuditResult(event.eventId(), event.sessionId(), true, false, draft.leftOut());
        } catch (SQLException | RuntimeException e) {
            if (Outage.isRefusal(e)) {
                throw e;
            }
            String reason = Outage.reason(e);
            if (Outage.isOfThisSession(e)) {
                holding.holdAsSessionIsBlocked(draft.event(), reason);
            } else {
                holding.holdAsStoreIsDown(draft.event(), reason);
            }
            return held(draft, reason);
        }
    }

    private static AuditResult held(Draft draft, String reason) {
        ChainEvent event = draft.event();
        return new AuditResult(event.eventId(), event.sessionId(), false, true, reason);
    }

    /** What became of the events that the store did not take at once. */
    public HeldCounts held() {
        return holding.counts();
    }

    /** Work between two events, for {@link Tracked#call}, {@link Tracked#run} or {@link Tracked#stage}. */
    public Tracked track(String agentId, String kind) {
        return new Tracked(this, AuditEvent.of(agentId, kind));
    }

    /** Puts a session in force for what this thread records until the scope is closed. */
    public AuditContext.Scope session(UUID id) {
        return AuditContext.current().session(id).open();
    }

    /**
     * What led to an event: its parents from the first to the event itself, at most {@value AuditTrace#LIMIT}; empty when
     * there is no such event, and beginning later where a parent is not stored. Each is checked against its MAC; whether
     * its session is whole only a verification tells.
     *
     * @throws BrokenChainException when one does not fit its MAC under the key of this process
     * @throws StoreException when the database does not answer
     */
    public List<ChainEvent> trace(UUID eventId) {
        try {
            return store.transaction(connection -> rows.trace(connection, eventId));
        } catch (SQLException e) {
            throw new StoreException("what led to event " + eventId + " could not be read", e);
        }
    }

    /**
     * Appends in the transaction of the act that the event records.
     *
     * @throws KeyRotatedException when another key signs now
     */
    void append(Connection connection, AuditEvent event) throws SQLException {
        rows.append(connection, draft(UUID.randomUUID(), session(event), event).event());
    }

    /** Its own, else the one in force, else a new one. */
    private static UUID session(AuditEvent event) {
        UUID given = event.sessionId() == null ? AuditContext.current().sessionId() : event.sessionId();
        return given == null ? UUID.randomUUID() : given;
    }

    private static @Nullable UUID parent(AuditEvent event) {
        return event.parentEventId() == null ? AuditContext.current().parentEventId() : event.parentEventId();
    }

    private record Draft(ChainEvent event, @Nullable String leftOut) {}

    private Draft draft(UUID eventId, UUID sessionId, AuditEvent event) {
        String metadata;
        String leftOut = null;
        try {
            metadata = Fields.metadata(event.metadata());
        } catch (IllegalArgumentException e) {
            leftOut = Objects.requireNonNullElse(e.getMessage(), "metadata is not storable");
            metadata = Fields.metadata(Map.of("audit.metadata_dropped", leftOut));
        }
        ChainEvent draft = new ChainEvent(
                eventId,
                sessionId,
                required("agent id", Fields.clean(event.agentId(), Fields.AGENT)),
                parent(event),
                required("kind", Fields.clean(event.kind(), Fields.KIND)),
                Fields.cleanOrNull(event.model(), Fields.KIND),
                Fields.cleanOrNull(event.inputHash(), Fields.KIND),
                Fields.cleanOrNull(event.outputHash(), Fields.KIND),
                metadata,
                null,
                Timestamps.now(clock));
        return new Draft(draft, leftOut);
    }

    private static String required(String what, String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("an audit event lacks its " + what);
        }
        return text;
    }
}
