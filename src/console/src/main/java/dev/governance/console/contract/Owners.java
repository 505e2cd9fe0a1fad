package dev.governance.console.contract;

import dev.governance.console.bus.Ask;
import dev.governance.console.wire.AgentOwners;
import dev.governance.console.wire.Caller;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who answers for agents, as the console's admins say: nobody decides what their own agent asks. */
public final class Owners {
    /** Owners that an agent has at most. */
    public static final int MOST = 20;

    /** The owners of an agent, seen or not; UNPROCESSABLE {@code invalid_agent_id}. */
    public static final Ask<Of, AgentOwners> OF = Ask.read("owners.of", Of.class, AgentOwners.class);

    /**
     * Sets the whole list. Refused in this order: FORBIDDEN {@code role}, UNPROCESSABLE {@code invalid_agent_id},
     * {@code invalid_owners}, {@code invalid_owner} or {@code invalid_reason}, CONFLICT {@code changed_meanwhile} when the
     * list is another one than the caller saw, CONFLICT {@code unchanged}.
     */
    public static final Ask<Change, Changed> CHANGE = Ask.command("owners.change", Change.class, Changed.class);

    public record Of(String agentId) {}

    /**
     * A list instead of the one with that version.
     *
     * @param owners names or ids of users, at most {@link #MOST}, each at most 256 characters
     * @param version of the list that the caller saw
     * @param reason 1 to 512 characters
     * @param key the same for every try of one change; null when the caller sent none
     */
    public record Change(
            String agentId,
            List<String> owners,
            long version,
            String reason,
            Caller by,
            @Nullable UUID key) {
        public Change {
            owners = List.copyOf(owners);
        }
    }

    public record Changed(AgentOwners owners, UUID eventId) {}

    private Owners() {}
}
