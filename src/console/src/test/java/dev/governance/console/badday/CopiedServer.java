package dev.governance.console.badday;

import dev.governance.console.db.DatabaseProblem;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.testing.Eventually;
import dev.governance.console.testing.OwnServer;
import dev.governance.console.testing.Ports;
import dev.governance.console.testing.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A PostgreSQL that runs on a copy of another's data, by the same programs and as the same user. */
final class CopiedServer implements AutoCloseable {
    private final DatabaseUrl url;
    private final List<String> command;
    private final Path log;
    private Process process;

    /**
     * Starts it.
     *
     * @param under words before the command, as for another namespace
     */
    CopiedServer(OwnServer original, List<String> under, Path data, Path log) throws IOException {
        DatabaseUrl first = original.url();
        url = new DatabaseUrl(
                first.host(), Ports.free(), first.database(), first.user(), first.password(), first.parameters());
        command = command(original.home(), under, data);
        this.log = log;
        start();
    }

    private List<String> command(Path home, List<String> under, Path data) throws IOException {
        List<String> words = new ArrayList<>(under);
        words.addAll(
                switch (way(home)) {
                    case "unshare" -> List.of("unshare", "-U");
                    case "setpriv" -> List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
                    case "runuser" -> List.of("runuser", "-u", "nobody", "--");
                    default -> List.of();
                });
        words.addAll(List.of(
                programs(home).resolve("bin/postgres").toString(),
                "-D",
                data.toString(),
                "-c",
                "port=" + url.port(),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                "-c",
                "max_connections=100",
                "-c",
                "timezone=UTC"));
        return words;
    }

    /** As whom the original runs, where this process is root. */
    private static String way(Path home) throws IOException {
        Path record = home.resolve("run-as");
        return Files.exists(record) ? Files.readString(record).strip() : "";
    }

    private static Path programs(Path home) throws IOException {
        try (var files = Files.list(home)) {
            return files.filter(file -> file.getFileName().toString().startsWith("bin-"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Starts it anew, on the same port. */
    void start() throws IOException {
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        Eventually.holds("the server answers", () -> answers() || !process.isAlive());
        if (!process.isAlive()) {
            throw new IOException("the server ended: " + Files.readString(log));
        }
    }

    private boolean answers() {
        try {
            TestPostgres.ask(url, "select 1");
            return true;
        } catch (DatabaseProblem | IllegalStateException e) {
            return false; // not yet
        }
    }

    DatabaseUrl url() {
        return url;
    }

    boolean runs() {
        return process.isAlive();
    }

    static void run(String... command) {
        try {
            Process process = new ProcessBuilder(command).inheritIO().start();
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException("does not work: " + String.join(" ", command));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            ProcessHandle server =
                    process.children().findFirst().filter(this::isServer).orElse(process.toHandle());
            run("kill", "-INT", Long.toString(server.pid()));
            try {
                process.waitFor(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            process.destroyForcibly();
        }
    }

    /** Of runuser, which stays beside it. */
    private boolean isServer(ProcessHandle child) {
        return command.contains("runuser");
    }
}
