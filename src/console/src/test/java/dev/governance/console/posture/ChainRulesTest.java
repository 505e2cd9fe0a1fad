package dev.governance.console.posture;

import static dev.governance.console.posture.Facts.EARLIER;
import static dev.governance.console.posture.Facts.finding;
import static dev.governance.console.posture.Facts.known;
import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.contract.Audit;
import dev.governance.console.wire.MarksVerdict.State;
import dev.governance.console.wire.Posture;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChainRulesTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            HOLDS,       unverifiable, unverifiable
            HOLDS,       truncated,    tampered
            HOLDS,       tampered,     tampered
            ROLLED_BACK, tampered,     tampered
            ROLLED_BACK, unverifiable, rolled_back
            FORGED,      unverifiable, forged
            MISSING,     unverifiable, unverifiable
            MISSING,     tampered,     tampered
            """)
    void theWorstIsTheChainsStatus(State marks, String verdict, String status) {
        assertThat(ChainRules.judge(known(marks, finding(verdict, "one"))).status())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "HOLDS,verified",
        "MISSING,marks_missing",
        "STALE,marks_stale",
        "UNPINNED,unpinned",
        "ROLLED_BACK,rolled_back"
    })
    void withoutDamageItIsWhatTheMarksAllow(State marks, String status) {
        assertThat(ChainRules.judge(known(marks)).status()).isEqualTo(status);
    }

    @Test
    void nothingReadIsUnknown() {
        Posture.Chain chain = ChainRules.judge(Facts.nothingKnown());

        assertThat(chain.status()).isEqualTo("unknown");
        assertThat(chain.checkedAt()).isNull();
        assertThat(chain.verifiedUpTo()).isNull();
        assertThat(chain.sessionsKnown()).isEqualTo(7);
        assertThat(chain.sweep()).isEqualTo(new Posture.Sweep(EARLIER, 40, null, true));
    }

    @Test
    void whatWasReadTooLongAgoIsUnknown() {
        Posture.Chain chain = ChainRules.judge(Facts.overdue());

        assertThat(chain.status()).isEqualTo("unknown");
        assertThat(chain.checkedAt()).isEqualTo(EARLIER);
    }

    @Test
    void itSaysWhenAndUpToWhereItWasVerified() {
        Posture.Chain chain = ChainRules.judge(known(State.HOLDS));

        assertThat(chain.checkedAt()).isEqualTo(EARLIER);
        assertThat(chain.verifiedUpTo()).isEqualTo(30);
        assertThat(chain.sessions()).isEqualTo(3);
        assertThat(chain.events()).isEqualTo(30);
        assertThat(chain.marks().state()).isEqualTo(State.HOLDS);
    }

    @Test
    void failingSessionsAreListedWorstFirstAndNotWithoutEnd() {
        List<Audit.Finding> many = Collections.nCopies(12, finding("unverifiable", "Cannot verify"));
        Audit.Finding[] all = new Audit.Finding[13];
        many.toArray(all);
        all[12] = finding("tampered", "TAMPERED at event 8");

        Posture.Chain chain = ChainRules.judge(known(State.HOLDS, all));

        assertThat(chain.failing()).hasSize(10);
        assertThat(chain.failing().get(0).headline()).isEqualTo("TAMPERED at event 8");
        assertThat(chain.damaged()).isEqualTo(13);
    }
}
