package dev.governance.chain;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A signed permission for exactly one action, until a moment.
 *
 * @param actionHash the payload's hash
 */
public record GateToken(UUID requestId, String actionHash, Instant expiresAt) {
    private static final String VERSION_2 = "v2";
    private static final int PREFIX = 16;

    /** Mints a version 1 token, which old SDKs read. */
    public String mintV1(ChainKey key) {
        return signed(body(), key);
    }

    /** Mints a version 2 token, which names its key. */
    public String mintV2(ChainKey key) {
        return signed(VERSION_2 + ":" + key.prefix() + ":" + body(), key);
    }

    private String body() {
        return requestId + ":" + actionHash + ":" + Timestamps.iso(expiresAt);
    }

    private static String signed(String body, ChainKey key) {
        return body + ":" + key.mac(body.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads and checks a token.
     *
     * @param historical finds a retired key by the first 16 digits of its fingerprint
     * @param acceptV1Until when version 1 ends; null for never
     * @throws TokenException with the first ground for refusal
     */
    public static GateToken verify(
            String token,
            ChainKey current,
            Function<String, Optional<ChainKey>> historical,
            @Nullable Instant acceptV1Until,
            Instant now) {
        int end = token.lastIndexOf(':');
        if (token.split(":", -1).length < 4) {
            throw new TokenException("malformed");
        }
        String body = token.substring(0, end);
        String mac = token.substring(end + 1);
        boolean second = body.startsWith(VERSION_2 + ":");
        ChainKey key = second ? keyOf(body, current, historical) : current;
        if (!second && acceptV1Until != null && now.isAfter(acceptV1Until)) {
            throw new TokenException("token version too old");
        }
        if (!key.matches(body.getBytes(StandardCharsets.UTF_8), mac)) {
            throw new TokenException("signature mismatch");
        }
        GateToken read = read(second ? body.substring(VERSION_2.length() + PREFIX + 2) : body);
        if (now.isAfter(read.expiresAt())) {
            throw new TokenException("expired");
        }
        return read;
    }

    private static ChainKey keyOf(String body, ChainKey current, Function<String, Optional<ChainKey>> historical) {
        String prefix = body.split(":", 3)[1];
        if (prefix.length() != PREFIX) {
            throw new TokenException("malformed key prefix");
        }
        if (prefix.equals(current.prefix())) {
            return current;
        }
        return historical.apply(prefix).orElseThrow(() -> new TokenException("historical key unavailable"));
    }

    private static GateToken read(String fields) {
        String[] parts = fields.split(":", 3); // the date has colons of its own
        if (parts.length < 3) {
            throw new TokenException("malformed");
        }
        return new GateToken(requestId(parts[0]), parts[1], expiresAt(parts[2]));
    }

    private static UUID requestId(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new TokenException("bad request_id");
        }
    }

    private static Instant expiresAt(String text) {
        try {
            return Timestamps.parse(text);
        } catch (DateTimeException e) {
            throw new TokenException("bad expiration");
        }
    }
}
