package dev.governance.console.auth;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Permission;
import dev.governance.console.contract.Permissions;
import dev.governance.console.contract.Tokens;
import dev.governance.console.wire.OneLine;
import dev.governance.console.wire.Role;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a token may be: a name, an end, and no more than its maker may do. */
final class TokenRules {
    private static final int NAME = 100;
    private static final int MOST_DAYS = 365;

    /** The name as it is stored. */
    static String name(String given) {
        String name = OneLine.of(given, NAME + 1);
        if (name.isEmpty() || name.length() > NAME) {
            throw Refusal.unfit("name", "name says what the token is for, in 1 to " + NAME + " characters");
        }
        return name;
    }

    static int days(int given) {
        if (given < 1 || given > MOST_DAYS) {
            throw Refusal.unfit("expires_in_days", "expires_in_days is a whole number from 1 to " + MOST_DAYS);
        }
        return given;
    }

    /** The scopes, sorted, each once. */
    static List<String> scopes(Tokens.Create question) {
        Set<String> allowed = codes(Permissions.ofTokens(question.by().role()));
        Set<String> asked = new TreeSet<>(question.scopes());
        if (asked.isEmpty() || !known().containsAll(asked)) {
            throw Refusal.unfit("scopes", "scopes is a list of " + String.join(", ", known()) + "; at least one");
        }
        if (!allowed.containsAll(asked)) {
            throw new Refusal(
                    Fault.FORBIDDEN,
                    "scope_beyond_role",
                    "a token may not do more than you: the role "
                            + question.by().role().code() + " gives it " + String.join(", ", allowed));
        }
        return List.copyOf(asked);
    }

    private static Set<String> known() {
        return codes(Arrays.stream(Role.values())
                .flatMap(role -> Permissions.ofTokens(role).stream())
                .collect(Collectors.toSet()));
    }

    private static Set<String> codes(Set<Permission> permissions) {
        return permissions.stream().map(Permission::code).collect(Collectors.toCollection(TreeSet::new));
    }

    private TokenRules() {}
}
