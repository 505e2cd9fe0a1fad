package dev.governance.console.contract;

import dev.governance.console.bus.Ask;
import dev.governance.console.wire.GovernanceHealth;
import java.time.Duration;

/** Whether the console itself is well. */
public final class HealthChecks {
    /** Looks at this node and its database, once at a time for all who ask; never refused for what is found. */
    public static final Ask<Now, GovernanceHealth> NOW = Ask.here("health.now", Now.class, GovernanceHealth.class);

    /** Within this there is an answer, whatever does not answer itself. */
    public static final Duration PATIENCE = Duration.ofSeconds(5);

    public record Now() {}

    private HealthChecks() {}
}
