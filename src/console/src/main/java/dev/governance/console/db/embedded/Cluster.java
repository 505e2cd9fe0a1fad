package dev.governance.console.db.embedded;

import dev.governance.console.db.DatabaseProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;

/** A PostgreSQL data directory with a password of its own; made once, whole or not at all. */
final class Cluster {
    /** The major version of the programs we carry. */
    static final String MAJOR = "18";

    static final String USER = "postgres";

    private static final int PASSWORD_BYTES = 24;
    private static final Duration INITDB_LIMIT = Duration.ofMinutes(2);

    private final Path home;
    private final RunAs runAs;

    Cluster(Path home, RunAs runAs) {
        this.home = home;
        this.runAs = runAs;
    }

    static Path data(Path home) {
        return home.resolve("postgres");
    }

    static Path password(Path home) {
        return home.resolve("postgres-password");
    }

    static Path sockets(Path home) {
        return home.resolve("run");
    }

    private Path whole() {
        return data(home).resolve("governance.ok"); // written only after a whole initdb
    }

    /** Makes the data directory, or checks that it fits; answers whether it made it. */
    boolean prepare(Path programs, Consumer<String> progress) throws IOException {
        Path sockets = sockets(home);
        Files.createDirectories(sockets);
        runAs.own(sockets);
        Files.setPosixFilePermissions(sockets, PosixFilePermissions.fromString("rwx------"));
        Path data = data(home);
        if (Files.exists(whole())) {
            refuseOtherVersion(data);
            return false;
        }
        progress.accept("making a new database cluster");
        Trees.delete(data);
        Files.createDirectories(data);
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
        runAs.own(data);
        initdb(programs, data, sockets);
        Files.writeString(whole(), "ok");
        runAs.own(whole());
        return true;
    }

    private static void refuseOtherVersion(Path data) throws IOException {
        String version = Files.readString(data.resolve("PG_VERSION")).strip();
        if (!version.equals(MAJOR)) {
            throw new DatabaseProblem("the data in " + data + " were made by PostgreSQL " + version
                    + ", this console carries PostgreSQL " + MAJOR + ". With the console that made them run"
                    + " `governance backup --to FILE`, then with this one `governance restore --from FILE` into a new"
                    + " --data folder. Nothing was changed");
        }
    }

    private void initdb(Path programs, Path data, Path sockets) throws IOException {
        Path secret = sockets.resolve("initial-password");
        Files.writeString(secret, readPassword());
        runAs.own(secret);
        try {
            Programs.run(
                    runAs.command(List.of(
                            programs.resolve("initdb").toString(),
                            "-D",
                            data.toString(),
                            "-U",
                            USER,
                            "-A",
                            "scram-sha-256",
                            "--pwfile=" + secret,
                            "-E",
                            "UTF8",
                            "--locale-provider=builtin",
                            "--builtin-locale=C.UTF-8",
                            "--locale=C")),
                    INITDB_LIMIT);
        } finally {
            Files.deleteIfExists(secret);
        }
    }

    String readPassword() throws IOException {
        return KeptSecret.in(
                password(home), PASSWORD_BYTES, Base64.getUrlEncoder().withoutPadding()::encodeToString);
    }
}
