package dev.governance.console.approvals;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.wire.Approval;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The last request of a page, as a client carries it: {@code 2026-11-28T14:32:00Z|} and its id. It gives no right.
 *
 * @param at when it was asked, or expires, whichever the pages go by
 */
record PendingCursor(Instant at, UUID requestId) {
    /** Whoever may write a row may date it beyond every calendar; pages go by these bounds then. */
    static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

    static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    static PendingCursor of(Approval approval, boolean soonest) {
        Instant at = soonest ? approval.expiresAt() : approval.createdAt();
        return new PendingCursor(at.isAfter(LAST) ? LAST : at.isBefore(FIRST) ? FIRST : at, approval.requestId());
    }

    String text() {
        return at + "|" + requestId;
    }

    /**
     * Reads one.
     *
     * @throws Refusal INVALID when it is none
     */
    static @Nullable PendingCursor read(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String[] parts = text.split("\\|", -1);
        try {
            if (parts.length == 2) {
                PendingCursor cursor = new PendingCursor(Instant.parse(parts[0]), UUID.fromString(parts[1]));
                if (!cursor.at.isBefore(FIRST) && !cursor.at.isAfter(LAST)) {
                    return cursor;
                }
            }
        } catch (DateTimeException | IllegalArgumentException e) {
            // told below, like what only looks like one
        }
        throw new Refusal(
                Fault.INVALID, "invalid_cursor", "cursor is the next_cursor of the page before, exactly as it was");
    }
}
