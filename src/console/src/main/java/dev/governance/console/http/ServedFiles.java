package dev.governance.console.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files below the build's own path. Those of a jar are all prepared at the start and kept, some hundred KiB; of a folder, in
 * which somebody is at work, each is read when it is asked for.
 */
final class ServedFiles {
    /** Goes out as a page, never as a file. */
    private static final String PAGE = "index.html";

    private final Map<String, ServedFile> kept;
    private final @Nullable Path folder;

    private ServedFiles(Map<String, ServedFile> kept, @Nullable Path folder) {
        this.kept = kept;
        this.folder = folder;
    }

    static ServedFiles kept(Path webroot) throws IOException {
        Map<String, ServedFile> files = new HashMap<>();
        try (Stream<Path> all = Files.walk(webroot)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String name = webroot.relativize(file).toString();
                if (isServed(name)) {
                    files.put(name, ServedFile.of(name, Files.readAllBytes(file)));
                }
            }
        }
        return new ServedFiles(Map.copyOf(files), null);
    }

    static ServedFiles of(Path folder) {
        return new ServedFiles(Map.of(), folder.toAbsolutePath().normalize());
    }

    /** @param name below webroot, as a browser wrote it */
    Future<Optional<ServedFile>> find(Vertx vertx, String name) {
        Path from = folder;
        return from == null
                ? Future.succeededFuture(Optional.ofNullable(kept.get(name)))
                : vertx.executeBlocking(() -> read(from, name), false);
    }

    private static Optional<ServedFile> read(Path folder, String name) throws IOException {
        try {
            Path file = folder.resolve(name).normalize();
            boolean isPlain =
                    folder.relativize(file).toString().replace('\\', '/').equals(name);
            return isPlain && file.startsWith(folder) && isServed(name) && Files.isRegularFile(file)
                    ? Optional.of(ServedFile.of(name, Files.readAllBytes(file)))
                    : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static boolean isServed(String name) {
        return !name.equals(PAGE) && Stream.of(name.split("/")).noneMatch(part -> part.startsWith("."));
    }
}
