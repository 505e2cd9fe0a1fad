package dev.governance.console.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators read names tests and files that there are. */
class DocumentsTest {
    private static final Path ROOT = Path.of("..", "..");
    private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z0-9]+Test)`");
    private static final Pattern FILE = Pattern.compile("[`(]((?:deploy|docs|scripts|\\.ci)/[A-Za-z0-9_./-]+)[`)]");

    private static Set<String> named(Pattern pattern, String document) throws IOException {
        return pattern.matcher(Files.readString(ROOT.resolve(document)))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> tests() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve("src"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("Test.java"))
                    .map(name -> name.replace(".java", ""))
                    .collect(Collectors.toSet());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"docs/threat-model.md", "docs/operations.md", "docs/reliability.md"})
    void everyTestThatIsNamedIsThere(String document) throws IOException {
        assertThat(named(TEST, document)).hasSizeGreaterThan(5).isSubsetOf(tests());
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/operations.md", "CHANGELOG.md"})
    void everyFileThatIsNamedIsThere(String document) throws IOException {
        assertThat(named(FILE, document))
                .isNotEmpty()
                .allSatisfy(file -> assertThat(ROOT.resolve(file)).exists());
    }
}
