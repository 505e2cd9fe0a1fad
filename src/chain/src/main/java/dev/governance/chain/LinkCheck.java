package dev.governance.chain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Checks that each row of a session follows the one before it. */
final class LinkCheck {
    private @Nullable ChainRow previous;
    private @Nullable String beforePrevious;
    private @Nullable Instant degradedUntil;
    private long compared;
    private long intact;
    private long degraded;

    /** Compares the next row's link; {@code contentHolds} says whether the row itself can be believed. */
    @Nullable
    Finding next(ChainRow row, long position, boolean contentHolds) {
        ChainRow before = previous;
        String link = row.event().prevHash();
        Finding finding = before == null ? genesis(row, link) : follows(before, row, link, position, contentHolds);
        // Rows drained from the local file are older than the marker that announced them.
        if (degradedUntil != null && !row.event().createdAt().isAfter(degradedUntil)) {
            degraded++;
        }
        beforePrevious = before == null ? null : before.hmacValue();
        previous = row;
        return finding;
    }

    private static @Nullable Finding genesis(ChainRow row, @Nullable String link) {
        if (link == null) {
            return null;
        }
        if (row.isRotation()) {
            // A marker links to the last row of the whole table, which a session alone cannot show.
            return new Finding(
                    Finding.Kind.MARKER_LINK_UNPROVEN,
                    1,
                    row.chainSeq(),
                    row.event().eventId(),
                    "The key rotation marker links to an event of another session.");
        }
        return new Finding(
                Finding.Kind.HEAD_MISSING,
                1,
                row.chainSeq(),
                row.event().eventId(),
                "The first events are missing: event 1 links to an event that is gone.");
    }

    private @Nullable Finding follows(
            ChainRow before, ChainRow row, @Nullable String link, long position, boolean contentHolds) {
        compared++;
        if (before.hmacValue().equals(link)) {
            intact++;
            return null;
        }
        if (row.isRotation()) {
            return at(
                    Finding.Kind.MARKER_LINK_UNPROVEN,
                    row,
                    position,
                    "The key rotation marker links to an event of another session.");
        }
        if (link == null && contentHolds && before.event().kind().equals(ChainRow.DEGRADED)) {
            degradedUntil = before.event().createdAt();
            intact++;
            return at(
                    Finding.Kind.DEGRADED_SEGMENT,
                    row,
                    position,
                    "From event " + position + " on, events were written while the store was down.");
        }
        if (link != null && link.equals(beforePrevious)) {
            return at(
                    Finding.Kind.FORK,
                    row,
                    position,
                    "Events " + (position - 1) + " and " + position + " both follow event " + (position - 2) + ".");
        }
        String between = link == null
                ? "Event " + position + " claims to be the first of the session: inserted or reordered."
                : "Event " + position + " does not follow event " + (position - 1)
                        + ": events between them are missing, or were inserted or reordered.";
        return at(Finding.Kind.GAP, row, position, between);
    }

    private static Finding at(Finding.Kind kind, ChainRow row, long position, String detail) {
        return new Finding(kind, position, row.chainSeq(), row.event().eventId(), detail);
    }

    long compared() {
        return compared;
    }

    long intact() {
        return intact;
    }

    long degraded() {
        return degraded;
    }
}
