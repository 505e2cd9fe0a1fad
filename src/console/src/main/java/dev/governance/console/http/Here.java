package dev.governance.console.http;

import dev.governance.console.wire.Caller;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who was let in.
 *
 * @param signedInAt since when; null for a token
 * @param expiresAt until when that holds; null while the configuration says so
 * @param idleExpiresAt when it ends unless it is used; null where that makes no difference
 */
record Here(
        Caller caller,
        @Nullable Instant signedInAt,
        @Nullable Instant expiresAt,
        @Nullable Instant idleExpiresAt) {

    /** When it ends unless it is used; null while the configuration says so. */
    @Nullable
    Instant end() {
        if (expiresAt == null || idleExpiresAt == null) {
            return expiresAt;
        }
        return idleExpiresAt.isBefore(expiresAt) ? idleExpiresAt : expiresAt;
    }
}
