package dev.governance.console.explorer;

import dev.governance.console.wire.AuditEvent;
import dev.governance.console.wire.EventPage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one reading gave, in the direction it read.
 *
 * @param end the place where reading stopped; null when nothing was read
 * @param more whether rows lie beyond it
 * @param searched how far a search looked
 */
record Slice(List<AuditEvent> events, @Nullable Place end, boolean more, EventPage.@Nullable Searched searched) {
    Slice {
        events = List.copyOf(events);
    }

    static final Slice NOTHING = new Slice(List.of(), null, false, null);

    /** A slice of rows that were read one beyond the page, to see whether others follow. */
    static Slice of(List<AuditEvent> read, int limit) {
        boolean more = read.size() > limit;
        List<AuditEvent> events = more ? read.subList(0, limit) : read;
        return new Slice(events, events.isEmpty() ? null : Place.of(events.get(events.size() - 1)), more, null);
    }

    static Slice of(EventStore.Stretch stretch) {
        List<AuditEvent> events =
                stretch.events().stream().map(EventStore.Looked::event).toList();
        return new Slice(
                events, events.isEmpty() ? null : Place.of(events.get(events.size() - 1)), stretch.more(), null);
    }

    /** Where reading began: everything between there and {@code end} was looked at. */
    @Nullable
    Place first() {
        return events.isEmpty() ? null : Place.of(events.get(0));
    }

    List<AuditEvent> shown(boolean backwards) {
        List<AuditEvent> shown = new ArrayList<>(events);
        if (backwards) {
            Collections.reverse(shown);
        }
        return shown;
    }
}
