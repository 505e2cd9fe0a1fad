package dev.governance.chain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Checks that each row of a session follows the one before it. */
final class LinkCheck {
    private final MissingLinks missing = new MissingLinks();
    private @Nullable Head previous;
    private @Nullable String beforePrevious;
    private @Nullable Instant degradedUntil;
    private long compared;
    private long intact;
    private long degraded;
    private boolean headMissing;

    /** The row that the next one must follow. */
    private record Head(String hmac, @Nullable String expected, String kind, Instant createdAt) {}

    /**
     * Compares the next row's link.
     *
     * @param content what is wrong with the row itself
     * @param newestBelow the MAC of the row just below it in the whole table, for rotation markers
     */
    @Nullable
    Finding next(ChainRow row, long position, RowCheck.Outcome content, @Nullable String newestBelow) {
        Head before = previous;
        Finding finding = before == null
                ? genesis(row, newestBelow)
                : follows(before, row, position, content.holds(), newestBelow);
        if (isDegraded(row)) {
            degraded++;
        }
        beforePrevious = before == null ? null : before.hmac();
        previous = new Head(
                row.hmacValue(),
                content.expected(),
                row.event().kind(),
                row.event().createdAt());
        missing.saw(row.hmacValue());
        return finding;
    }

    /** Rows drained from the local file are older than the marker that announced them. */
    boolean isDegraded(ChainRow row) {
        return degradedUntil != null && !row.event().createdAt().isAfter(degradedUntil);
    }

    private @Nullable Finding genesis(ChainRow row, @Nullable String newestBelow) {
        String link = row.event().prevHash();
        if (link == null) {
            return null;
        }
        if (row.isRotation()) {
            return marker(row, 1, link, newestBelow);
        }
        Finding finding = at(Finding.Kind.HEAD_MISSING, row, 1, "The first events are missing.");
        missing.miss(finding, link);
        headMissing = true;
        return finding;
    }

    private @Nullable Finding follows(
            Head before, ChainRow row, long position, boolean contentHolds, @Nullable String newestBelow) {
        String link = row.event().prevHash();
        compared++;
        if (before.hmac().equals(link) || isReplaced(link)) {
            intact++;
            return null;
        }
        if (row.isRotation()) {
            Finding finding = marker(row, position, link, newestBelow);
            intact += finding == null ? 1 : 0;
            return finding;
        }
        if (link == null && contentHolds && before.kind().equals(ChainRow.DEGRADED)) {
            degradedUntil = before.createdAt();
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
        Finding finding = at(
                Finding.Kind.GAP,
                row,
                position,
                "Event " + position + " does not follow event " + (position - 1) + ": inserted or reordered.");
        if (link != null) {
            missing.miss(finding, link);
        }
        return finding;
    }

    /** Whether the row before says what was signed, and only its stored MAC is another: then the link shows it. */
    boolean isReplaced(@Nullable String link) {
        return link != null && previous != null && link.equals(previous.expected());
    }

    /** A marker links to the last row of the whole table, which a session alone cannot show. */
    private static @Nullable Finding marker(
            ChainRow row, long position, @Nullable String link, @Nullable String newestBelow) {
        if (link != null && link.equals(newestBelow)) {
            return null;
        }
        // A row that was being committed meanwhile explains it, so this is no tampering.
        return at(
                Finding.Kind.MARKER_LINK_UNPROVEN,
                row,
                position,
                "The key rotation marker does not link to the event before it in the log.");
    }

    private static Finding at(Finding.Kind kind, ChainRow row, long position, String detail) {
        return new Finding(kind, position, row.chainSeq(), row.event().eventId(), detail);
    }

    /**
     * The finding in its last words, now that every row was seen.
     *
     * @param lost events that a console had seen and that are gone; 0 when that is not known
     * @param toTheEnd whether the last one that it had seen is there
     */
    Finding settled(Finding finding, long lost, boolean toTheEnd) {
        return missing.settled(finding, lost, toTheEnd && broken() == 1);
    }

    private long broken() {
        return compared - intact + (headMissing ? 1 : 0);
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
