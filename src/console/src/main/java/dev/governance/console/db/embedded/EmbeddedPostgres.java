package dev.governance.console.db.embedded;

import dev.governance.console.db.DatabaseProblem;
import dev.governance.console.db.DatabaseUrl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A real PostgreSQL of our own in a folder: durable, on loopback only, with a password, for as long as it is open. */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final String DATABASE = "governance";
    private static final String LOOPBACK = "127.0.0.1";
    private static final String MARKER = "governance-data";

    private final FileChannel lock;
    private final Postmaster postmaster;
    private final DatabaseUrl url;
    private final boolean fresh;

    private EmbeddedPostgres(FileChannel lock, Postmaster postmaster, DatabaseUrl url, boolean fresh) {
        this.lock = lock;
        this.postmaster = postmaster;
        this.url = url;
        this.fresh = fresh;
    }

    /**
     * Starts the server of a folder, making both on first use.
     *
     * @throws DatabaseProblem when the folder is in use, not writable, not ours, or of another PostgreSQL version
     */
    public static EmbeddedPostgres start(Path folder, Consumer<String> progress) {
        Path home = folder.toAbsolutePath().normalize();
        try {
            claim(home);
            FileChannel lock = lock(home);
            try {
                return started(home, lock, progress);
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new DatabaseProblem(
                    "the embedded PostgreSQL in " + home + " cannot be started: " + e.getMessage(), e);
        }
    }

    private static EmbeddedPostgres started(Path home, FileChannel lock, Consumer<String> progress) throws IOException {
        RunAs runAs = RunAs.chosen(home);
        Path programs = Binaries.unpack(home, progress);
        Cluster cluster = new Cluster(home, runAs);
        String password = cluster.readPassword();
        boolean fresh = cluster.prepare(programs, progress);
        Path data = Cluster.data(home);
        // Left over from a process that was killed on a system without death signals.
        Postmaster.running(data).ifPresent(Postmaster::stop);
        progress.accept("starting PostgreSQL");
        int port = freePort();
        Postmaster postmaster = Postmaster.start(
                data,
                runAs.commandTiedToUs(command(programs, data, Cluster.sockets(home), port)),
                home.resolve("postgres.log"));
        DatabaseUrl url = new DatabaseUrl(LOOPBACK, port, DATABASE, Cluster.USER, password, Map.of());
        try {
            createDatabase(url);
        } catch (RuntimeException e) {
            postmaster.stop();
            throw e;
        }
        return new EmbeddedPostgres(lock, postmaster, url, fresh);
    }

    private static List<String> command(Path programs, Path data, Path sockets, int port) {
        return List.of(
                programs.resolve("postgres").toString(),
                "-D",
                data.toString(),
                "-c",
                "port=" + port,
                "-c",
                "listen_addresses=" + LOOPBACK,
                "-c",
                "unix_socket_directories=" + socketFolder(sockets),
                "-c",
                "fsync=on",
                "-c",
                "max_connections=100",
                "-c",
                "shared_buffers=128MB",
                "-c",
                "timezone=UTC",
                "-c",
                "log_timezone=UTC");
    }

    /** A socket's path may have 107 bytes (unix(7)); in a deep folder there is none, the port serves all the same. */
    private static String socketFolder(Path sockets) {
        return sockets.toString().length() > 80 ? "" : sockets.toString();
    }

    private static void claim(Path home) throws IOException {
        if (!Files.exists(home)) {
            Files.createDirectories(home);
            Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
        }
        if (!Files.isDirectory(home) || !Files.isWritable(home)) {
            throw new DatabaseProblem("the data folder " + home
                    + " is not a folder that can be written to; mend its rights or choose another with --data DIR");
        }
        Path marker = home.resolve(MARKER);
        if (!Files.exists(marker)) {
            try (Stream<Path> content = Files.list(home)) {
                if (content.findAny().isPresent()) {
                    throw new DatabaseProblem("the folder " + home
                            + " holds other files and no data of ours; choose an empty one with --data DIR");
                }
            }
            Files.writeString(marker, "data of Governance Console\n");
        }
    }

    private static FileChannel lock(Path home) throws IOException {
        Path file = home.resolve("lock");
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        @Nullable FileLock held;
        try {
            held = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            held = null; // this very process has it
        }
        if (held == null) {
            String owner = Files.readString(file).strip();
            channel.close();
            throw new DatabaseProblem("the data folder " + home + " is in use by another governance process"
                    + (owner.isEmpty() ? "" : " (pid " + owner + ")")
                    + "; stop it, or choose another folder with --data DIR");
        }
        channel.truncate(0);
        channel.write(java.nio.ByteBuffer.wrap(
                Long.toString(ProcessHandle.current().pid()).getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
        return channel;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void createDatabase(DatabaseUrl url) {
        DatabaseUrl maintenance =
                new DatabaseUrl(url.host(), url.port(), "postgres", url.user(), url.password(), Map.of());
        try (Connection connection = maintenance.connect();
                Statement statement = connection.createStatement();
                ResultSet found =
                        statement.executeQuery("select 1 from pg_database where datname = '" + DATABASE + "'")) {
            if (!found.next()) {
                statement.execute("create database " + DATABASE);
            }
        } catch (SQLException e) {
            throw new DatabaseProblem("the database " + DATABASE + " cannot be made: " + e.getMessage(), e);
        }
    }

    /** The URL of the server that runs on a folder, started by whatever process; empty when none does. */
    public static Optional<DatabaseUrl> running(Path folder) {
        Path home = folder.toAbsolutePath().normalize();
        return Postmaster.runningPort(Cluster.data(home)).map(port -> {
            try {
                String password = Files.readString(Cluster.password(home)).strip();
                return new DatabaseUrl(LOOPBACK, port, DATABASE, Cluster.USER, password, Map.of());
            } catch (IOException e) {
                throw new DatabaseProblem(
                        "the password of the embedded PostgreSQL in " + home + " cannot be read: " + e.getMessage(), e);
            }
        });
    }

    public DatabaseUrl url() {
        return url;
    }

    /** Whether the database was made just now, by this very start. */
    public boolean isFresh() {
        return fresh;
    }

    /** Stops the server cleanly and gives the folder back. */
    @Override
    public void close() {
        postmaster.stop();
        try {
            lock.close();
        } catch (IOException e) {
            throw new IllegalStateException("the lock of the data folder cannot be given back", e);
        }
    }
}
