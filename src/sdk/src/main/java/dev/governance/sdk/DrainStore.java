package dev.governance.sdk;

import dev.governance.chain.ChainEvent;
import dev.governance.chain.ChainRow;
import dev.governance.chain.Timestamps;
import dev.governance.sdk.degraded.Drain;
import dev.governance.sdk.degraded.HeldEvent;
import dev.governance.sdk.degraded.RowSigner;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Puts held events behind the head of their session. They are inserted as they were signed if the first of them links to
 * the head, or to nothing behind a marker of the kind {@link ChainRow#DEGRADED}. Where that cannot be, because one of
 * them is stored already, was refused, was signed with an earlier key, or has a signature that is not what it says, they
 * are linked and signed anew.
 */
final class DrainStore implements Drain {
    private static final String REASON = "{\"reason\": \"store unreachable\"}";

    /** Short, for others wait behind it: a session that is locked is tried again. */
    private static final Duration LOCK = Duration.ofMillis(250);

    private final Store store;
    private final AuditStore rows;
    private final RowSigner signer;
    private final Clock clock;

    DrainStore(Store store, AuditStore rows, RowSigner signer, Clock clock) {
        this.store = store;
        this.rows = rows;
        this.signer = signer;
        this.clock = clock;
    }

    @Override
    public void probe() throws SQLException {
        store.transaction(connection -> {
            try (var statement = connection.createStatement()) {
                return statement.execute("select 1");
            }
        });
    }

    @Override
    public List<Refused> store(List<HeldEvent> events) throws SQLException {
        try {
            return stored(events);
        } catch (SQLException | RuntimeException e) {
            if (Outage.isOfThisSession(e)) {
                throw new SessionBlockedException(Outage.reason(e), e);
            }
            throw e;
        }
    }

    private List<Refused> stored(List<HeldEvent> events) throws SQLException {
        try {
            store.transaction(connection -> together(connection, events));
            return List.of();
        } catch (SQLException e) {
            if (!Outage.isRefusal(e)) {
                throw e;
            }
            return store.transaction(connection -> oneByOne(connection, events));
        }
    }

    private boolean together(Connection connection, List<HeldEvent> events) throws SQLException {
        List<HeldEvent> missing = missing(connection, events);
        if (missing.isEmpty()) {
            return false;
        }
        String head = rows.head(connection, missing.get(0).event().sessionId());
        List<HeldEvent> linked = new ArrayList<>();
        if (missing.size() == events.size() && isOneChain(missing)) {
            String first = missing.get(0).event().prevHash();
            if (first == null && head != null) {
                linked.add(marker(head, missing));
            }
            if (first == null || first.equals(head)) {
                linked.addAll(missing);
                rows.insert(connection, linked);
                return true;
            }
        }
        linked.clear();
        String previous = null;
        if (head != null) {
            linked.add(marker(head, missing));
        }
        for (HeldEvent event : missing) {
            HeldEvent anew = signer.after(previous, event.event());
            linked.add(anew);
            previous = anew.mac();
        }
        rows.insert(connection, linked);
        return true;
    }

    /** Those that are not stored, with the session locked; none when only their markers are not. */
    private List<HeldEvent> missing(Connection connection, List<HeldEvent> events) throws SQLException {
        rows.lock(connection, events.get(0).event().sessionId(), LOCK);
        Set<UUID> stored = rows.stored(
                connection,
                events.stream().map(event -> event.event().eventId()).toList());
        List<HeldEvent> missing = events.stream()
                .filter(event -> !stored.contains(event.event().eventId()))
                .toList();
        boolean onlyMarkers =
                missing.stream().allMatch(event -> event.event().kind().equals(ChainRow.DEGRADED));
        return onlyMarkers && missing.size() < events.size() ? List.of() : missing;
    }

    /** Signed with the present key of the chain, with no signature that is to be made anew, each linked to the one before it. */
    private boolean isOneChain(List<HeldEvent> events) {
        String previous = events.get(0).event().prevHash();
        for (HeldEvent event : events) {
            boolean linked = previous == null
                    ? event.event().prevHash() == null
                    : previous.equals(event.event().prevHash());
            boolean signed = event.chainKey().equals(signer.chainKey().prefix()) && signer.leavesSignature(event);
            if (!linked || !signed) {
                return false;
            }
            previous = event.mac();
        }
        return true;
    }

    private List<Refused> oneByOne(Connection connection, List<HeldEvent> events) throws SQLException {
        List<HeldEvent> missing = missing(connection, events);
        List<Refused> refused = new ArrayList<>();
        if (missing.isEmpty()) {
            return refused;
        }
        String head = rows.head(connection, missing.get(0).event().sessionId());
        String previous = null;
        boolean marked = head == null;
        for (HeldEvent event : missing) {
            HeldEvent anew = signer.after(previous, event.event());
            Savepoint before = connection.setSavepoint();
            try {
                rows.insert(connection, marked ? List.of(anew) : List.of(marker(head, missing), anew));
                connection.releaseSavepoint(before);
                marked = true;
                previous = anew.mac();
            } catch (SQLException e) {
                if (!Outage.isRefusal(e)) {
                    throw e;
                }
                connection.rollback(before);
                refused.add(new Refused(event, String.valueOf(e.getSQLState())));
            }
        }
        return refused;
    }

    /** Announces the link to nothing that follows. It is no older than what it announces, by which verifiers go. */
    private HeldEvent marker(@Nullable String head, List<HeldEvent> events) {
        ChainEvent first = events.get(0).event();
        Instant now = Timestamps.now(clock);
        Instant last = events.stream()
                .map(event -> event.event().createdAt())
                .reduce(now, (one, other) -> one.isAfter(other) ? one : other);
        ChainEvent draft = new ChainEvent(
                UUID.randomUUID(),
                first.sessionId(),
                first.agentId(),
                null,
                ChainRow.DEGRADED,
                null,
                null,
                null,
                REASON,
                null,
                last);
        return signer.after(head, draft);
    }
}
