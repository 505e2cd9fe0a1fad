package dev.governance.sdk.errors;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A person halted this agent: stop, and try again only after a pause. Not a {@link GovernanceException}, so that code
 * which goes on after an ordinary refusal does not go on after a halt.
 */
public final class AgentHaltedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String agentId;
    private final String haltedBy;
    private final @Nullable Instant haltedAt;
    private final @Nullable String reason;

    public AgentHaltedException(String agentId, String haltedBy, @Nullable Instant haltedAt, @Nullable String reason) {
        super("agent " + agentId + " is halted by " + haltedBy
                + (haltedAt == null ? "" : " since " + haltedAt)
                + (reason == null ? "" : ": " + reason));
        this.agentId = agentId;
        this.haltedBy = haltedBy;
        this.haltedAt = haltedAt;
        this.reason = reason;
    }

    public String agentId() {
        return agentId;
    }

    public String haltedBy() {
        return haltedBy;
    }

    /** When, by the clock of the database; empty when the marker does not say. */
    public Optional<Instant> haltedAt() {
        return Optional.ofNullable(haltedAt);
    }

    public Optional<String> reason() {
        return Optional.ofNullable(reason);
    }
}
