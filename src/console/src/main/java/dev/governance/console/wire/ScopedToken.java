package dev.governance.console.wire;

import java.util.Set;
import java.util.UUID;

/**
 * The API token that somebody came by. Its id names it and opens nothing.
 *
 * @param scopes codes of what it may do at most, whatever its owner may
 */
public record ScopedToken(UUID tokenId, Set<String> scopes) {
    public ScopedToken {
        scopes = Set.copyOf(scopes);
    }
}
