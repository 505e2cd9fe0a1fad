package dev.governance.console.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The dashboard's files, found where the server finds them: on the class path. */
final class WebFiles {
    static final Path ROOT = root();

    private static final Pattern STYLES = Pattern.compile("await styles\\(([^)]*)\\)");
    private static final Pattern NAME = Pattern.compile("'([^']+)'");

    /** Our own scripts; what is vendored keeps its own style. */
    static List<Path> scripts() {
        return under("js", ".js");
    }

    static List<Path> styles() {
        return under("css", ".css");
    }

    /** The style sheets that a script waits for. */
    static List<Path> sheets(Path script) {
        return found(STYLES, script).stream()
                .flatMap(names -> NAME.matcher(names).results())
                .map(name -> ROOT.resolve("css/" + name.group(1) + ".css"))
                .toList();
    }

    /** Below webroot, as the server is asked for it. */
    static String name(Path file) {
        return ROOT.relativize(file).toString().replace('\\', '/');
    }

    static String text(Path file) {
        return new String(bytes(file), StandardCharsets.UTF_8);
    }

    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the first group of a pattern matched, everywhere in a file. */
    static List<String> found(Pattern pattern, Path file) {
        return pattern.matcher(text(file))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static List<Path> under(String folder, String ending) {
        try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path root() {
        URL record = Objects.requireNonNull(WebFiles.class.getResource("/webroot/vendor/VENDOR.json"));
        try {
            return Path.of(URI.create(record.toURI() + "/../..")).normalize();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private WebFiles() {}
}
