package dev.governance.console.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.governance.console.house.Catalogue.Line;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the Python console's authors tested, and what went wrong there, is shown by tests of ours that exist. */
class CatalogueTest {
    private static final int ROWS = 140;
    private static final int BUGS = 50;

    private static final List<Line> CATALOGUE = Catalogue.read("catalogue.txt");
    private static final List<Line> HISTORY = Catalogue.read("bugs.txt");

    private static Stream<Line> lines() {
        return Stream.of(CATALOGUE, HISTORY).flatMap(List::stream);
    }

    private static Stream<Line> deviations() {
        return lines().filter(line -> line.deviation() != null);
    }

    @Test
    void everyTestOfThePythonConsoleStandsHereOnce() {
        assertThat(numbers(CATALOGUE)).isEqualTo(upTo(ROWS));
    }

    @Test
    void everyBugOfItsHistoryStandsHereOnce() {
        assertThat(numbers(HISTORY)).isEqualTo(upTo(BUGS));
    }

    private static List<Integer> numbers(List<Line> lines) {
        return lines.stream().map(Line::number).sorted().toList();
    }

    private static List<Integer> upTo(int last) {
        return IntStream.rangeClosed(1, last).boxed().toList();
    }

    @ParameterizedTest
    @MethodSource("lines")
    void whatShowsItIsATest(Line line) {
        assertThat(line.tests()).doesNotHaveDuplicates().allMatch(Catalogue::isTest);
    }

    @ParameterizedTest
    @MethodSource("deviations")
    void whereOursDiffersTheDocumentSaysSo(Line line) throws IOException {
        String document =
                Files.readString(Path.of("..", "..", "docs", "interop.md")).replaceAll("\\s+", " ");

        assertThat(document).contains(line.deviation());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "console.house.CatalogueTest",
                "console.house.CatalogueTest#",
                "console.house.CatalogueTest#upTo",
                "console.house.CatalogueTest#noSuchTest",
                "console.house.NoSuchTest#everyBugOfItsHistoryStandsHereOnce",
                "chain.RedactionTest#redaction",
                "js/api.test.js#no such title",
                "js/none.test.js#the next page is found in the link header",
                "js/api.test.js#the next page"
            })
    void whatIsNoTestIsFoundOut(String test) {
        assertThat(Catalogue.isTest(test)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "console.house.CatalogueTest#everyBugOfItsHistoryStandsHereOnce",
                "console.house.CatalogueTest#whatIsATestIsFound",
                "console.web.WebRulesTest#noScriptHas",
                "chain.RedactionTest#whatWasGivenIsNotChanged",
                "sdk.FieldsTest#metadataHasAtMost64Members",
                "js/api.test.js#the next page is found in the link header"
            })
    void whatIsATestIsFound(String test) {
        assertThat(Catalogue.isTest(test)).isTrue();
    }

    @Test
    void aLineWithoutATestIsNone() {
        assertThatThrownBy(() -> Catalogue.read("access.txt")).hasMessageContaining("neither a comment nor a line");
    }
}
