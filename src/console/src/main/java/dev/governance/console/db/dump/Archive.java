package dev.governance.console.db.dump;

import dev.governance.console.db.DatabaseProblem;
import dev.governance.console.db.dump.Manifest.DumpedTable;
import dev.governance.console.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** A backup file, known to be whole. */
final class Archive implements AutoCloseable {
    /** Bytes of the list of tables; a whole one has a few thousand, and three megabytes of a file may unpack to gigabytes. */
    private static final int MANIFEST_LIMIT = 1024 * 1024;

    private final ZipFile zip;
    private final Manifest manifest;

    private Archive(ZipFile zip, Manifest manifest) {
        this.zip = zip;
        this.manifest = manifest;
    }

    /** Opens a file and reads all of it once. */
    static Archive checked(Path file) throws IOException {
        ZipFile zip = opened(file);
        try {
            Archive archive = new Archive(zip, manifest(zip, file));
            for (DumpedTable table : archive.manifest.tables()) {
                archive.check(table, file);
            }
            return archive;
        } catch (ZipException e) {
            zip.close();
            throw damaged(file, "its compressed data cannot be read", e);
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    private static ZipFile opened(Path file) throws IOException {
        try {
            return new ZipFile(file.toFile());
        } catch (ZipException e) {
            throw damaged(file, "it is no such file or was cut off", e);
        }
    }

    private static Manifest manifest(ZipFile zip, Path file) throws IOException {
        ZipEntry entry = zip.getEntry(Manifest.ENTRY);
        if (entry == null) {
            throw damaged(file, "it is no such file or was cut off", null);
        }
        Manifest manifest;
        try (InputStream stream = zip.getInputStream(entry)) {
            byte[] list = stream.readNBytes(MANIFEST_LIMIT + 1);
            if (list.length > MANIFEST_LIMIT) {
                throw damaged(file, "its list of tables has no end", null);
            }
            manifest = Json.read(new String(list, StandardCharsets.UTF_8), Manifest.class);
        } catch (IllegalArgumentException e) {
            throw damaged(file, "its list of tables is of another kind or unreadable", e);
        }
        if (manifest.format() != Manifest.FORMAT) {
            throw new DatabaseProblem(file + " has format " + manifest.format() + ", this console reads format "
                    + Manifest.FORMAT + "; restore it with the console that made it, or a newer one");
        }
        return manifest;
    }

    private void check(DumpedTable table, Path file) throws IOException {
        Digested digested = new Digested(OutputStream.nullOutputStream());
        try (InputStream rows = rows(table)) {
            rows.transferTo(digested);
        }
        if (!digested.hex().equals(table.sha256())) {
            throw damaged(file, "the rows of " + table.name() + " are not those that were written", null);
        }
    }

    private static DatabaseProblem damaged(Path file, String how, @Nullable Throwable cause) {
        return new DatabaseProblem(
                file + " is not a whole backup: " + how + ". Nothing was restored; use another copy", cause);
    }

    Manifest manifest() {
        return manifest;
    }

    /** The rows of a table as COPY text. */
    InputStream rows(DumpedTable table) throws IOException {
        ZipEntry entry = zip.getEntry(table.entry());
        if (entry == null) {
            throw new ZipException("entry " + table.entry() + " is missing");
        }
        return zip.getInputStream(entry);
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
