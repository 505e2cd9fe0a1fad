package dev.governance.sdk;

import dev.governance.chain.ChainEvent;
import dev.governance.chain.Timestamps;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down what agents do, in one signed chain per session that Java and Python agents share. Safe from any thread.
 */
public final class Audit {
    private static final Logger LOG = LoggerFactory.getLogger(Audit.class);

    private final Store store;
    private final AuditStore rows;
    private final Clock clock;

    Audit(Store store, AuditStore rows, Clock clock) {
        this.store = store;
        this.rows = rows;
        this.clock = clock;
    }

    /**
     * Appends an event and returns when it is committed. It never throws for what the database does: an agent must not
     * fail because its log does. A statement takes at most the query timeout (5 s by default); waiting for a
     * connection takes as long as the DataSource allows.
     *
     * <p>Metadata beyond its limits is left out rather than the event: nobody hides a call by handing over too much.
     */
    public AuditResult log(AuditEvent event) {
        UUID eventId = UUID.randomUUID();
        UUID sessionId = event.sessionId() == null ? UUID.randomUUID() : event.sessionId();
        try {
            Draft draft = draft(eventId, sessionId, event);
            store.transaction(connection -> rows.append(connection, draft.event()));
            return new AuditResult(eventId, sessionId, true, draft.leftOut());
        } catch (SQLException | RuntimeException e) { // a pool, a driver or a value's toString() may throw anything
            String reason = String.valueOf(e.getMessage());
            LOG.atWarn()
                    .addKeyValue("agent", event.agentId())
                    .addKeyValue("kind", event.kind())
                    .addKeyValue("reason", reason)
                    .log("an audit event was not stored");
            return new AuditResult(eventId, sessionId, false, reason);
        }
    }

    /** Appends in the transaction of the act that the event records. */
    void append(Connection connection, AuditEvent event) throws SQLException {
        UUID sessionId = event.sessionId() == null ? UUID.randomUUID() : event.sessionId();
        rows.append(connection, draft(UUID.randomUUID(), sessionId, event).event());
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
                event.parentEventId(),
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
