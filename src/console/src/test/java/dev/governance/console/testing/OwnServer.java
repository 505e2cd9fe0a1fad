package dev.governance.console.testing;

import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.db.embedded.EmbeddedPostgres;
import dev.governance.console.db.schema.Migrations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A PostgreSQL of a test's own, at an address that stays while it is stopped, killed and started again. */
public final class OwnServer implements AutoCloseable {
    private final Path home;
    private final Relay relay = new Relay();
    private final DatabaseUrl url;
    private EmbeddedPostgres postgres;

    /** Starts it in a folder, with the current schema. */
    public OwnServer(Path folder) {
        home = folder.resolve("data");
        postgres = EmbeddedPostgres.start(home, line -> {});
        Migrations.migrate(postgres.url(), false, line -> {});
        url = relay.to(postgres.url());
    }

    public DatabaseUrl url() {
        return url;
    }

    /** Its folder, with programs and data. */
    public Path home() {
        return home;
    }

    /** The server itself while it runs, without the address that stays before it. */
    public DatabaseUrl direct() {
        return postgres.url();
    }

    /** Has the address lead to another server, once this one is down. */
    public void leadTo(DatabaseUrl other) {
        relay.to(other);
    }

    /** As an administrator does. */
    public void stop() {
        relay.down();
        postgres.close();
    }

    /** As the kernel does when memory is short: no goodbye, and whatever was under way is cut off. */
    public void kill() {
        ProcessHandle server = server();
        server.destroyForcibly();
        relay.down();
        ended(server);
        postgres.close();
    }

    /** Nothing of it answers from now on, and no connection ends: as a disk that hangs. */
    public void freeze() {
        signal("STOP");
    }

    public void thaw() {
        signal("CONT");
    }

    private void signal(String name) {
        Stream.concat(Stream.of(server()), server().descendants()).forEach(process -> {
            try {
                new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .start()
                        .waitFor(20, TimeUnit.SECONDS);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Hands on nothing in either direction from now on, and ends no connection. */
    public void swallow() {
        relay.swallow();
    }

    /** Ends all connections; new ones are carried. */
    public void reset() {
        relay.reset();
    }

    private ProcessHandle server() {
        try (var files = Files.find(home, 3, (path, kind) -> path.endsWith("postmaster.pid"))) {
            long pid = Long.parseLong(
                    Files.readAllLines(files.findFirst().orElseThrow()).get(0));
            return ProcessHandle.of(pid).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void ended(ProcessHandle process) {
        try {
            process.onExit().get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("the server did not end", e);
        }
    }

    public void start() {
        postgres = EmbeddedPostgres.start(home, line -> {});
        relay.to(postgres.url());
    }

    @Override
    public void close() {
        relay.close();
        postgres.close();
    }
}
