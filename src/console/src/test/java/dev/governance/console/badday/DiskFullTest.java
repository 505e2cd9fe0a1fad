package dev.governance.console.badday;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.db.DatabaseProblem;
import dev.governance.console.server.Console;
import dev.governance.console.testing.Eventually;
import dev.governance.console.testing.OwnServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk of the database is full, and later it is not. */
class DiskFullTest {
    private static final int SPARE_MEGABYTES = 60;

    @TempDir
    Path folder;

    private OwnServer original;

    @BeforeEach
    void open() {
        SmallDisk.isNeeded();
        original = new OwnServer(folder);
    }

    @AfterEach
    void close() {
        if (original != null) {
            original.close();
        }
    }

    private Path data() {
        return original.home().resolve("postgres");
    }

    private CopiedServer on(SmallDisk disk, Path place) throws Exception {
        CopiedServer server = new CopiedServer(original, disk.under(), place, folder.resolve("small.log"));
        original.leadTo(server.url());
        return server;
    }

    /** The log of PostgreSQL itself (WAL) has a disk of its own, as is good practice. */
    @Test
    void actsAreRefusedAndDoneOnceThereIsRoom() throws Exception {
        original.stop();
        Path wal = folder.resolve("wal");
        CopiedServer.run("mv", data().resolve("pg_wal").toString(), wal.toString());
        Files.createSymbolicLink(data().resolve("pg_wal"), wal);
        Path place = folder.resolve("small");
        try (SmallDisk disk = new SmallDisk(data(), place, SPARE_MEGABYTES);
                CopiedServer server = on(disk, place)) {
            Site site = new Site(original.url(), folder);
            try (Console console = site.serve(Map.of());
                    Bustle bustle = new Bustle(site, console::url)) {
                bustle.during(() -> {
                    Bustle.pause(700);
                    disk.fill();
                    Eventually.holds("acts are refused", () -> bustle.statuses().contains(503));
                    Bustle.pause(2_000);
                    disk.free();
                });
            }
            assertThat(server.runs()).isTrue();
        }
    }

    /** PostgreSQL ends when it cannot write its log (WAL), and an operator makes room and starts it. */
    @Test
    void aServerThatEndsForItLosesNothing() throws Exception {
        original.stop();
        Path place = folder.resolve("small");
        try (SmallDisk disk = new SmallDisk(data(), place, SPARE_MEGABYTES);
                CopiedServer server = on(disk, place)) {
            Site site = new Site(original.url(), folder);
            try (Console console = site.serve(Map.of());
                    Bustle bustle = new Bustle(site, console::url)) {
                bustle.during(() -> {
                    Bustle.pause(700);
                    disk.fill();
                    Eventually.holds("the server has ended", () -> ended(site, server));
                    Bustle.pause(1_000);
                    disk.free();
                    server.start();
                });
            }
        }
    }

    /** Needs another file for its log, which there is no room for. */
    private static boolean ended(Site site, CopiedServer server) {
        try {
            site.ask("select pg_switch_wal()");
        } catch (DatabaseProblem | IllegalStateException e) {
            return !server.runs();
        }
        return false;
    }
}
