package dev.governance.console.audit.marks;

import dev.governance.chain.Finding;
import dev.governance.chain.Part;
import java.text.NumberFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Finds the first event of a session that is not as it was seen, where only the session's mark tells that one is not: the
 * rows as they are now are signed and chained.
 */
final class FirstChange {
    /** Rows of a session that are looked at; a change beyond them stays told of the session as a whole. */
    static final int ROWS = 10_000;

    /** The finding at that event; empty when no row tells. */
    static Optional<Finding> of(Finding finding, List<PartsStore.Placed> rows) {
        boolean renumbered = finding.kind() == Finding.Kind.RENUMBERED;
        Optional<PartsStore.Placed> first = renumbered
                ? rows.stream()
                        .filter(row -> row.event() != null && isMoved(row))
                        .findFirst()
                : another(finding, rows);
        return first.map(row -> finding.at(
                row.position(), row.chainSeq(), event(row), renumbered ? moved(finding, row) : another(finding, row)));
    }

    private static boolean isMoved(PartsStore.Placed row) {
        return row.before()
                .filter(before -> !before.had(event(row), Part.SEQUENCE, Long.toString(row.chainSeq())))
                .isPresent();
    }

    /**
     * Where another event had been seen. A row of which nothing is known tells that only behind rows that are all known:
     * without those before it, its record may be what somebody took away.
     */
    private static Optional<PartsStore.Placed> another(Finding finding, List<PartsStore.Placed> rows) {
        boolean known = false;
        boolean allKnown = true;
        for (PartsStore.Placed row : rows) {
            if (row.chainSeq() > finding.chainSeq()) {
                return Optional.empty();
            }
            boolean seen = row.event() != null && row.before().isPresent();
            if (seen ? isAnother(row) : row.event() != null && known && allKnown) {
                return Optional.of(row);
            }
            known |= seen;
            allKnown &= seen;
        }
        return Optional.empty();
    }

    private static boolean isAnother(PartsStore.Placed row) {
        String mac = Objects.requireNonNullElse(row.mac(), "");
        return row.before()
                .filter(before -> !before.had(event(row), Part.HMAC, mac))
                .isPresent();
    }

    private static UUID event(PartsStore.Placed row) {
        return Objects.requireNonNull(row.event());
    }

    private static String moved(Finding finding, PartsStore.Placed row) {
        return event(row).equals(finding.eventId())
                ? finding.detail()
                : finding.detail() + " The first of them is event " + count(row) + ".";
    }

    /** How it came about is told behind the colon, if it is known. */
    private static String another(Finding finding, PartsStore.Placed row) {
        int colon = finding.detail().indexOf(':');
        return "Event " + count(row) + " is not the one that this console had seen"
                + (colon < 0 ? "." : finding.detail().substring(colon));
    }

    private static String count(PartsStore.Placed row) {
        return NumberFormat.getIntegerInstance(Locale.ROOT).format(row.position());
    }

    private FirstChange() {}
}
