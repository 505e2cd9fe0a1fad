package dev.governance.sdk;

import dev.governance.chain.SessionIds;
import dev.governance.chain.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a process writes about halts; about one that it knows, in the halt's own session. A delay is that from the marker's time to the moment it was
 * in force here, or refused, by the database's clock; it is left out where the marker bears no time, or one to come.
 */
final class HaltEvents {
    /** Characters of a path's name. */
    static final int PATH = 64;

    private final String process = UUID.randomUUID().toString();

    /** Names a halt: one that is lifted and given again bears another time. */
    record Name(String agentId, String haltedBy, @Nullable Instant haltedAt) {
        static Name of(Halt halt) {
            return new Name(halt.agentId(), halt.haltedBy(), halt.haltedAt());
        }
    }

    /**
     * This process saw the halt.
     *
     * @param stoodBefore whether it stood before this process knew it or the agent, so that no delay can be told
     * @param wrapped the clients that are guarded for the agent, beside the paths that every process has
     */
    AuditEvent acknowledged(Halt halt, boolean stoodBefore, Collection<String> wrapped, @Nullable Instant now) {
        List<String> paths = Stream.concat(
                        EnforcementPaths.OWN.stream(), wrapped.stream().sorted())
                .distinct()
                .toList();
        AuditEvent event = event("agent.halt_acknowledged", halt).with("paths", paths);
        return stoodBefore ? event.with("stood_before", true) : delayed(event, halt, now);
    }

    /** This process refused a call because of the halt, the first one. */
    AuditEvent enforced(Halt halt, String path, @Nullable Instant now) {
        return delayed(event("agent.halt_enforced", halt).with("path", Fields.clean(path, PATH)), halt, now);
    }

    /**
     * Checks of the agent passed here while it was not known whether it is halted.
     *
     * @param neverRead whether nothing was known at all; else what was last read counted
     */
    AuditEvent passed(String agentId, long checks, boolean neverRead) {
        return AuditEvent.of(agentId, "agent.halt_unknown")
                .with("checks_passed", checks)
                .with("never_read", neverRead)
                .with("process", process)
                .with("sdk", "java");
    }

    private AuditEvent event(String kind, Halt halt) {
        String since = halt.haltedAt() == null ? "" : Timestamps.iso(halt.haltedAt());
        return AuditEvent.of(halt.agentId(), kind)
                .session(SessionIds.md5("halt:" + halt.agentId() + ":" + since))
                .with("halted_by", halt.haltedBy())
                .with("halted_at", since)
                .with("process", process)
                .with("sdk", "java");
    }

    private static AuditEvent delayed(AuditEvent event, Halt halt, @Nullable Instant now) {
        if (halt.haltedAt() == null || now == null || now.isBefore(halt.haltedAt())) {
            return event;
        }
        return event.with("delay_ms", Duration.between(halt.haltedAt(), now).toMillis());
    }
}
