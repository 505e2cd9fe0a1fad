package dev.governance.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the content policy or plain caution forbids in the browser's code. */
class WebRulesTest {
    private static final int LONGEST_FILE = 350;

    private static final Map<String, Pattern> FORBIDDEN = Map.of(
            "a style attribute, which the content policy blocks",
            Pattern.compile("\\bstyle\\s*="),
            "markup made of text",
            Pattern.compile("\\b(?:innerHTML|outerHTML|insertAdjacentHTML|unsafeHTML|unsafeSVG|document\\.write)\\b"),
            "styleMap, which writes a style attribute",
            Pattern.compile("\\bstyleMap\\b"),
            "code made of text",
            Pattern.compile("\\beval\\s*\\(|\\bnew Function\\b"));

    private static final Pattern INLINE_SCRIPT = Pattern.compile("<script(?![^>]*\\ssrc=)|<style|\\son[a-z]+=");

    @TestFactory
    Stream<DynamicTest> noScriptHas() {
        return FORBIDDEN.entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(
                        rule.getKey(),
                        () -> assertThat(WebFiles.scripts())
                                .filteredOn(script -> rule.getValue()
                                        .matcher(WebFiles.text(script))
                                        .find())
                                .as(rule.getKey())
                                .isEmpty()));
    }

    @Test
    void thePageHasNoScriptOrStyleOfItsOwn() {
        String page = WebFiles.text(WebFiles.ROOT.resolve("index.html"));
        assertThat(page).doesNotContainPattern(INLINE_SCRIPT);
        assertThat(FORBIDDEN.values()).allSatisfy(rule -> assertThat(page).doesNotContainPattern(rule));
    }

    @Test
    void everyFileHoldsOneIdea() {
        List<Path> files = Stream.concat(WebFiles.scripts().stream(), WebFiles.styles().stream())
                .toList();
        assertThat(files)
                .filteredOn(file -> WebFiles.text(file).lines().count() > LONGEST_FILE)
                .isEmpty();
    }
}
