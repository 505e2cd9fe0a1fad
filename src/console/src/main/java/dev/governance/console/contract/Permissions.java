package dev.governance.console.contract;

import static dev.governance.console.contract.Permission.DECIDE_APPROVALS;
import static dev.governance.console.contract.Permission.HALT;
import static dev.governance.console.contract.Permission.MANAGE_USERS;
import static dev.governance.console.contract.Permission.READ;
import static dev.governance.console.contract.Permission.VERIFY;

import dev.governance.console.wire.Role;
import java.util.Map;
import java.util.Set;

/** The one table of roles: a new role is one line here and one in the users table's check. */
public final class Permissions {
    private static final Map<Role, Set<Permission>> TABLE = Map.of(
            Role.VIEWER, Set.of(READ, VERIFY),
            Role.ADMIN, Set.of(READ, VERIFY, DECIDE_APPROVALS, HALT, MANAGE_USERS));

    /** What a role allows; nothing for a role that is not in the table. */
    public static Set<Permission> of(Role role) {
        return TABLE.getOrDefault(role, Set.of());
    }

    private Permissions() {}
}
