package dev.governance.console.db.dump;

import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.db.Jdbc;
import dev.governance.console.db.dump.Catalog.Table;
import dev.governance.console.db.dump.Manifest.DumpedTable;
import dev.governance.console.db.dump.Manifest.Sequence;
import dev.governance.console.db.schema.SdkSchema;
import dev.governance.console.wire.Json;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes all rows, as one moment saw them, into one file: whole or not at all, and its owner's alone. */
final class Backup {
    static Manifest write(DatabaseUrl url, Path file, Consumer<String> line) throws SQLException, IOException {
        Path folder = file.toAbsolutePath().getParent();
        Path part = Files.createTempFile(
                folder,
                file.getFileName() + ".",
                ".part",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Manifest manifest = writeTo(url, part, line);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            return manifest;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static Manifest writeTo(DatabaseUrl url, Path part, Consumer<String> line)
            throws SQLException, IOException {
        try (Connection connection = url.connect();
                FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE);
                ZipOutputStream zip =
                        new ZipOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel)))) {
            SdkSchema sdk = SdkSchema.of(connection);
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            Copies.settle(connection);
            Manifest manifest = rows(connection, sdk, zip, line);
            zip.putNextEntry(new ZipEntry(Manifest.ENTRY));
            zip.write(Json.write(manifest).getBytes(StandardCharsets.UTF_8));
            zip.finish();
            zip.flush();
            channel.force(true);
            connection.rollback();
            return manifest;
        }
    }

    private static Manifest rows(Connection connection, SdkSchema sdk, ZipOutputStream zip, Consumer<String> line)
            throws SQLException, IOException {
        List<DumpedTable> tables = new ArrayList<>();
        List<Sequence> sequences = new ArrayList<>();
        for (Table table : Catalog.tables(connection, sdk)) {
            DumpedTable named = new DumpedTable(table.ours(), table.name(), table.columns(), 0, "");
            zip.putNextEntry(new ZipEntry(named.entry()));
            Digested digested = new Digested(zip);
            long rows = Copies.out(connection, table, table.columns(), digested);
            zip.closeEntry();
            line.accept("wrote " + rows + " rows of " + table.place());
            tables.add(new DumpedTable(table.ours(), table.name(), table.columns(), rows, digested.hex()));
            sequences.addAll(Sequences.of(connection, table));
        }
        String postgres = Jdbc.words(connection, "show server_version").get(0);
        return new Manifest(Manifest.FORMAT, Instant.now(), postgres, tables, sequences);
    }

    private Backup() {}
}
