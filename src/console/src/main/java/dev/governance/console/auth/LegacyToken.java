package dev.governance.console.auth;

import dev.governance.console.contract.Permission;
import dev.governance.console.contract.Permissions;
import dev.governance.console.contract.Tokens;
import dev.governance.console.wire.Caller;
import dev.governance.console.wire.Role;
import dev.governance.console.wire.ScopedToken;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The one token of the configuration, as the Python console has it: it is nobody's, reads as a viewer does, proofs of the chain
 * included, and changes nothing.
 */
final class LegacyToken {
    /** What the Python console calls whoever comes by it; nobody gets it as a name. */
    static final String USER = "legacy-token";

    private static final UUID ID = UUID.nameUUIDFromBytes(USER.getBytes(StandardCharsets.UTF_8));

    private static final Tokens.Held HELD =
            new Tokens.Held(new Caller(ID, USER, Role.VIEWER, null, new ScopedToken(ID, scopes(), true)), null);

    private final byte[] hash;

    LegacyToken(String token) {
        hash = hash(token);
    }

    /** Takes the same time wherever the two differ. */
    boolean is(String presented) {
        return MessageDigest.isEqual(hash, hash(presented));
    }

    static Tokens.Held held() {
        return HELD;
    }

    private static Set<String> scopes() {
        return Permissions.ofTokens(Role.VIEWER).stream().map(Permission::code).collect(Collectors.toSet());
    }

    private static byte[] hash(String token) {
        return SessionToken.hash(token).getBytes(StandardCharsets.US_ASCII);
    }
}
