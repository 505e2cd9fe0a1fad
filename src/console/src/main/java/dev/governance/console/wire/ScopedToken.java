package dev.governance.console.wire;

import java.util.Set;
import java.util.UUID;

/**
 * The API token that somebody came by. Its id names it and opens nothing.
 *
 * @param scopes codes of what it may do at most, whatever its owner may
 * @param readOnly whether it changes nothing, whatever its scopes name
 */
public record ScopedToken(UUID tokenId, Set<String> scopes, boolean readOnly) {
    public ScopedToken {
        scopes = Set.copyOf(scopes);
    }

    /** One that does what its scopes name. */
    public ScopedToken(UUID tokenId, Set<String> scopes) {
        this(tokenId, scopes, false);
    }
}
