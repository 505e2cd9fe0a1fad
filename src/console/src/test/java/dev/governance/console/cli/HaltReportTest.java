package dev.governance.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.wire.HaltResults;
import dev.governance.console.wire.HaltResults.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a halt's report says. */
class HaltReportTest {
    @Test
    void whatAnAgentOrAServerSaysStaysOnOneLine() {
        HaltReport report = HaltReport.of(
                "*",
                List.of(new HaltResults.Agent(
                        "a\u001b[2J", Outcome.FAILED, null, "bug", "no\u001b[31m\r\nhalted b" + "!".repeat(1_000))));

        assertThat(report.agents().get(0).act())
                .startsWith("failed a [2J: no [31m  halted b!")
                .endsWith("…")
                .hasSizeLessThan(600)
                .doesNotContainPattern("\\p{Cntrl}");
    }
}
