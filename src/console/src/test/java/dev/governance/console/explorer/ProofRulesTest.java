package dev.governance.console.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.contract.Audit;
import dev.governance.console.wire.AgentSessions.Proof;
import dev.governance.console.wire.MarksVerdict;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProofRulesTest {
    private static final Instant READ = Instant.parse("2026-04-15T12:00:00Z");
    private static final Instant FOUND = Instant.parse("2026-04-15T11:00:00Z");
    private static final UUID SESSION = new UUID(1, 1);
    private static final Audit.Finding DAMAGE = new Audit.Finding(
            SESSION, "tampered", "TAMPERED at event 3", "It was modified.", null, 7, FOUND, List.of());
    private static final Audit.Counts NONE = new Audit.Counts(0, 0, 0, 0);

    @Test
    void whatWasReadWithoutAGapIsVerified() {
        assertThat(ProofRules.of(known(NONE, 100, false), SESSION, 100))
                .isEqualTo(new Proof("verified", null, null, READ));
    }

    @Test
    void whatIsNewerThanTheLastReadingIsUnknown() {
        assertThat(ProofRules.of(known(NONE, 100, false), SESSION, 101)).isEqualTo(Proof.UNKNOWN);
    }

    @Test
    void damageIsToldAsItWasFound() {
        Proof proof = ProofRules.of(known(new Audit.Counts(1, 0, 0, 0), 100, false, DAMAGE), SESSION, 101);

        assertThat(proof).isEqualTo(new Proof("tampered", "TAMPERED at event 3", "It was modified.", FOUND));
    }

    @Test
    void damageThatIsNotNamedMayBeOfAnySession() {
        assertThat(ProofRules.of(known(new Audit.Counts(0, 0, 0, 1), 100, false), SESSION, 100))
                .isEqualTo(Proof.UNKNOWN);
    }

    @Test
    void whereReadingStoppedNothingIsVerified() {
        assertThat(ProofRules.of(known(NONE, 100, true), SESSION, 100)).isEqualTo(Proof.UNKNOWN);
    }

    @ParameterizedTest
    @EnumSource(value = MarksVerdict.State.class, mode = EnumSource.Mode.EXCLUDE, names = "HOLDS")
    void withoutMarksThatHoldNoLossIsRuledOut(MarksVerdict.State marks) {
        Audit.Findings known = known(NONE, 100, false);

        assertThat(ProofRules.of(
                        new Audit.Findings(known.damaged(), known.counts(), known.reading(), marks(marks)),
                        SESSION,
                        100))
                .isEqualTo(Proof.UNKNOWN);
    }

    private static Audit.Findings known(Audit.Counts counts, long upTo, boolean overdue, Audit.Finding... damaged) {
        return new Audit.Findings(
                List.of(damaged),
                counts,
                new Audit.Reading(null, 0, READ, overdue, upTo, 120, 3, 3, 110),
                marks(MarksVerdict.State.HOLDS));
    }

    private static MarksVerdict marks(MarksVerdict.State state) {
        return new MarksVerdict(state, "", 1L, 120L, READ, null);
    }
}
