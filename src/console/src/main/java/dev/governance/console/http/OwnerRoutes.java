package dev.governance.console.http;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.governance.console.bus.Bus;
import dev.governance.console.contract.Owners;
import dev.governance.console.contract.Permission;
import dev.governance.console.wire.AgentOwners;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.UUID;

/** {@code /api/agents/{agent_id}/owners}: who answers for an agent. Who may decide what is a matter of people, not of tokens. */
final class OwnerRoutes {
    private static final String PATH = "/api/agents/:agent_id/owners";

    private final Bus bus;
    private final Guard guard;

    OwnerRoutes(Bus bus, Guard guard) {
        this.bus = bus;
        this.guard = guard;
    }

    void mount(Router router) {
        router.get(PATH).handler(guard.allows(Permission.READ)).handler(this::owners);
        router.put(PATH).handler(guard.person(Permission.MANAGE_USERS)).handler(this::change);
    }

    private void owners(RoutingContext context) {
        Http.send(context, bus.ask(Owners.OF, new Owners.Of(context.pathParam("agent_id"))));
    }

    private void change(RoutingContext context) {
        NewOwners body = Http.body(context, NewOwners.class);
        Owners.Change change = new Owners.Change(
                context.pathParam("agent_id"),
                body.owners(),
                body.version(),
                body.reason(),
                Guard.caller(context),
                Http.idempotencyKey(context));
        Http.send(
                context,
                bus.ask(Owners.CHANGE, change).map(changed -> new Stored(true, changed.owners(), changed.eventId())));
    }

    /** A list instead of the one with that version; 0 when there was none. */
    record NewOwners(List<String> owners, long version, String reason) {
        private static final int LONGEST = 1_024;

        NewOwners {
            if (owners == null
                    || owners.size() > Owners.MOST
                    || owners.stream().anyMatch(owner -> owner == null || owner.length() > LONGEST)) {
                throw new IllegalArgumentException(
                        "owners is a list of at most " + Owners.MOST + " names or ids of users");
            }
            if (version < 0) {
                throw new IllegalArgumentException("version is that of the list that you saw, 0 for none");
            }
            Http.required(reason, "reason");
            owners = List.copyOf(owners);
        }
    }

    record Stored(boolean ok, @JsonUnwrapped AgentOwners owners, UUID eventId) {}
}
