package dev.governance.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the README shows is what was compiled. */
class ReadmeTest {
    private static final Path EXAMPLES = Path.of("src/test/java/dev/governance/sdk/example");

    @ParameterizedTest
    @ValueSource(strings = {"RefundAgent", "AskingAgent"})
    void theExamplesOfTheReadmeAreThoseThatCompile(String name) throws IOException {
        String example = Files.readString(EXAMPLES.resolve(name + ".java"));

        assertThat(Files.readString(Path.of("README.md"))).contains("```java\n" + example + "```\n");
    }
}
