package dev.governance.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the README shows is what was compiled. */
class ReadmeTest {
    private static final Path EXAMPLE = Path.of("src/test/java/dev/governance/sdk/example/RefundAgent.java");

    @Test
    void theExampleOfTheReadmeIsTheOneThatCompiles() throws IOException {
        String example = Files.readString(EXAMPLE);

        assertThat(Files.readString(Path.of("README.md"))).contains("```java\n" + example + "```\n");
    }
}
