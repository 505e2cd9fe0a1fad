package dev.governance.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.wire.HaltResults;
import dev.governance.console.wire.HaltResults.Outcome;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a halt's report says. */
class HaltReportTest {
    @Test
    void whatAnAgentOrAServerSaysStaysOnOneLine() {
        HaltReport report = HaltReport.of(new HaltResults.Agent(
                "a\u001b[2J", Outcome.FAILED, null, "bug", "no\u001b[31m\r\nhalted b" + "!".repeat(1_000)));

        assertThat(report.agents().get(0).act())
                .startsWith("failed a [2J: no [31m  halted b!")
                .endsWith("…")
                .hasSizeLessThan(600)
                .doesNotContainPattern("\\p{Cntrl}");
    }

    @ParameterizedTest
    @CsvSource({
        "acknowledged, 0",
        "no_activity_since, 0",
        "issued, 0",
        "still_active, 4",
        "resumed, 4",
    })
    void whoeverGoesOnIsAnAlarm(String proof, int exit) {
        HaltReport report = HaltReport.of(new HaltResults.Agent("a", Outcome.HALTED, null, null, null))
                .proven(Map.of("a", new HaltProofs.Proof(proof, null)));

        assertThat(report.exitCode(true)).isEqualTo(exit);
    }
}
