package dev.governance.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** There is no bundler that would notice a wrong path, so this does. */
class StaticAssetsTest {
    private static final Pattern IMPORT =
            Pattern.compile("(?:\\bfrom\\s+|\\bimport\\s+|\\bimport\\s*\\(\\s*)'([^'\\n]+)'");
    private static final Pattern ASSET = Pattern.compile("new URL\\('([^']+)', import\\.meta\\.url\\)");
    private static final Pattern CSS_URL = Pattern.compile("url\\(\"?([^\")]+)\"?\\)");
    private static final Pattern PAGE_LINK = Pattern.compile("(?:href|src)=\"/v/\\{\\{build}}/([^\"]+)\"");
    private static final Pattern ICON = Pattern.compile("\\bicon\\('([a-z-]+)'");
    private static final Pattern SYMBOL = Pattern.compile("<symbol id=\"([^\"]+)\"");

    @Test
    void everyImportIsRelativeAndExists() {
        assertThat(WebFiles.scripts())
                .allSatisfy(script -> assertThat(WebFiles.found(IMPORT, script)).allSatisfy(path -> {
                    assertThat(path).startsWith(".");
                    assertThat(beside(script, path)).isRegularFile();
                }));
    }

    @Test
    void everyAssetNamedInAScriptExists() {
        assertThat(WebFiles.scripts())
                .allSatisfy(script -> assertThat(WebFiles.found(ASSET, script))
                        .allSatisfy(path -> assertThat(beside(script, path)).isRegularFile()));
    }

    @Test
    void everyFileNamedInAStyleSheetExists() {
        assertThat(WebFiles.styles())
                .isNotEmpty()
                .allSatisfy(sheet -> assertThat(WebFiles.found(CSS_URL, sheet))
                        .allSatisfy(path -> assertThat(beside(sheet, path)).isRegularFile()));
    }

    @Test
    void everyStyleSheetIsLinkedByThePageOrNamedByTheModuleThatDrawsWithIt() {
        Path page = WebFiles.ROOT.resolve("index.html");
        Set<Path> named = Stream.concat(
                        WebFiles.found(PAGE_LINK, page).stream().map(WebFiles.ROOT::resolve),
                        WebFiles.scripts().stream().flatMap(script -> WebFiles.sheets(script).stream()))
                .filter(file -> file.toString().endsWith(".css"))
                .collect(Collectors.toSet());
        assertThat(WebFiles.styles()).containsExactlyInAnyOrderElementsOf(named);
    }

    /** A sheet that names another is one more wave of the network before anything is painted. */
    @Test
    void noStyleSheetImportsAnother() {
        assertThat(WebFiles.styles())
                .allSatisfy(sheet -> assertThat(WebFiles.text(sheet)).doesNotContain("@import"));
    }

    @Test
    void everyIconIsInTheSprite() {
        Set<String> symbols = Set.copyOf(WebFiles.found(SYMBOL, WebFiles.ROOT.resolve("icons.svg")));
        assertThat(WebFiles.scripts())
                .allSatisfy(script -> assertThat(symbols).containsAll(WebFiles.found(ICON, script)));
    }

    @Test
    void thePageOpensFromTheClassPathAndNamesOnlyFilesThatExist() {
        Path page = WebFiles.ROOT.resolve("index.html");
        List<String> files = WebFiles.found(PAGE_LINK, page);
        assertThat(files)
                .contains("js/main.js", "css/tokens.css")
                .allSatisfy(file -> assertThat(WebFiles.ROOT.resolve(file)).isRegularFile());
        assertThat(Stream.of("favicon.svg", "icons.svg").map(WebFiles.ROOT::resolve))
                .allMatch(Files::isRegularFile);
    }

    private static Path beside(Path file, String path) {
        return file.resolveSibling(path).normalize();
    }
}
