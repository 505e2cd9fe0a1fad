package dev.governance.chain;

import java.text.NumberFormat;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells events that are gone from events that stand at another place: the row that a broken link names is nowhere in the
 * session, or it is.
 */
final class MissingLinks {
    /** Rows remembered; in a longer session a link may name an older one. */
    private static final int WINDOW = 4_096;

    private final Deque<String> order = new ArrayDeque<>();
    private final Set<String> recent = new HashSet<>();
    private final Map<String, Boolean> awaited = new HashMap<>();
    private final Map<Finding, String> links = new LinkedHashMap<>();
    private boolean complete = true;

    void saw(String hmac) {
        awaited.replace(hmac, true);
        order.addLast(hmac);
        recent.add(hmac);
        if (order.size() > WINDOW) {
            recent.remove(order.removeFirst());
            complete = false;
        }
    }

    /** Remembers that a row links to {@code link}, which is not the row before it. */
    void miss(Finding finding, String link) {
        if (links.size() < SessionVerifier.FINDINGS_LIMIT) {
            links.put(finding, link);
            awaited.merge(link, recent.contains(link), Boolean::logicalOr);
        }
    }

    /**
     * The finding in its last words.
     *
     * @param lost events that a console had seen and that are gone; 0 when that is not known
     * @param onlyHere whether all of them must be gone from the one place where a link is broken
     */
    Finding settled(Finding finding, long lost, boolean onlyHere) {
        String link = links.get(finding);
        if (link == null) {
            return finding;
        }
        if (isElsewhere(link)) {
            return finding.kind() == Finding.Kind.HEAD_MISSING
                    ? finding.saying("Event 1 is not the first of its session: inserted or reordered.")
                    : finding;
        }
        if (lost > 0 && onlyHere && complete) {
            return finding.saying(gone(finding.position(), lost));
        }
        return finding.saying(unfollowed(finding) + (lost > 0 && finding.equals(firstGone()) ? inAll(lost) : ""));
    }

    private boolean isElsewhere(String link) {
        return Boolean.TRUE.equals(awaited.get(link));
    }

    private @Nullable Finding firstGone() {
        return links.entrySet().stream()
                .filter(entry -> !isElsewhere(entry.getValue()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    private static String gone(long first, long lost) {
        return lost == 1
                ? "Event " + count(first) + " is missing."
                : "Events " + count(first) + " to " + count(first + lost - 1) + " are missing.";
    }

    private static String inAll(long lost) {
        return lost == 1
                ? " 1 event that this console had seen is gone."
                : " In all, " + count(lost) + " events that this console had seen are gone.";
    }

    private String unfollowed(Finding finding) {
        if (finding.kind() == Finding.Kind.HEAD_MISSING) {
            return "The first events are missing: event 1 links to an event that is gone.";
        }
        String start = "Event " + finding.position() + " does not follow event " + (finding.position() - 1) + ": ";
        return complete
                ? start + "the event that it follows is missing."
                : start + "events between them are missing, or were inserted or reordered.";
    }

    private static String count(long number) {
        return NumberFormat.getIntegerInstance(Locale.ROOT).format(number);
    }
}
