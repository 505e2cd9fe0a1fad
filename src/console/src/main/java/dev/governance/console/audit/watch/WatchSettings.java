package dev.governance.console.audit.watch;

import java.time.Duration;

/**
 * How much of the machine reading the log again may take.
 *
 * @param share percent of one core and one connection, 1 to 100; the rest of the time it rests
 * @param every the least pause between the end of a round over the whole log and the next
 */
public record WatchSettings(int share, Duration every) {
    /** A fifth, and again half a minute later: a silent edit shows soon, and other requests do not notice. */
    public static final WatchSettings DEFAULT = new WatchSettings(20, Duration.ofSeconds(30));

    public WatchSettings {
        if (share < 1 || share > 100) {
            throw new IllegalArgumentException("a share is a number from 1 to 100");
        }
    }

    /** How long to rest after work, so that the share holds. */
    Duration restAfter(Duration worked) {
        return worked.multipliedBy(100L - share).dividedBy(share);
    }
}
