package dev.governance.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of a jar and of a folder alike. */
class ServedFilesTest {
    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private Path webroot;

    @BeforeEach
    void write() throws Exception {
        webroot = folder.resolve("webroot");
        Files.createDirectories(webroot.resolve("js"));
        Files.createDirectories(webroot.resolve("vendor"));
        Files.writeString(folder.resolve("secret.txt"), "secret");
        Files.writeString(webroot.resolve("index.html"), "page");
        Files.writeString(webroot.resolve(".hidden"), "hidden");
        Files.writeString(webroot.resolve("js/a.js"), "// why\na();\n");
        Files.writeString(webroot.resolve("vendor/a.js"), "// licence\na();\n");
    }

    @AfterEach
    void close() {
        vertx.close().timeout(20, TimeUnit.SECONDS).await();
    }

    @Test
    void ourScriptsGoOutWithoutCommentsAndThoseOfOthersAsTheyAre() throws Exception {
        for (ServedFiles files : both()) {
            assertThat(text(files, "js/a.js")).contains("a();\n");
            assertThat(text(files, "vendor/a.js")).contains("// licence\na();\n");
        }
    }

    @Test
    void nothingElseIsReached() throws Exception {
        for (ServedFiles files : both()) {
            for (String name : List.of(
                    "",
                    "index.html",
                    ".hidden",
                    "js",
                    "js/",
                    "../secret.txt",
                    "js/../../secret.txt",
                    "js/../js/a.js",
                    "./js/a.js",
                    "js//a.js",
                    "js/a.js/",
                    "/js/a.js",
                    folder.resolve("secret.txt").toString(),
                    "..\\secret.txt",
                    "%2e%2e/secret.txt",
                    "js/a.js\0",
                    "js/none.js")) {
                assertThat(text(files, name)).as(name).isEmpty();
            }
        }
    }

    @Test
    void anEditInAFolderIsSeenAtOnce() throws Exception {
        ServedFiles files = ServedFiles.of(webroot);
        assertThat(text(files, "js/a.js")).contains("a();\n");

        Files.writeString(webroot.resolve("js/a.js"), "b();\n");

        assertThat(text(files, "js/a.js")).contains("b();\n");
    }

    private List<ServedFiles> both() throws Exception {
        Path jar = folder.resolve("a.jar");
        Files.deleteIfExists(jar);
        try (FileSystem files = FileSystems.newFileSystem(jar, Map.of("create", "true"))) {
            Path root = Files.createDirectory(files.getPath("/webroot"));
            for (String name : List.of("js", "vendor")) {
                Files.createDirectory(root.resolve(name));
            }
            for (String name : List.of("index.html", ".hidden", "js/a.js", "vendor/a.js")) {
                Files.copy(webroot.resolve(name), root.resolve(name));
            }
            return List.of(ServedFiles.of(webroot), ServedFiles.kept(root));
        }
    }

    private Optional<String> text(ServedFiles files, String name) {
        return files.find(vertx, name)
                .timeout(20, TimeUnit.SECONDS)
                .await()
                .map(file -> file.plain().toString());
    }
}
