package dev.governance.console.posture;

import static dev.governance.console.posture.Facts.EARLIER;
import static dev.governance.console.posture.Facts.finding;
import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.contract.Audit;
import dev.governance.console.wire.Posture;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChainRulesTest {
    private static Posture.Chain judge(long known, Audit.Finding... findings) {
        return ChainRules.judge(new Audit.Findings(List.of(findings), known));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            verified,     verified,     verified
            verified,     unverifiable, unverifiable
            unverifiable, truncated,    tampered
            verified,     tampered,     tampered
            verified,     empty,        verified
            empty,        empty,        unknown
            """)
    void theWorstSessionIsTheChainsStatus(String one, String other, String status) {
        assertThat(judge(2, finding(one, "one"), finding(other, "other")).status())
                .isEqualTo(status);
    }

    @Test
    void nothingCheckedIsUnknown() {
        Posture.Chain chain = judge(7);

        assertThat(chain).isEqualTo(new Posture.Chain("unknown", null, 0, 7, 0, List.of()));
    }

    @Test
    void itSaysHowMuchWasCheckedAndHowLongAgoAtTheMost() {
        Audit.Finding older = new Audit.Finding(
                UUID.randomUUID(), "verified", "Verified", null, 30, EARLIER.minusSeconds(90), List.of());

        Posture.Chain chain = judge(9, finding("verified", "Verified"), older);

        assertThat(chain.sessions()).isEqualTo(2);
        assertThat(chain.sessionsKnown()).isEqualTo(9);
        assertThat(chain.events()).isEqualTo(42);
        assertThat(chain.checkedAt()).isEqualTo(EARLIER.minusSeconds(90));
    }

    @Test
    void noMoreSessionsAreKnownAsCheckedThanThereAre() {
        assertThat(judge(0, finding("verified", "Verified")).sessionsKnown()).isEqualTo(1);
    }

    @Test
    void failingSessionsAreListedWorstFirstAndNotWithoutEnd() {
        List<Audit.Finding> many = Collections.nCopies(12, finding("unverifiable", "Cannot verify"));
        Audit.Finding[] all = new Audit.Finding[13];
        many.toArray(all);
        all[12] = finding("tampered", "TAMPERED at event 8");

        Posture.Chain chain = judge(13, all);

        assertThat(chain.failing()).hasSize(10);
        assertThat(chain.failing().get(0).headline()).isEqualTo("TAMPERED at event 8");
    }
}
