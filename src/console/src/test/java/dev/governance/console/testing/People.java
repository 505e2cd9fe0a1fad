package dev.governance.console.testing;

import dev.governance.console.wire.Caller;
import dev.governance.console.wire.Role;
import java.util.UUID;

/** Those who use the console in tests. */
public final class People {
    public static final Caller ADMIN = person("operator-1", Role.ADMIN);
    public static final Caller OTHER_ADMIN = person("operator-2", Role.ADMIN);
    public static final Caller VIEWER = person("viewer-1", Role.VIEWER);

    public static Caller person(String username, Role role) {
        return new Caller(UUID.randomUUID(), username, role, UUID.randomUUID());
    }

    private People() {}
}
