package dev.governance.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What JSONB does to numbers is no tampering; what only looks like it is. */
class NumericRoundTripTest {
    private static ChainEvent event(String metadata) {
        return new ChainEvent(
                new UUID(9, 9),
                new UUID(5, 5),
                "agent",
                null,
                "tool.call",
                null,
                null,
                null,
                metadata,
                null,
                Instant.EPOCH);
    }

    private static SessionVerdict.Status status(String signed, String found) {
        ChainRow row =
                new ChainRow(1, event(found), Vectors.KEY.mac(event(signed).canonicalBytes()), null);
        SessionVerifier verifier = new SessionVerifier(new UUID(5, 5), Vectors.KEYS);
        verifier.accept(row);
        return verifier.finish().status();
    }

    @Test
    void eachOfTheTwoChangesIsUndoneWithoutTheOther() {
        assertThat(List.of(
                        status("{\"a\": 1e16, \"b\": 0.0}", "{\"a\": 10000000000000000, \"b\": 0.0}"),
                        status("{\"a\": 10000000000000000, \"b\": -0.0}", "{\"a\": 10000000000000000, \"b\": 0.0}"),
                        status("{\"a\": 1e16, \"b\": -0.0}", "{\"a\": 10000000000000000, \"b\": 0.0}")))
                .containsOnly(SessionVerdict.Status.VERIFIED);
    }

    @Test
    void aFloatThatJsonbKeepsAsItIsWasChangedWhenItIsAnInteger() {
        assertThat(List.of(
                        status("{\"a\": 1234567890123456.0}", "{\"a\": 1234567890123456}"),
                        status("{\"a\": -1234567890123456.0}", "{\"a\": -1234567890123456}")))
                .containsOnly(SessionVerdict.Status.TAMPERED);
    }
}
