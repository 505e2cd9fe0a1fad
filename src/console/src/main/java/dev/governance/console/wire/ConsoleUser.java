package dev.governance.console.wire;

import java.time.Instant;
import java.util.UUID;

/** A person who may sign in, unless disabled. */
public record ConsoleUser(
        UUID userId, String username, Role role, boolean disabled, Instant createdAt, Instant updatedAt) {}
