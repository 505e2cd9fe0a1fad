package dev.governance.console.cli;

import dev.governance.console.wire.KeyTimeline;
import dev.governance.console.wire.OneLine;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The keys as they read in a terminal. */
final class KeyText {
    private static final int NAME = 40; // columns

    static String of(KeyTimeline timeline) {
        List<String> lines = new ArrayList<>();
        lines.add(line("%-8s %-17s %-8s %-20s %s", "VERSION", "CHAIN KEY", "STATE", "SEQUENCE", "SINCE"));
        timeline.chain().forEach(key -> lines.add(chain(key)));
        if (!timeline.agents().isEmpty()) {
            lines.add("");
            lines.add(line("%-33s %-40s %s", "AGENT KEY", "AGENT", "STATE"));
            timeline.agents().forEach(key -> lines.add(agent(key)));
        }
        if (!timeline.marks().isEmpty()) {
            lines.add("");
            lines.add(line("%-33s %-20s %s", "MARKS KEY", "FIRST HEAD", "SINCE"));
            timeline.marks()
                    .forEach(key -> lines.add(
                            line("%-33s %-20d %s", name(key.fingerprint()), key.firstHead(), time(key.since()))));
        }
        if (!timeline.complete()) {
            lines.add("");
            lines.add("and more: only the newest " + KeyTimeline.LISTED + " of each are listed");
        }
        return String.join(System.lineSeparator(), lines);
    }

    private static String chain(KeyTimeline.ChainKey key) {
        Long end = key.retiredAtSeq();
        String span = key.activatedAtSeq() + (end == null ? " to now" : " to " + (end - 1));
        String note = (key.current() ? ", signs here" : "") + (key.available() ? "" : ", not available here");
        return line(
                        "%-8s %-17s %-8s %-20s %s%s",
                        key.version() == null ? "-" : key.version(),
                        name(key.fingerprint()),
                        key.state(),
                        span,
                        time(key.activatedAt()),
                        note)
                .stripTrailing();
    }

    private static String agent(KeyTimeline.AgentKey key) {
        KeyTimeline.Revocation end = key.revocation();
        String state = end == null
                ? "active from sequence number " + key.activatedAtSeq()
                : "revoked from sequence number " + end.atSeq() + " by " + name(end.by()) + ": " + name(end.reason());
        return line("%-33s %-40s %s", name(key.fingerprint()), name(key.agentId()), state);
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
