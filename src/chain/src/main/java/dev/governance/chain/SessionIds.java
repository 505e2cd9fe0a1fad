package dev.governance.chain;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Session ids that are derived rather than chosen. */
public final class SessionIds {
    /** The session of a thing that has a name: the MD5 digest of the name, without the version bits of RFC 9562. */
    public static UUID md5(String seed) {
        ByteBuffer digest = ByteBuffer.wrap(Digests.md5().digest(seed.getBytes(StandardCharsets.UTF_8)));
        return new UUID(digest.getLong(), digest.getLong());
    }

    private SessionIds() {}
}
