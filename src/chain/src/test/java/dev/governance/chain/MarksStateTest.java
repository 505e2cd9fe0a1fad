package dev.governance.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.chain.SessionVerdict.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MarksStateTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            VERIFIED,     VERIFIED,     UNVERIFIABLE, TRUNCATED, TAMPERED
            UNVERIFIABLE, UNVERIFIABLE, UNVERIFIABLE, TRUNCATED, TAMPERED
            EMPTY,        EMPTY,        EMPTY,        TRUNCATED, TAMPERED
            TRUNCATED,    TRUNCATED,    TRUNCATED,    TRUNCATED, TAMPERED
            TAMPERED,     TAMPERED,     TAMPERED,     TAMPERED,  TAMPERED
            """)
    void theWorseOfBothIsTheVerdict(Status rows, Status holding, Status missing, Status rolledBack, Status forged) {
        assertThat(MarksState.HOLD.verdict(rows)).isEqualTo(holding);
        assertThat(MarksState.MISSING.verdict(rows)).isEqualTo(missing);
        assertThat(MarksState.ROLLED_BACK.verdict(rows)).isEqualTo(rolledBack);
        assertThat(MarksState.FORGED.verdict(rows)).isEqualTo(forged);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "HOLD")
    void nothingIsVerifiedWhileLossesCannotBeRuledOut(MarksState marks) {
        assertThat(marks.verdict(Status.VERIFIED)).isNotEqualTo(Status.VERIFIED);
    }

    @Test
    void theWorstIsTheLast() {
        assertThat(MarksState.FORGED).isGreaterThan(MarksState.ROLLED_BACK);
        assertThat(MarksState.ROLLED_BACK).isGreaterThan(MarksState.MISSING);
        assertThat(MarksState.MISSING).isGreaterThan(MarksState.HOLD);
    }
}
