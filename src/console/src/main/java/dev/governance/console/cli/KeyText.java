package dev.governance.console.cli;

import dev.governance.console.wire.KeyTimeline;
import dev.governance.console.wire.OneLine;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The keys as they read in a terminal. */
final class KeyText {
    private static final int NAME = 40; // columns

    static String of(KeyTimeline timeline) {
        List<String> lines = new ArrayList<>();
        lines.add(line("%-8s %-17s %-12s %-20s %s", "VERSION", "CHAIN KEY", "STATE", "SEQUENCE", "SINCE"));
        timeline.chainKeys().forEach(key -> lines.add(chain(key)));
        if (!timeline.agentKeys().isEmpty()) {
            lines.add("");
            lines.add(line("%-33s %-40s %s", "AGENT KEY", "AGENT", "STATE"));
            timeline.agentKeys().forEach(key -> lines.add(agent(key)));
        }
        if (timeline.marksKey() != null) {
            lines.add("");
            lines.add(line("%-33s %-20s %s", "MARKS KEY", "FIRST HEAD", "SINCE"));
            Stream.concat(Stream.of(timeline.marksKey()), timeline.earlierMarksKeys().stream())
                    .forEach(key -> lines.add(marks(key)));
        }
        if (!timeline.complete()) {
            lines.add("");
            lines.add("and more: only the newest " + KeyTimeline.LISTED + " of each are listed");
        }
        return String.join(System.lineSeparator(), lines);
    }

    private static String chain(KeyTimeline.ChainKey key) {
        Long end = key.retiredSeq();
        String span = key.activatedSeq() + (end == null ? " to now" : " to " + (end - 1));
        return line(
                "%-8s %-17s %-12s %-20s %s%s",
                key.version(),
                name(key.fingerprint()),
                key.status(),
                span,
                time(key.activatedAt()),
                key.current() ? ", signs here" : "");
    }

    private static String agent(KeyTimeline.AgentKey key) {
        String state = key.revokedSeq() == null
                ? "active from sequence number " + key.activatedSeq()
                : "revoked from sequence number " + key.revokedSeq() + " by " + name(key.revokedBy()) + ": "
                        + name(key.revokedReason());
        return line("%-33s %-40s %s", name(key.fingerprint()), name(key.agentId()), state);
    }

    private static String marks(KeyTimeline.MarksKey key) {
        return line("%-33s %-20d %s", name(key.fingerprint()), key.firstHead(), time(key.since()));
    }

    private static String name(@Nullable String text) {
        return text == null ? "not imported" : OneLine.of(text, NAME);
    }

    private static String time(@Nullable Instant at) {
        return at == null ? "never rotated" : at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String line(String form, Object... values) {
        return String.format(Locale.ROOT, form, values);
    }

    private KeyText() {}
}
