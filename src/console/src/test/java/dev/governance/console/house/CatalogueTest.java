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

    /** How many are shown by no test yet: whoever lets one more wait says so here, and whoever shows one as well. */
    private static final int ROWS_WAITING = 2;

    private static final int BUGS_WAITING = 3;

    private static final List<Line> CATALOGUE = Catalogue.read("catalogue.txt");
    private static final List<Line> CATALOGUE_WAITING = Catalogue.read("catalogue-waiting.txt");
    private static final List<Line> HISTORY = Catalogue.read("bugs.txt");
    private static final List<Line> HISTORY_WAITING = Catalogue.read("bugs-waiting.txt");

    private static Stream<Line> lines() {
        return Stream.of(CATALOGUE, HISTORY).flatMap(List::stream);
    }

    private static Stream<Line> deviations() {
        return lines().filter(line -> line.deviation() != null);
    }

    @Test
    void everyTestOfThePythonConsoleStandsHereOnce() {
        assertThat(numbers(CATALOGUE, CATALOGUE_WAITING)).isEqualTo(upTo(ROWS));
    }

    @Test
    void everyBugOfItsHistoryStandsHereOnce() {
        assertThat(numbers(HISTORY, HISTORY_WAITING)).isEqualTo(upTo(BUGS));
    }

    private static List<Integer> numbers(List<Line> shown, List<Line> waiting) {
        return Stream.of(shown, waiting)
                .flatMap(List::stream)
                .map(Line::number)
                .sorted()
                .toList();
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

    @Test
    void nothingWaitsUnnoticed() {
        System.out.println(CATALOGUE_WAITING.size() + " of " + ROWS + " tests of the Python console and "
                + HISTORY_WAITING.size() + " of " + BUGS + " bugs of its history wait for a test of ours");

        assertThat(CATALOGUE_WAITING).hasSize(ROWS_WAITING);
        assertThat(HISTORY_WAITING).hasSize(BUGS_WAITING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "console.house.CatalogueTest",
                "console.house.CatalogueTest#",
                "console.house.CatalogueTest#upTo",
                "console.house.CatalogueTest#noSuchTest",
                "console.house.NoSuchTest#nothingWaitsUnnoticed",
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
                "console.house.CatalogueTest#nothingWaitsUnnoticed",
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
