package dev.governance.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.http.Sent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The server leaves whole lines of comments out; what is left must be the same program. */
class CommentsTest {
    @TestFactory
    Stream<DynamicTest> everyFileIsTheSameProgramWithoutThem() {
        return Stream.concat(WebFiles.scripts().stream(), WebFiles.styles().stream())
                .map(file -> DynamicTest.dynamicTest(WebFiles.name(file), () -> {
                    boolean isScript = file.toString().endsWith(".js");
                    String sent = new Sent(WebFiles.name(file), WebFiles.bytes(file)).text();
                    assertThat(program(sent, isScript)).isEqualTo(program(WebFiles.text(file), isScript));
                }));
    }

    @Test
    void aTextThatLooksLikeACommentIsSeen() {
        String script =
                "a(`\n// not a comment\n`, /[/`*]/, '`');\n// one\nb(`${`\n/* nor this */\n` + '}' /* one */}`);\n";
        String sent = new Sent("js/a.js", script.getBytes(StandardCharsets.UTF_8)).text();

        assertThat(program(script, true))
                .anySatisfy(line -> assertThat(line).isEqualTo("// not a comment"))
                .anySatisfy(line -> assertThat(line).isEqualTo("/* nor this */"))
                .noneSatisfy(line -> assertThat(line).contains("one"));
        assertThat(program(sent, true)).isNotEqualTo(program(script, true));
    }

    @Test
    void mostOfThemAreLeftOut() {
        List<Path> scripts = WebFiles.scripts();
        assertThat(scripts.stream()
                        .filter(file -> new Sent(WebFiles.name(file), WebFiles.bytes(file))
                                .text()
                                .contains("@param")))
                .isEmpty();
    }

    /** The lines of a file without its comments, without what is empty then. */
    private static List<String> program(String text, boolean isScript) {
        return new Uncommented(text, isScript)
                .text()
                .lines()
                .filter(line -> !line.isBlank())
                .map(String::stripTrailing)
                .collect(Collectors.toList());
    }
}
