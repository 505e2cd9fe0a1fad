package dev.governance.console.contract;

import static dev.governance.console.contract.Permission.DECIDE_APPROVALS;
import static dev.governance.console.contract.Permission.EDIT_POLICIES;
import static dev.governance.console.contract.Permission.HALT;
import static dev.governance.console.contract.Permission.MANAGE_USERS;
import static dev.governance.console.contract.Permission.READ;
import static dev.governance.console.contract.Permission.ROTATE_KEYS;
import static dev.governance.console.contract.Permission.SEE_DELIVERIES;
import static dev.governance.console.contract.Permission.VERIFY;

import dev.governance.console.wire.Caller;
import dev.governance.console.wire.Role;
import dev.governance.console.wire.ScopedToken;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The one table of roles: a new role is one line here and one in the users table's check. */
public final class Permissions {
    private static final Map<Role, Set<Permission>> TABLE = Map.of(
            Role.VIEWER, Set.of(READ, VERIFY),
            Role.ADMIN,
                    Set.of(
                            READ,
                            VERIFY,
                            DECIDE_APPROVALS,
                            HALT,
                            EDIT_POLICIES,
                            MANAGE_USERS,
                            SEE_DELIVERIES,
                            ROTATE_KEYS));

    /** What a token may do at most: who may use the console is a matter of people. */
    private static final Set<Permission> FOR_TOKENS = Set.of(READ, VERIFY, DECIDE_APPROVALS, HALT, EDIT_POLICIES);

    /** What a role allows; nothing for a role that is not in the table. */
    public static Set<Permission> of(Role role) {
        return TABLE.getOrDefault(role, Set.of());
    }

    /** What the caller may do: of a token, what both its scopes and the role that its owner has now allow. */
    public static Set<Permission> of(Caller caller) {
        ScopedToken token = caller.token();
        return token == null
                ? of(caller.role())
                : ofTokens(caller.role()).stream()
                        .filter(permission -> token.scopes().contains(permission.code()))
                        .collect(Collectors.toUnmodifiableSet());
    }

    /** What a token of somebody may be made for. */
    public static Set<Permission> ofTokens(Role role) {
        return of(role).stream().filter(FOR_TOKENS::contains).collect(Collectors.toUnmodifiableSet());
    }

    private Permissions() {}
}
