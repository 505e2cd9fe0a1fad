package dev.governance.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SessionVerdictTest {
    private final WrittenSession written = new WrittenSession();

    /** Of three events the second is another than was signed. */
    private SessionVerdict changed() {
        written.append(3);
        List<ChainRow> rows = written.rows;
        ChainRow second = rows.get(1);
        rows.set(1, new ChainRow(2, rows.get(0).event(), second.hmacValue(), null));
        return written.verdict(Vectors.KEYS, rows);
    }

    @Test
    void aSessionThatCannotBeReadIsUnverifiable() {
        SessionVerdict verdict = SessionVerdict.unreadable(written.sessionId);

        assertThat(verdict.isUnreadable()).isTrue();
        assertThat(verdict.isVerified()).isFalse();
        assertThat(verdict.status()).isEqualTo(SessionVerdict.Status.UNVERIFIABLE);
        assertThat(verdict.status().code()).isEqualTo("unverifiable");
    }

    @Test
    void whatWasReadIsNotUnreadable() {
        assertThat(changed().isUnreadable()).isFalse();
        assertThat(new WrittenSession().verdict(Vectors.KEYS, List.of()).isUnreadable())
                .isFalse();
    }

    @Test
    void oneFindingGetsOtherWordsAndTheVerdictStays() {
        SessionVerdict verdict = changed();
        Finding first = verdict.first();
        assertThat(first).isNotNull();
        Finding better = first.saying("Its agent was modified after signing.");

        SessionVerdict said = verdict.saying(Map.of(first, better));

        assertThat(said.first()).isEqualTo(better);
        assertThat(said.status()).isEqualTo(SessionVerdict.Status.TAMPERED);
        assertThat(said.findings())
                .filteredOn(finding -> finding.kind() == Finding.Kind.ROW_MODIFIED)
                .extracting(Finding::detail)
                .containsExactly("Its agent was modified after signing.");
        assertThat(said.findings())
                .filteredOn(finding -> finding.kind() != Finding.Kind.ROW_MODIFIED)
                .isNotEmpty()
                .isEqualTo(verdict.findings().stream()
                        .filter(finding -> finding.kind() != Finding.Kind.ROW_MODIFIED)
                        .toList());
        assertThat(verdict.saying(Map.of())).isEqualTo(verdict);
    }

    @Test
    void aVerdictWithoutFindingsKeepsItsSilence() {
        written.append(1);
        SessionVerdict verdict = written.verdict(Vectors.KEYS, written.rows);

        Finding other = new Finding(Finding.Kind.GAP, 1, 1, null, "words");

        assertThat(verdict.saying(Map.of(other, other.at(2, 2, new UUID(0, 1), "others"))))
                .isEqualTo(verdict);
    }
}
