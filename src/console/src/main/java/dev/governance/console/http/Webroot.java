package dev.governance.console.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What was packed to be shown: the dashboard, and the description of the interface.
 *
 * @param build a hash over every file, the same on every node of one version
 * @param page index.html with the build filled in, and places for the environment's name and for what a page preloads
 * @param preloads the links that a page begins with
 * @param files what lies below the build's own path
 * @param description the OpenAPI document
 */
record Webroot(String build, String page, Preloads preloads, ServedFiles files, String description) {
    private static final int BUILD_LENGTH = 12;

    /** Reads the dashboard from the class path; blocks, so not on an event loop. */
    static Webroot load() {
        URL index = Webroot.class.getResource("/webroot/index.html");
        if (index == null) {
            throw new IllegalStateException("the dashboard is missing from this build: webroot/index.html");
        }
        try {
            URI uri = index.toURI();
            if (!"jar".equals(uri.getScheme())) {
                Path folder = Path.of(uri).resolveSibling(".").toRealPath(); // a link to it counts as the folder
                return of(folder, ServedFiles.of(folder));
            }
            try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
                Path folder = jar.getPath("/webroot");
                return of(folder, ServedFiles.kept(folder));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the dashboard cannot be read", e);
        } catch (URISyntaxException | NoSuchAlgorithmException e) {
            throw new IllegalStateException("the dashboard cannot be read", e);
        }
    }

    private static Webroot of(Path folder, ServedFiles files) throws IOException, NoSuchAlgorithmException {
        String build = hash(folder);
        String page = new String(Files.readAllBytes(folder.resolve("index.html")), StandardCharsets.UTF_8);
        return new Webroot(
                build, page.replace("{{build}}", build), Preloads.of(folder, build), files, read("/openapi.yaml"));
    }

    private static String read(String resource) throws IOException {
        try (InputStream in = Webroot.class.getResourceAsStream(resource)) {
            return new String(
                    Objects.requireNonNull(in, resource + " is missing from this build")
                            .readAllBytes(),
                    StandardCharsets.UTF_8);
        }
    }

    private static String hash(Path folder) throws IOException, NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (Path file : files(folder)) {
            digest.update(folder.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
            digest.update(Files.readAllBytes(file));
        }
        return HexFormat.of().formatHex(digest.digest()).substring(0, BUILD_LENGTH);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
