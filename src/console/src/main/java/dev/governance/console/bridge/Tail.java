package dev.governance.console.bridge;

import dev.governance.console.wire.AuditEvent;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where this node stands in the audit log: sequence numbers commit out of order, so a plain watermark would lose rows. */
final class Tail {
    private final Clock clock;
    private Gaps gaps = new Gaps();
    private long highest;
    private @Nullable UUID last;

    Tail(Clock clock) {
        this.clock = clock;
    }

    /**
     * Starts behind {@code highest}, with the numbers that are missing just below it still open; also anew.
     *
     * @param last the event that has the highest number; null when there is none
     */
    void startAt(long highest, @Nullable UUID last, List<Long> missing) {
        this.highest = highest;
        this.last = last;
        gaps = new Gaps();
        missing.forEach(seq -> gaps.open(seq, seq, clock.millis()));
    }

    /** Whether what was told last is gone: a failover lost rows, a backup was restored, somebody deleted them. */
    boolean isLost(BridgeStore.Look look) {
        return last != null && !look.lastIsThere();
    }

    /** Takes what one look found, in sequence order, and says at which position each event is told. */
    List<Told> take(BridgeStore.Look look) {
        List<Told> told = new ArrayList<>(look.events().size());
        for (AuditEvent event : look.events()) {
            long seq = event.chainSeq();
            if (seq > highest) {
                gaps.open(highest + 1, seq - 1, clock.millis());
                highest = seq;
                last = event.eventId();
            } else {
                gaps.fill(seq);
            }
            told.add(new Told(gaps.lowWater(highest), event));
        }
        gaps.look(look.xmin(), look.xmax(), clock.millis());
        return told;
    }

    long highest() {
        return highest;
    }

    /** The event that has the highest number that was told; null when none was. */
    @Nullable
    UUID last() {
        return last;
    }

    long position() {
        return gaps.lowWater(highest);
    }

    boolean isWaiting() {
        return !gaps.isEmpty();
    }

    Long[] openGaps() {
        return gaps.open();
    }

    Long[] slowGaps() {
        return gaps.slow();
    }

    /** An event and the stream position after it. */
    record Told(long position, AuditEvent event) {}
}
