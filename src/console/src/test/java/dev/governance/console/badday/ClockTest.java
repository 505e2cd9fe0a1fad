package dev.governance.console.badday;

import dev.governance.console.cli.Program;
import dev.governance.console.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The clock of a console's machine jumps; the database's and the agents' do not. */
class ClockTest {
    private static final List<String> JUMPS = List.of("+2h", "-2h", "+10d", "-3d", "+0");

    @Test
    void nothingIsLostNorDoneTwiceNorSeenByOthersWhenItJumps(@TempDir Path folder) throws Exception {
        Path clock = Files.writeString(folder.resolve("clock"), "+0\n");
        Map<String, String> faked = Map.of(
                "LD_PRELOAD",
                faketime().toString(),
                "FAKETIME_TIMESTAMP_FILE",
                clock.toString(),
                "FAKETIME_CACHE_DURATION",
                "1",
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1");
        Site site = new Site(TestPostgres.migrated(), folder);
        try (Program node = site.node(List.of(), "jumping", faked)) {
            String url = node.url();
            try (Bustle bustle = new Bustle(site, () -> url)) {
                bustle.during(() -> {
                    for (String jump : JUMPS) {
                        Bustle.pause(500);
                        Files.writeString(clock, jump + "\n");
                        Bustle.pause(2_500);
                    }
                });
            }
        }
    }

    private static Path faketime() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of("/usr/lib"))) {
            Optional<Path> library = folders.map(folder -> folder.resolve("faketime/libfaketimeMT.so.1"))
                    .filter(Files::exists)
                    .findFirst();
            if (library.isEmpty()) {
                String missing =
                        "SKIPPED: jumps of a machine's clock: libfaketime is not installed (apt-get install faketime)";
                System.out.println(missing);
                Assumptions.abort(missing);
            }
            return library.get();
        }
    }
}
