package dev.governance.console.wire;

import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, as the session or the token says at this request.
 *
 * @param userId whose acts these are: of a token, its owner
 * @param role what the person may do now, whatever it was when a token was made
 * @param session by which a person came; null when a token did
 * @param token by which a script came; null for a person who is signed in
 */
public record Caller(
        UUID userId,
        String username,
        Role role,
        @Nullable UUID session,
        @Nullable ScopedToken token) {
    /** A person who is signed in. */
    public Caller(UUID userId, String username, Role role, UUID sessionId) {
        this(userId, username, role, sessionId, null);
    }

    /**
     * The session of a person.
     *
     * @throws NullPointerException when a token came, which the route should not have let in
     */
    public UUID sessionId() {
        return Objects.requireNonNull(session, "this takes a person who is signed in");
    }

    /** The same with the role that the person has now. */
    public Caller as(Role now) {
        return new Caller(userId, username, now, session, token);
    }

    /** Whether this is an administrator in person; a token does only what its scopes name. */
    public boolean administers() {
        return role == Role.ADMIN && token == null;
    }
}
