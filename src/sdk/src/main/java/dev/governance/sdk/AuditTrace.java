package dev.governance.sdk;

import dev.governance.chain.ChainEvent;
import dev.governance.chain.ChainKey;
import dev.governance.sdk.errors.BrokenChainException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what led to an event: its parents, which may be of other sessions. */
final class AuditTrace {
    /** Generations that are followed. */
    static final int LIMIT = 1_000;

    private static final String ONE = """
            select event_id, session_id, agent_id, parent_event_id, kind, model, input_hash, output_hash,
                   metadata_json::text, prev_hash, created_at, hmac_value
              from governance_audit_events
             where event_id = ?
            """;

    private final ChainKey key;

    AuditTrace(ChainKey key) {
        this.key = key;
    }

    List<ChainEvent> of(Connection connection, UUID eventId) throws SQLException {
        Map<UUID, ChainEvent> found = new LinkedHashMap<>();
        UUID next = eventId;
        try (PreparedStatement statement = connection.prepareStatement(ONE)) {
            // Anybody may name any parent: a circle ends where it began.
            while (next != null && found.size() < LIMIT && !found.containsKey(next)) {
                ChainEvent event = one(statement, next);
                if (event == null) {
                    break;
                }
                found.put(next, event);
                next = event.parentEventId();
            }
        }
        List<ChainEvent> chain = new ArrayList<>(found.values());
        Collections.reverse(chain);
        return List.copyOf(chain);
    }

    private @Nullable ChainEvent one(PreparedStatement statement, UUID id) throws SQLException {
        statement.setObject(1, id);
        try (ResultSet row = statement.executeQuery()) {
            return row.next() ? checked(event(row), row.getString("hmac_value")) : null;
        }
    }

    private ChainEvent checked(ChainEvent event, String mac) {
        if (!key.matches(event.canonicalBytes(), mac)) {
            throw new BrokenChainException(
                    event.eventId(),
                    "event " + event.eventId() + " does not fit its MAC: it was changed, or signed with another key;"
                            + " verify session " + event.sessionId() + " in the console");
        }
        return event;
    }

    private static ChainEvent event(ResultSet row) throws SQLException {
        return new ChainEvent(
                row.getObject("event_id", UUID.class),
                row.getObject("session_id", UUID.class),
                row.getString("agent_id"),
                row.getObject("parent_event_id", UUID.class),
                row.getString("kind"),
                row.getString("model"),
                row.getString("input_hash"),
                row.getString("output_hash"),
                row.getString("metadata_json"),
                row.getString("prev_hash"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
