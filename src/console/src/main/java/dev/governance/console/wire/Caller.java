package dev.governance.console.wire;

import java.util.UUID;

/** Who asks: a signed-in person, as the session says at this request. */
public record Caller(UUID userId, String username, Role role, UUID sessionId) {}
