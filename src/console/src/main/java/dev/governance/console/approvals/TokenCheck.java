package dev.governance.console.approvals;

import dev.governance.chain.ChainKey;
import dev.governance.chain.GateToken;
import dev.governance.chain.PayloadHash;
import dev.governance.chain.TokenException;
import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;

/**
 * Checks that the token in a row was made for exactly this row by somebody who has the audit secret. Without it, whoever
 * may write to the table could have a harmless request granted as another one.
 */
final class TokenCheck {
    private final ChainKey current;
    private final Function<String, Optional<ChainKey>> historical;

    TokenCheck(ChainKey current, Function<String, Optional<ChainKey>> historical) {
        this.current = current;
        this.historical = historical;
    }

    /**
     * Refuses as INVALID what does not fit. A historical key may be read from a file, so call it off the event loop.
     * Version 1 has no end here: the SDK decides what it still accepts, the console only what it shows is true.
     */
    Gate checked(Gate gate) {
        if (gate.token().isBlank()) {
            throw refused("the request carries no token");
        }
        GateToken token = token(gate);
        if (!token.requestId().equals(gate.requestId())) {
            throw refused("its token was made for another request");
        }
        if (!token.actionHash().equals(gate.actionHash())) {
            throw refused("its token was made for another action");
        }
        if (!token.expiresAt().truncatedTo(ChronoUnit.MICROS).equals(gate.expiresAt())) {
            throw refused("its token expires at another time");
        }
        if (!isShownTrue(gate)) {
            throw refused("what it shows is not what its token was made for");
        }
        return gate;
    }

    /**
     * The token covers the payload's hash, so the payload must have that hash. Nothing is shown of an empty one, which
     * stands for whatever is no object, nor of one that is too large to be read.
     */
    private static boolean isShownTrue(Gate gate) {
        String payload = gate.payload();
        return payload == null || payload.equals("{}") || PayloadHash.fits(payload, gate.actionHash());
    }

    private GateToken token(Gate gate) {
        try {
            return GateToken.verify(gate.token(), current, historical, null, gate.now());
        } catch (TokenException e) {
            throw refused("its token does not hold: " + e.getMessage());
        }
    }

    private static Refusal refused(String why) {
        return new Refusal(Fault.INVALID, "token_invalid", "this request cannot be trusted: " + why);
    }
}
