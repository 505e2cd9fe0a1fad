package dev.governance.console.approvals;

import dev.governance.chain.ChainKey;
import dev.governance.chain.RequestProof;
import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.ledger.SigningKey;
import java.util.Optional;
import java.util.function.Function;

/** Lets nobody decide on a row that is not what was asked for. */
final class TokenCheck {
    private final SigningKey current;
    private final Function<String, Optional<ChainKey>> historical;

    TokenCheck(SigningKey current, Function<String, Optional<ChainKey>> historical) {
        this.current = current;
        this.historical = historical;
    }

    /** Refuses as INVALID what does not fit. A historical key may be read from a file, so call it off the event loop. */
    Gate checked(Gate gate) {
        new RequestProof(gate.requestId(), gate.token(), gate.actionHash(), gate.expiresAt(), gate.payload())
                .fault(current.now(), historical, gate.now())
                .ifPresent(why -> {
                    throw new Refusal(Fault.INVALID, "token_invalid", "this request cannot be trusted: " + why);
                });
        return gate;
    }
}
