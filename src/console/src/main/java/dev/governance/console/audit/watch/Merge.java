package dev.governance.console.audit.watch;

import dev.governance.chain.ChainRow;
import dev.governance.chain.Mark;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Lays marks and rows of many sessions side by side, both in the order of sessions, and finds those that need a closer
 * look: rows that do not hold, marks without rows, rows without a mark. One thread at a time.
 */
final class Merge {
    private final View view;
    private final Deque<SessionMark> marks;
    private final List<UUID> suspects = new ArrayList<>();
    private @Nullable SessionPass current;
    private long sessions;
    private long events;

    Merge(View view, Collection<SessionMark> marks) {
        this.view = view;
        this.marks = new ArrayDeque<>(marks);
    }

    /**
     * Takes rows, those of a session in order and together.
     *
     * @param below for rotation markers, the MAC of the row below them in the whole table, by chain_seq
     */
    void rows(List<ChainRow> rows, Map<Long, String> below) {
        for (ChainRow row : rows) {
            pass(row.event().sessionId()).accept(row, below.get(row.chainSeq()));
        }
    }

    private SessionPass pass(UUID sessionId) {
        SessionPass open = current;
        if (open != null && open.sessionId().equals(sessionId)) {
            return open;
        }
        endPass();
        missBefore(sessionId);
        SessionPass begun = new SessionPass(sessionId, view, markOf(sessionId));
        current = begun;
        return begun;
    }

    private @Nullable Mark markOf(UUID sessionId) {
        SessionMark next = marks.peek();
        if (next == null || !next.sessionId().equals(sessionId)) {
            return null;
        }
        marks.remove();
        return next.mark();
    }

    /** No more rows of the session under way follow. */
    void endPass() {
        SessionPass ended = current;
        current = null;
        if (ended == null) {
            return;
        }
        sessions += ended.events() > 0 ? 1 : 0;
        events += ended.events();
        if (!ended.holds()) {
            suspects.add(ended.sessionId());
        }
    }

    /** No more rows at all follow up to the last mark. */
    void end() {
        endPass();
        marks.forEach(gone -> suspects.add(gone.sessionId()));
        marks.clear();
    }

    private void missBefore(UUID sessionId) {
        SessionMark next = marks.peek();
        while (next != null && SessionOrder.INSTANCE.compare(next.sessionId(), sessionId) < 0) {
            suspects.add(marks.remove().sessionId());
            next = marks.peek();
        }
    }

    /** What was found since the last time, at most one more than sessions that ended. */
    Found take() {
        Found found = new Found(List.copyOf(suspects), sessions, events);
        suspects.clear();
        sessions = 0;
        events = 0;
        return found;
    }

    /** Sessions that ended, of them those that need a closer look. */
    record Found(List<UUID> suspects, long sessions, long events) {
        Found {
            suspects = List.copyOf(suspects);
        }
    }
}
