package dev.governance.chain;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

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
    private final Map<Finding, String> links = new HashMap<>();
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

    Finding settled(Finding finding) {
        String link = links.get(finding);
        if (link == null) {
            return finding;
        }
        boolean elsewhere = Boolean.TRUE.equals(awaited.get(link));
        return finding.kind() == Finding.Kind.HEAD_MISSING ? head(finding, elsewhere) : gap(finding, elsewhere);
    }

    private static Finding head(Finding finding, boolean elsewhere) {
        return elsewhere
                ? finding.saying("Event 1 is not the first of its session: inserted or reordered.")
                : finding.saying("The first events are missing: event 1 links to an event that is gone.");
    }

    private Finding gap(Finding finding, boolean elsewhere) {
        if (elsewhere) {
            return finding;
        }
        String start = "Event " + finding.position() + " does not follow event " + (finding.position() - 1) + ": ";
        return complete
                ? finding.saying(start + "the event that it follows is missing.")
                : finding.saying(start + "events between them are missing, or were inserted or reordered.");
    }
}
