package dev.governance.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cells that a spreadsheet shows and does not run. */
class CsvTest {
    @ParameterizedTest
    @ValueSource(strings = {"=", "+", "-", "@"})
    void whatBeginsAFormulaBecomesText(String beginning) {
        assertThat(Csv.cell(beginning + "cmd|calc")).isEqualTo("'" + beginning + "cmd|calc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\t", "\r"})
    void aFormulaBehindWhiteSpaceBecomesTextToo(String beginning) {
        assertThat(Csv.cell(beginning + "=cmd|calc")).isEqualTo("\"'" + beginning + "=cmd|calc\"");
    }

    @Test
    void aFormulaInQuotesBecomesTextToo() {
        assertThat(Csv.cell("=HYPERLINK(\"https://x.example\",1)"))
                .isEqualTo("\"'=HYPERLINK(\"\"https://x.example\"\",1)\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "agent-1", "a=b", "1+1", "user@example.org"})
    void whatBeginsNoFormulaStaysAsItIs(String text) {
        assertThat(Csv.cell(text)).isEqualTo(text);
    }
}
