package dev.governance.console.wire;

import java.util.List;

/**
 * An event among those of its session, all in the order of the chain.
 *
 * @param moreBefore whether the session has others above {@code before}
 * @param moreAfter whether it has others below {@code after}
 */
public record EventNeighbours(
        List<AuditEvent> before, AuditEvent event, List<AuditEvent> after, boolean moreBefore, boolean moreAfter) {
    public EventNeighbours {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }
}
