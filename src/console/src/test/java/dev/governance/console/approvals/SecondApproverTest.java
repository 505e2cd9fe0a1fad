package dev.governance.console.approvals;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecondApproverTest {
    @ParameterizedTest
    @CsvSource({
        "refund,          refund,            true",
        "refund,          Refund,            true",
        "REFUND,          ref\u200bund,      true",
        "refund,          refunds,           false",
        "refund,          '',                false",
        "payments.*,      payments.send,     true",
        "payments.*,      payments.,         true",
        "payments.*,      payment.send,      false",
        "*.delete,        table.delete,      true",
        "*.delete,        table.delete.all,  false",
        "*a*b*,           xxaxxbxx,          true",
        "*a*b,            abab,              true",
        "*a*b*,           ba,                false",
        "*,               anything,          true",
        "*,               '',                true",
        "'a.c',           abc,               false"
    })
    void aStarStandsForAnyCharactersAndCaseForNothing(String pattern, String kind, boolean wanted) {
        assertThat(new SecondApprover(List.of("other", pattern)).isWanted(kind)).isEqualTo(wanted);
    }

    @Test
    void noPatternWantsNothing() {
        assertThat(new SecondApprover(List.of()).isWanted("refund")).isFalse();
    }

    @Test
    void aPatternOfStarsEnds() {
        assertThat(new SecondApprover(List.of("*a".repeat(64) + "b")).isWanted("a".repeat(128)))
                .isFalse();
    }
}
