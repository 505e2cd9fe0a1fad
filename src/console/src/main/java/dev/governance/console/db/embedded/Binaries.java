package dev.governance.console.db.embedded;

import dev.governance.console.db.DatabaseProblem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's own programs, unpacked once beside the data and never into the shared temporary folder. */
final class Binaries {
    private static final int NAME_LENGTH = 16;
    private static final int OWNER_EXECUTES = 0100;

    /** Unpacks the programs for this machine, unless they are there already; answers the folder of programs. */
    static Path unpack(Path home, Consumer<String> progress) throws IOException {
        byte[] archive = archive();
        Path folder = home.resolve("bin-" + digest(archive));
        if (Files.exists(folder)) {
            return folder.resolve("bin");
        }
        progress.accept("unpacking PostgreSQL");
        Path part = home.resolve(folder.getFileName() + ".part");
        Trees.delete(part); // an earlier start may have been interrupted
        Files.createDirectories(part);
        unpack(archive, part);
        Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
        return folder.resolve("bin");
    }

    private static byte[] archive() throws IOException {
        String resource = "/postgres-linux-" + architecture() + ".txz";
        try (InputStream in = Binaries.class.getResourceAsStream(resource)) {
            return Objects.requireNonNull(in, resource + " is missing from this build")
                    .readAllBytes();
        }
    }

    private static String architecture() {
        String system = System.getProperty("os.name", "");
        String processor = System.getProperty("os.arch", "");
        if (system.startsWith("Linux") && processor.equals("amd64")) {
            return "x86_64";
        }
        if (system.startsWith("Linux") && processor.equals("aarch64")) {
            return "arm_64";
        }
        throw new DatabaseProblem("there is no embedded PostgreSQL for " + system + " on " + processor
                + "; set GOVERNANCE_DATABASE_URL to a PostgreSQL of your own");
    }

    private static String digest(byte[] archive) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(archive);
            return HexFormat.of().formatHex(digest).substring(0, NAME_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime lacks SHA-256", e);
        }
    }

    private static void unpack(byte[] archive, Path folder) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new ByteArrayInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpack(tar, entry, folder);
            }
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path folder) throws IOException {
        Path target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) {
            throw new IOException("the archive reaches outside its folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(Objects.requireNonNull(target.getParent()));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
            Files.createLink(target, folder.resolve(entry.getLinkName()).normalize());
        } else {
            Files.copy(tar, target);
            boolean executable =
                    (entry.getMode() & OWNER_EXECUTES) != 0 || entry.getName().contains("bin/");
            Files.setPosixFilePermissions(
                    target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }

    private Binaries() {}
}
