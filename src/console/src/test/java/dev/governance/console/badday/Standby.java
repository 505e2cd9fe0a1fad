package dev.governance.console.badday;

import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.testing.OwnServer;
import dev.governance.console.testing.Relay;
import dev.governance.console.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A second PostgreSQL that follows another, until it is promoted. */
final class Standby implements AutoCloseable {
    static final String NAME = "standby";

    private final Relay line = new Relay();
    private final CopiedServer server;

    /** Makes it of a server, which is stopped and started for that. */
    Standby(OwnServer primary, Path folder) throws IOException {
        Path data = folder.resolve(NAME);
        primary.stop();
        CopiedServer.run("cp", "-a", primary.home().resolve("postgres").toString(), data.toString());
        primary.start();
        DatabaseUrl from = line.to(primary.direct());
        Files.writeString(data.resolve("standby.signal"), "");
        Files.writeString(
                data.resolve("postgresql.auto.conf"),
                "primary_conninfo = 'host=%s port=%d user=%s password=%s application_name=%s'\n"
                        .formatted(from.host(), from.port(), from.user(), from.password(), NAME),
                StandardOpenOption.APPEND);
        server = new CopiedServer(primary, List.of(), data, folder.resolve("standby.log"));
    }

    DatabaseUrl url() {
        return server.url();
    }

    /** Receives nothing any more from the first, which is told nothing of it. */
    void fallBehind() {
        line.swallow();
    }

    /** Takes writes from now on. */
    void promote() {
        TestPostgres.ask(url(), "select pg_promote(true, 60)");
    }

    @Override
    public void close() {
        server.close();
        line.close();
    }
}
