package dev.governance.chain;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Whether the token in a row of {@code governance_gates_pending} was made for exactly this row by somebody who has the
 * audit secret. Without it, whoever may write to the table could have a harmless request granted as another one.
 *
 * @param payload JSON text; null when it is too large to be read
 */
public record RequestProof(
        UUID requestId,
        String token,
        String actionHash,
        Instant expiresAt,
        @Nullable String payload) {
    /**
     * Why the row cannot be trusted; empty when it can. A historical key may be read from a file, so call it off the event
     * loop. Version 1 has no end here: the SDK decides what it still accepts, a reviewer only whether what is shown is
     * true.
     *
     * @param historical finds a retired key by the first 16 digits of its fingerprint
     */
    public Optional<String> fault(ChainKey current, Function<String, Optional<ChainKey>> historical, Instant now) {
        if (token.isBlank()) {
            return Optional.of("the request carries no token");
        }
        GateToken made;
        try {
            made = GateToken.verify(token, current, historical, null, now);
        } catch (TokenException e) {
            return Optional.of("its token does not hold: " + e.getMessage());
        }
        if (!made.requestId().equals(requestId)) {
            return Optional.of("its token was made for another request");
        }
        if (!made.actionHash().equals(actionHash)) {
            return Optional.of("its token was made for another action");
        }
        if (!made.expiresAt().truncatedTo(ChronoUnit.MICROS).equals(expiresAt)) {
            return Optional.of("its token expires at another time");
        }
        return isShownTrue() ? Optional.empty() : Optional.of("what it shows is not what its token was made for");
    }

    /**
     * The token covers the payload's hash, so the payload must have that hash. Nothing is shown of an empty one, which
     * stands for whatever is no object, nor of one that is too large to be read.
     */
    private boolean isShownTrue() {
        return payload == null || payload.equals("{}") || PayloadHash.fits(payload, actionHash);
    }

    @Override
    public String toString() {
        return "RequestProof[" + requestId + "]"; // whoever reads the token may act
    }
}
